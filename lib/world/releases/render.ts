// The objects that releases of app-template bring, each with the place of its values.
import { isMap, Manifest, objectKey } from '../../manifest';
import { Path } from '../../problem';
import { appTemplate, AppTemplateAnswer, isChartVersion, placesOf } from '../helm/app-template';
import { CheckedObject, Origin, RenderedFrom } from '../origin';
import { UNKNOWN } from '../unknown';
import { agreed, differences } from './agreed';
import { inNamespace } from './namespace';
import { postRendered } from './post-render';
import { ChartRelease } from './types';
import { layerWith, mergedValues } from './values';

/** What came of a release. */
export type Rendering =
  | {
      readonly said: 'objects';
      readonly objects: readonly CheckedObject[];
      /** Groups of its values whose objects are not among these, and patches that text does not follow. */
      readonly left: readonly string[];
    }
  | {
      /** The chart refuses the values. */
      readonly said: 'refused';
      readonly reason: string;
      /** True where answers for this version of the chart were compared with helm's. */
      readonly proven: boolean;
    }
  | { readonly said: 'not followed'; readonly why: string }
  | { readonly said: 'other chart' };

/** A release and what came of it. */
export interface RenderedRelease {
  readonly release: ChartRelease;
  readonly rendering: Rendering;
}

/** The versions that stand for all where none is known: the last of each kind that the rules tell apart. */
const ANY_VERSION = ['3.7.3', '4.1.1', '5.1.0', '5.3.0'];
/** Versions that made other objects of other values. */
const BEFORE_RULES = /^v?[0-2]\./;
/** The newest version whose answers were compared with helm's. */
const PROVEN = '4.1.1';

/** Renders a release of app-template. */
export function rendered(release: ChartRelease): RenderedRelease {
  return { release, rendering: renderingOf(release) };
}

function renderingOf(release: ChartRelease): Rendering {
  const { chart, name, missing, layers } = release;
  if (chart !== 'app-template') return { said: 'other chart' };
  if (name === undefined) return { said: 'not followed', why: 'a release without a name' };
  if (missing.length > 0)
    return { said: 'not followed', why: `values that are not in the input: ${missing.join(', ')}` };
  const values = mergedValues(layers);
  const answer = answerFor(release, name, values);
  if (answer.said === 'not understood') return { said: 'not followed', why: answer.why };
  if (answer.said === 'refused') return { said: 'refused', reason: answer.reason, proven: answer.proven };
  const patched = postRendered(answer.objects, release.postRenderers, release.commonMetadata);
  const objects = answer.objects.flatMap((object, index) => {
    const manifest = patched.manifests.get(object);
    if (manifest === undefined) return [];
    return [
      {
        manifest: withImages(manifest) as Manifest,
        origin: originOf(release, object, answer.from[index]!, values, answer.guessed[index]!),
      },
    ];
  });
  return { said: 'objects', objects, left: [...answer.left, ...patched.left] };
}

/** Containers with an image, which they cannot be without; which one it is, is no matter of the network. */
function withImages(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withImages);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const containers = (key === 'containers' || key === 'initContainers') && Array.isArray(inner);
      return [
        key,
        containers
          ? inner.map((each: unknown) => (isMap(each) ? { image: UNKNOWN, ...each } : each))
          : withImages(inner),
      ];
    }),
  );
}

type Objects = Extract<AppTemplateAnswer, { said: 'objects' }>;
/** The objects of an answer, with the paths in each that rest on a version whose answers were not compared with helm's. */
type Answer = Exclude<AppTemplateAnswer, Objects> | (Objects & { readonly guessed: readonly (readonly Path[])[] });

function answerFor(release: ChartRelease, name: string, values: unknown): Answer {
  const of = (version: string, networkOnly?: boolean) =>
    inNamespace(release.namespace, (namespace) =>
      appTemplate({ version, release: name, namespace, values, ...(networkOnly === undefined ? {} : { networkOnly }) }),
    );
  const { version } = release;
  if (BEFORE_RULES.test(version ?? '')) return { said: 'not understood', why: `version ${version} of the chart` };
  if (version === undefined || !isChartVersion(version)) return ofAnyVersion(of);
  const answer = of(version);
  if (answer.said !== 'objects') return answer as Exclude<AppTemplateAnswer, Objects>;
  if (answer.proven) return { ...answer, guessed: answer.objects.map(() => []) };
  const twin = of(PROVEN, true);
  const twins = twin.said === 'objects' ? twin.objects : [];
  return { ...answer, guessed: answer.objects.map((object) => guessedIn(object, twins)) };
}

/** Where an object is not what the proven version makes of the same values; all of it, where that one does not make it. */
function guessedIn(object: Manifest, proven: readonly Manifest[]): Path[] {
  const twin = proven.find((other) => objectKey(other) === objectKey(object));
  return twin === undefined ? [[]] : differences(object, twin).filter((path) => path.at(-1) !== 'helm.sh/chart');
}

type NotUnderstood = Extract<AppTemplateAnswer, { said: 'not understood' }>;

function isNotUnderstood(answer: AppTemplateAnswer): answer is NotUnderstood {
  return answer.said === 'not understood';
}

/** Where nothing tells the version: the objects that every version makes which takes the values, unknown where they differ. */
function ofAnyVersion(of: (version: string) => AppTemplateAnswer): Answer {
  const answers = ANY_VERSION.map((version) => of(version));
  const made = answers.filter((answer): answer is Objects => answer.said === 'objects');
  const [first] = made;
  if (first === undefined)
    return (
      answers.find(isNotUnderstood) ?? {
        said: 'not understood',
        why: 'values that no known version of the chart takes',
      }
    );
  const all = first.objects.map((object) =>
    made.map(({ objects }) => objects.find((other) => objectKey(other) === objectKey(object))),
  );
  const kept = [...all.keys()].filter((index) => all[index]!.every((object) => object !== undefined));
  return {
    said: 'objects',
    objects: kept.map((index) => agreed(all[index]!) as Manifest),
    from: kept.map((index) => first.from[index]!),
    proven: true,
    left: first.left,
    guessed: kept.map(() => []),
  };
}

function originOf(
  release: ChartRelease,
  manifest: Manifest,
  from: Path,
  values: unknown,
  guessed: readonly Path[],
): Origin {
  const { by, chart, version, layers } = release;
  const layer = layerWith(layers, from);
  const { origin, at } = layer ?? { origin: by.origin, at: release.path };
  const made: RenderedFrom = {
    release: release.title ?? ('manifest' in by ? objectKey(by.manifest) : `${release.name} of the kustomization`),
    chart: version === undefined ? chart! : `${chart} ${version}`,
    guessed,
  };
  const { construct, built } = by.origin;
  return {
    ...origin,
    ...(construct === undefined ? {} : { construct }),
    ...(built === undefined ? {} : { built }),
    moved: placesOf(manifest, from, values).map((place) => ({ path: place.path, from: [...at, ...place.from] })),
    rendered: made,
  };
}
