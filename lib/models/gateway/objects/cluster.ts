// The objects that the operator reads, in the order of their age, with the defaults of the API server.
import { isMap, Manifest } from '../../../manifest';
import { BundleKinds } from '../bundles';
import { GatewayFeatures } from '../features';
import { labelsAt, textAt } from '../read';
import { withDefaults } from './defaults';
import { GatewayObject, gatewayOf, ListenerSetObject, listenerSetOf } from './gateways';
import { byAge, GATEWAY_GROUP, Identity, keyOf } from './identity';
import { ROUTE_KINDS, RouteObject, routeOf } from './routes';
import { ServiceObject, serviceOf } from './services';

/** An object that never reaches the operator. */
export interface IgnoredObject {
  readonly object: string;
  /** Position in the input. */
  readonly index: number;
  readonly reason: 'no-kind' | 'not-served' | 'not-known';
  readonly version: string;
}

/** What the operator sees. Lists are in the order of age. */
export interface GatewayObjects {
  readonly classes: readonly Identity[];
  readonly configs: readonly Identity[];
  readonly gateways: readonly GatewayObject[];
  readonly listenerSets: readonly ListenerSetObject[];
  readonly routes: readonly RouteObject[];
  readonly grants: readonly Identity[];
  readonly policies: readonly Identity[];
  readonly services: readonly ServiceObject[];
  readonly secrets: readonly Identity[];
  readonly configMaps: readonly Identity[];
  readonly nodes: readonly Identity[];
  /** Labels of every namespace that is given or used. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly ignored: readonly IgnoredObject[];
}

const CLUSTER_SCOPED = ['Namespace', 'Node', 'GatewayClass'];

const CONFIG_KIND = 'CiliumGatewayClassConfig';

const CORE_KINDS = ['Service', 'Secret', 'ConfigMap', 'Namespace', 'Node'];

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** 2026-01-01: only the order counts. */
const FIRST = Date.UTC(2026, 0, 1);

/** Reads the objects; everything else in the input is left alone. */
export function readObjects(
  objects: readonly unknown[],
  features: GatewayFeatures,
  kinds: BundleKinds,
): GatewayObjects {
  const ignored: IgnoredObject[] = [];
  const taken: Identity[] = [];
  const keys = new Set<string>();
  objects.forEach((object, index) => {
    const identity = identityOf(object, index);
    if (identity === undefined) return;
    const reason = refusal(object as Manifest, features, kinds);
    if (reason === undefined) {
      // One object of a name: the later ones cannot be there.
      if (keys.has(keyOf(identity))) return;
      keys.add(keyOf(identity));
      taken.push(identity);
    } else if (reason !== 'other') {
      const version = (object as Manifest).apiVersion.split('/').at(-1)!;
      ignored.push({ object: keyOf(identity), index, reason, version });
    }
  });
  taken.sort(byAge);
  const of = (kind: string) => taken.filter((item) => item.kind === kind);
  return {
    classes: of('GatewayClass'),
    configs: of(CONFIG_KIND),
    gateways: of('Gateway').map(gatewayOf),
    listenerSets: of('ListenerSet').map(listenerSetOf),
    routes: taken.filter((item) => (ROUTE_KINDS as readonly string[]).includes(item.kind)).map(routeOf),
    grants: of('ReferenceGrant'),
    policies: of('BackendTLSPolicy'),
    services: of('Service').map(serviceOf),
    secrets: of('Secret'),
    configMaps: of('ConfigMap'),
    nodes: of('Node'),
    namespaces: namespacesOf(taken),
    ignored,
  };
}

function identityOf(object: unknown, index: number): Identity | undefined {
  const kind = textAt(object, 'kind');
  const name = textAt(object, 'metadata', 'name');
  if (!isMap(object) || kind === undefined || name === undefined || textAt(object, 'apiVersion') === undefined)
    return undefined;
  const stamp = Date.parse(textAt(object, 'metadata', 'creationTimestamp') ?? '');
  return {
    kind,
    namespace: CLUSTER_SCOPED.includes(kind) ? '' : textAt(object, 'metadata', 'namespace') || 'default',
    name,
    created: Number.isNaN(stamp) ? FIRST + index * 1000 : stamp,
    index,
    object: withDefaults(kind, object),
  };
}

/** Why an object does not reach the operator; `other` if it has nothing to do with it. */
export function refusal(
  { apiVersion, kind }: Manifest,
  features: GatewayFeatures,
  kinds: BundleKinds,
): IgnoredObject['reason'] | 'other' | undefined {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  if (group === '') return version === 'v1' && CORE_KINDS.includes(kind) ? undefined : 'other';
  if (group === 'cilium.io') return kind === CONFIG_KIND && version === 'v2alpha1' ? undefined : 'other';
  if (group !== GATEWAY_GROUP) return group.endsWith('.x-k8s.io') ? 'no-kind' : 'other';
  const versions = kinds[kind];
  if (versions === undefined) return 'no-kind';
  if (!versions.served.includes(version)) return 'not-served';
  // The operator reads one version of a kind; a bundle that lacks it leaves the kind out.
  const read = features.reads[kind];
  if (read !== undefined && [...versions.served, ...versions.listed].includes(read)) return undefined;
  return features.knows[kind] === version ? 'other' : 'not-known';
}

function namespacesOf(taken: readonly Identity[]): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  for (const { kind, name, object } of taken)
    if (kind === 'Namespace') found.set(name, { ...labelsAt(object, 'metadata', 'labels'), [NAME_LABEL]: name });
  for (const { namespace } of taken)
    if (namespace !== '' && !found.has(namespace)) found.set(namespace, { [NAME_LABEL]: namespace });
  return found;
}
