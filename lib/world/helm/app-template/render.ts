// The chart app-template as a pure function: values of a release → the objects that the network part of helm's answer has.
import { isMap, Manifest, PlainMap } from '../../../manifest';
import { Path } from '../../../problem';
import { NotUnderstood, Refused } from '../template/go-values';
import { accountObjects } from './accounts';
import { ingressObjects } from './ingresses';
import { policyObjects } from './network-policies';
import { rawObjects } from './raw-resources';
import { checkOthers } from './refusals';
import { ChartCluster, Release } from './release';
import { routeObjects } from './routes';
import { serviceObjects } from './services';
import { breaks, readShapes, Shapes } from './shape';
import { networkPart } from './network-part';
import { VALUE_SHAPES } from './value-shapes';
import { chartVersion, ChartVersion } from './versions';
import { workloadObjects } from './workloads';

/** A release of app-template. */
export interface AppTemplateRelease {
  /** The version of the chart: `4.1.1`. */
  readonly version: string;
  /** The name of the release. */
  readonly release: string;
  readonly namespace: string;
  /** The values, as a YAML reader gives them. */
  readonly values: unknown;
  readonly cluster?: ChartCluster;
  /**
   * True to look at nothing but the network part of the values: the rest may have any form.
   * @default - true for a version whose schema of values is not known
   */
  readonly networkOnly?: boolean;
}

/** What helm makes of a release. */
export type AppTemplateAnswer =
  | {
      readonly said: 'objects';
      /**
       * Workloads, Services, routes, Ingresses, NetworkPolicies, ServiceAccounts and raw resources with what the network sees of
       * them. No volumes, ConfigMaps, Secrets, roles, monitors; a checksum annotation is there with an empty value.
       */
      readonly objects: Manifest[];
      /** Where in the values what each object is made of stands: `service`, `app`. Empty for one that no value asks for. */
      readonly from: Path[];
      /** True where answers for this very version of the chart were compared with helm's. */
      readonly proven: boolean;
      /** Groups of values that make objects which are not among these. */
      readonly left: string[];
    }
  | {
      readonly said: 'refused';
      /** Where helm refuses: the schema of values, a template or check of the chart, a manifest that is no YAML. */
      readonly stage: 'schema' | 'template' | 'output';
      readonly reason: string;
      readonly proven: boolean;
    }
  | {
      readonly said: 'not understood';
      /** What this reader does not follow. */
      readonly why: string;
    };

/** Groups that make network objects, of charts newer than what is followed. */
const LEFT = ['ciliumNetworkPolicies', 'listenerSets'];

/**
 * The network part of what helm renders for a release of bjw-s' app-template, or that it refuses, or that this reader does not
 * follow. Never throws; the values are not changed.
 */
export function appTemplate(release: AppTemplateRelease): AppTemplateAnswer {
  const version = chartVersion(release.version);
  if (version === undefined) return { said: 'not understood', why: `version ${release.version} of the chart` };
  try {
    const values = release.values ?? {};
    if (!isMap(values)) throw new Refused('schema', '/: values are no map');
    const { networkOnly = version.has('open schema') } = release;
    checkShape(version, values, networkOnly);
    const cluster = release.cluster ?? {};
    const made = rendered(new Release(version, release.release, release.namespace, values, cluster, networkOnly));
    const left = LEFT.filter((group) => isMap(values[group]) && Object.keys(values[group]).length > 0);
    const objects = made.map(({ object }) => withoutNull(object) as Manifest);
    return { said: 'objects', objects, from: made.map(({ from }) => from), proven: version.proven, left };
  } catch (error) {
    if (error instanceof Refused)
      return { said: 'refused', stage: error.stage, reason: error.message, proven: version.proven };
    if (error instanceof NotUnderstood) return { said: 'not understood', why: error.message };
    // Values of a shape that no rule expects: a chart newer than the known schema lets more pass.
    return { said: 'not understood', why: `values of an unknown shape (${(error as Error).message})` };
  }
}

const read = new Map<string, Shapes>();

function checkShape(version: ChartVersion, values: PlainMap, networkOnly: boolean): void {
  const open = version.has('open schema');
  const rows = version.has('component label') ? '3' : '4';
  const key = `${rows} ${open}`;
  const shapes = read.get(key) ?? readShapes(VALUE_SHAPES, rows, open);
  read.set(key, shapes);
  const broken = breaks(shapes, 'values', networkOnly ? networkPart(values) : values);
  if (broken === undefined) return;
  if (open) throw new NotUnderstood(`the schema of version ${version.text}; 4.1.1 refuses ${broken}`);
  throw new Refused('schema', broken);
}

interface Made {
  readonly object: PlainMap;
  readonly from: Path;
}

/** Each group of values, with what makes its objects: one for each entry that is not switched off, in their order. */
const GROUPS: Readonly<Record<string, (release: Release) => PlainMap[]>> = {
  controllers: workloadObjects,
  service: serviceObjects,
  ingress: ingressObjects,
  route: routeObjects,
  networkpolicies: policyObjects,
  rawResources: rawObjects,
};

function rendered(release: Release): Made[] {
  if (!release.networkOnly) checkOthers(release);
  const accounts = accountObjects(release).map((object) => ({ object, from: ['serviceAccount'] }));
  const others = Object.entries(GROUPS).flatMap(([group, objectsOf]) => {
    const identifiers = release.enabled(group).map(([identifier]) => identifier);
    return objectsOf(release).map((object, index) => ({ object, from: [group, identifiers[index]!] }));
  });
  return [...accounts, ...others];
}

/** Without the entries that are null, which a cluster takes as not given. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, withoutNull(inner)]),
  );
}
