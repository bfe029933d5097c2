// The objects that the operator reads, in the order of their age, with the defaults of the API server.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { BundleKinds } from './bundles';
import { withDefaults } from './defaults';
import { GatewayFeatures } from './features';
import { at, byBytes, labelsAt, listAt, mapAt, numberAt, textAt, textsAt } from './read';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** Kinds of routes, in the order in which reports list them. */
export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** What every object has. */
export interface Identity {
  readonly kind: string;
  /** `default` where the manifest has none; empty for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
  /** Age in milliseconds since 1970; without a creationTimestamp the position in the input, one second apart. */
  readonly created: number;
  /** Position in the input. */
  readonly index: number;
  /** With defaults. */
  readonly object: PlainMap;
}

export interface SecretRef {
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
}

export interface AllowedKind {
  readonly group: string | undefined;
  readonly kind: string;
}

/** A listener of a Gateway or ListenerSet. */
export interface ListenerObject {
  /** Position in `spec.listeners`. */
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Undefined if every host name is served. */
  readonly hostname: string | undefined;
  readonly tls: { readonly mode: string | undefined; readonly certificates: readonly SecretRef[] } | undefined;
  readonly namespaces: { readonly from: string | undefined; readonly selector: unknown } | undefined;
  /** Undefined if the field is absent or empty: an empty list does not outlive the writing of the object. */
  readonly kinds: readonly AllowedKind[] | undefined;
}

export interface GatewayObject extends Identity {
  readonly className: string;
  readonly listeners: readonly ListenerObject[];
}

export interface ListenerSetObject extends Identity {
  readonly gateway: { readonly namespace: string; readonly name: string };
  readonly listeners: readonly ListenerObject[];
}

export interface ParentRef {
  /** Position in `spec.parentRefs`. */
  readonly index: number;
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
}

/** A reference to a backend: of a rule, a mirror or an external authorisation. */
export interface BackendRef {
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly port: number | undefined;
  readonly weight: number | undefined;
  readonly filters: readonly PlainMap[];
  /** Path of the reference in the object. */
  readonly path: readonly (string | number)[];
}

export interface RouteRule {
  readonly index: number;
  readonly backends: readonly BackendRef[];
  readonly filters: readonly PlainMap[];
  readonly matches: readonly PlainMap[];
  readonly rule: PlainMap;
}

export interface RouteObject extends Identity {
  readonly kind: RouteKind;
  readonly parents: readonly ParentRef[];
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
}

export interface ServiceObject extends Identity {
  readonly type: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: string;
    readonly appProtocol: string | undefined;
  }[];
  /** Undefined if nobody says. */
  readonly ipFamilies: readonly string[] | undefined;
}

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

/** `Kind/namespace/name`. */
export function keyOf({ kind, namespace, name }: Pick<Identity, 'kind' | 'namespace' | 'name'>): string {
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** `namespace/name`. */
export function nameOf({ namespace, name }: Pick<Identity, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

/** Orders objects by namespace and name, as lists of the API come. */
export function byName(a: Identity, b: Identity): number {
  return byBytes(a.namespace, b.namespace) || byBytes(a.name, b.name);
}

/** Orders objects by age, then by name. */
export function byAge(a: Identity, b: Identity): number {
  return a.created - b.created || byBytes(nameOf(a), nameOf(b));
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
function refusal(
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

function gatewayOf(identity: Identity): GatewayObject {
  return {
    ...identity,
    className: textAt(identity.object, 'spec', 'gatewayClassName') ?? '',
    listeners: listenersOf(identity.object),
  };
}

function listenerSetOf(identity: Identity): ListenerSetObject {
  const parent = at(identity.object, 'spec', 'parentRef');
  return {
    ...identity,
    gateway: { namespace: textAt(parent, 'namespace') ?? identity.namespace, name: textAt(parent, 'name') ?? '' },
    listeners: listenersOf(identity.object),
  };
}

/** The listeners of a Gateway's or ListenerSet's manifest, with defaults. */
export function readListeners(manifest: Manifest): ListenerObject[] {
  return listenersOf(withDefaults(manifest.kind, manifest));
}

function listenersOf(object: PlainMap): ListenerObject[] {
  return listAt(object, 'spec', 'listeners').flatMap((item, index) => {
    if (!isMap(item)) return [];
    const tls = mapAt(item, 'tls');
    const namespaces = mapAt(item, 'allowedRoutes', 'namespaces');
    const kinds = at(item, 'allowedRoutes', 'kinds');
    return {
      index,
      name: textAt(item, 'name') ?? '',
      port: numberAt(item, 'port') ?? 0,
      protocol: textAt(item, 'protocol') ?? '',
      hostname: textAt(item, 'hostname') || undefined,
      tls: tls && {
        mode: textAt(tls, 'mode'),
        certificates: listAt(tls, 'certificateRefs').filter(isMap).map(secretOf),
      },
      namespaces: namespaces && { from: textAt(namespaces, 'from'), selector: at(namespaces, 'selector') },
      kinds:
        Array.isArray(kinds) && kinds.length > 0
          ? kinds.filter(isMap).map((kind) => ({ group: textAt(kind, 'group'), kind: textAt(kind, 'kind') ?? '' }))
          : undefined,
    };
  });
}

function secretOf(ref: PlainMap): SecretRef {
  return {
    group: textAt(ref, 'group'),
    kind: textAt(ref, 'kind'),
    namespace: textAt(ref, 'namespace'),
    name: textAt(ref, 'name') ?? '',
  };
}

function routeOf(identity: Identity): RouteObject {
  const { object } = identity;
  return {
    ...identity,
    kind: identity.kind as RouteKind,
    parents: listAt(object, 'spec', 'parentRefs').flatMap((ref, index) =>
      isMap(ref)
        ? { index, ...secretOf(ref), sectionName: textAt(ref, 'sectionName'), port: numberAt(ref, 'port') }
        : [],
    ),
    hostnames: textsAt(object, 'spec', 'hostnames'),
    rules: listAt(object, 'spec', 'rules').flatMap((rule, index) =>
      isMap(rule)
        ? {
            index,
            rule,
            backends: listAt(rule, 'backendRefs').flatMap((ref, place) =>
              isMap(ref) ? backendOf(ref, ['spec', 'rules', index, 'backendRefs', place]) : [],
            ),
            filters: listAt(rule, 'filters').filter(isMap),
            matches: listAt(rule, 'matches').filter(isMap),
          }
        : [],
    ),
  };
}

/** Reads a reference to a backend. */
export function backendOf(ref: PlainMap, path: readonly (string | number)[]): BackendRef {
  return {
    ...secretOf(ref),
    port: numberAt(ref, 'port'),
    weight: numberAt(ref, 'weight'),
    filters: listAt(ref, 'filters').filter(isMap),
    path,
  };
}

function serviceOf(identity: Identity): ServiceObject {
  const families = at(identity.object, 'spec', 'ipFamilies');
  return {
    ...identity,
    type: textAt(identity.object, 'spec', 'type') ?? (mapAt(identity.object, 'spec') && 'ClusterIP'),
    labels: labelsAt(identity.object, 'metadata', 'labels'),
    ports: listAt(identity.object, 'spec', 'ports').map((port) => ({
      name: textAt(port, 'name') ?? '',
      port: numberAt(port, 'port') ?? 0,
      protocol: textAt(port, 'protocol') ?? 'TCP',
      appProtocol: textAt(port, 'appProtocol'),
    })),
    ipFamilies: Array.isArray(families) ? textsAt(identity.object, 'spec', 'ipFamilies') : undefined,
  };
}
