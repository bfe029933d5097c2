// Two objects of one kind, namespace and name: the later one overwrites the other.
import { dirname } from 'node:path/posix';
import { groupOf } from '../../../manifest';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, textAt, writtenNamespace } from '../../../world/derived/fields';
import { KUSTOMIZE } from '../../../world/derived/kustomize';
import { CheckedObject, World } from '../../../world/types';
import { yaml } from '../../../problem';
import { Report, Rule } from '../../rule';

const CODE = 'object/duplicate';

/** What a duplicate says: the object, the file or document of the first one, and what holds both. */
interface Twice {
  readonly object: string;
  /** File or construct of the first one. @default - the document */
  readonly beside?: string;
  /** Number of its document in the same file. */
  readonly document?: number;
  readonly both: 'file' | 'cluster' | 'kustomization' | 'folder' | 'chart';
}

const REPAIR: Readonly<Record<Twice['both'], string>> = {
  file: 'give one of them another name or namespace, or remove it: the later one overwrites the other',
  cluster: 'give one of them another name or namespace, or remove it: the later one overwrites the other',
  kustomization: 'remove one of them from the resources: kustomize refuses both',
  folder: 'remove one of them if both are applied to one cluster',
  chart: 'leave it to one of them: helm takes over no object that another one made',
};

/** No object twice. Overlays and clusters repeat names by design, so only one file, one kustomization and one complete cluster are judged. */
export const DUPLICATE: Rule = {
  layer: 'objects',
  codes: [
    {
      code: CODE,
      title: 'No object stands twice in one file, one kustomization or one app',
      why: 'Whatever applies the second one overwrites the first without a word, or refuses both (kustomize). The same name in two folders is normal for overlays and clusters: that is a note at most.',
      bad: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
      `,
      good: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: billing }
      `,
      words: ({ object, beside, document, both }: Twice) => ({
        message: `a second ${object}${both === 'kustomization' || both === 'folder' ? ` in one ${both},` : ''} beside ${beside ?? `document ${document}`}`,
        repair: REPAIR[both],
      }),
    },
  ],
  check(world, report) {
    for (const same of groups(world).values()) {
      const earlier: CheckedObject[] = [];
      for (const object of same) {
        judge(
          world,
          report,
          object,
          earlier.filter((each) => areTwo(world, each, object)),
        );
        earlier.push(object);
      }
    }
  },
};

/** One document that roots apply in two forms, or in two clusters, is no second one. */
function areTwo(world: World, a: CheckedObject, b: CheckedObject): boolean {
  const isSamePlace = a.origin.file !== undefined && JSON.stringify(a.origin) === JSON.stringify(b.origin);
  return !isSamePlace && (world.complete || world.model(CLUSTERS).together(a, b));
}

function judge(world: World, report: Report, object: CheckedObject, earlier: readonly CheckedObject[]): void {
  const { file = '' } = object.origin;
  const say = (given: 'error' | 'note', place: Twice['both'], other: CheckedObject) => {
    if (isOwned(object, other)) return;
    const byChart = given === 'error' && !areOfOneMaker(object, other);
    const [level, both] = byChart ? (['warning', 'chart'] as const) : ([given, place] as const);
    const { document = 1, construct, file: elsewhere = '' } = other.origin;
    const beside = file === '' ? construct : both === 'file' ? undefined : elsewhere;
    const where = beside === undefined ? { document } : { beside };
    report[level](CODE, object, ['metadata', 'name'], { object: words(object), both, ...where }, [other]);
  };
  const inOne = earlier.find(({ origin }) => (origin.file ?? '') === file);
  if (inOne !== undefined) return say('error', 'file', inOne);
  const [first] = earlier;
  if (world.complete && first !== undefined) return say('error', 'cluster', first);
  const kustomize = world.model(KUSTOMIZE);
  const listed = earlier.find((other) => kustomize.listTogether(other.origin.file ?? '', file));
  if (listed !== undefined) return say('error', 'kustomization', listed);
  const other = earlier.find((each) => dirname(each.origin.file ?? '') === dirname(file));
  if (other !== undefined) say('note', 'folder', other);
}

/** True for two that are written, and for two that one release brings. */
function areOfOneMaker({ origin: one }: CheckedObject, { origin: other }: CheckedObject): boolean {
  return one.rendered?.release === other.rendered?.release;
}

/** True where one is written for helm to take over, which it knows by its annotations. */
function isOwned(one: CheckedObject, other: CheckedObject): boolean {
  const release = (object: CheckedObject) =>
    textAt(object.manifest, 'metadata', 'annotations', 'meta.helm.sh/release-name');
  return !areOfOneMaker(one, other) && (release(one) ?? release(other)) !== undefined;
}

function groups(world: World): Map<string, CheckedObject[]> {
  const found = new Map<string, CheckedObject[]>();
  for (const object of world.objects) {
    const name = textAt(object.manifest, 'metadata', 'name');
    if (name === undefined || isPlaceholder(name)) continue;
    const key = [groupOf(object.manifest), object.manifest.kind, writtenNamespace(object.manifest) ?? '', name].join(
      '\0',
    );
    const known = found.get(key);
    if (known === undefined) found.set(key, [object]);
    else known.push(object);
  }
  return found;
}

function words({ manifest }: CheckedObject): string {
  const namespace = writtenNamespace(manifest);
  return [manifest.kind, ...(namespace === undefined ? [] : [namespace]), manifest.metadata.name].join('/');
}
