// What Cilium's operator makes of the Gateway API objects of the world, cluster by cluster. What a folder need not hold (certificates, Services of
// charts, the class that the chart makes, grants) is taken as there: its absence is a question of its own.
import { dirname } from 'node:path/posix';
import { groupOf, isMap, Manifest, PlainMap } from '../../manifest';
import {
  asksForLabels,
  bundleKinds,
  bundleOf,
  bundleVerdict,
  gatewayFeatures,
  IgnoredObject,
  readObjects,
  GATEWAY_CONTROLLER,
  GATEWAY_GROUP,
  GatewayBundle,
  GatewaySettings,
  GatewayVerdict,
  gatewayVerdict,
  GrantNeed,
  grantNeeds,
  isGranted,
  readListeners,
  Unserved,
  unserved,
} from '../../models/gateway';
import { CheckedObject, Model, World } from '../types';
import { ciliumInstalls } from './cilium-values';
import { installOf } from './cilium-values/cluster-of';
import { CLUSTERS } from './clusters';
import { isPlaceholder, listAt, mapAt, textAt, textsOf, writtenNamespace } from './fields';
import { GATEWAY_CRDS, knownBundle } from './gateway-bundles';
import { TARGETS } from './targets';

/** The Gateway API objects of one cluster, and what is made of them. */
export interface GatewayCluster {
  readonly settings: GatewaySettings;
  readonly verdict: GatewayVerdict;
  /** What is accepted and not served as it reads. */
  readonly unserved: readonly Unserved[];
  /** References into other namespaces that no grant of the world opens. */
  readonly ungranted: readonly GrantNeed[];
  /** The definitions, where the input says which. */
  readonly bundle: GatewayBundle | undefined;
  /** Objects that these definitions do not take, or that reach no controller of this minor. */
  readonly ignored: readonly IgnoredObject[];
  /** The object of the world at a position of the verdict; undefined for what is taken as there. */
  readonly at: (index: number) => CheckedObject | undefined;
}

/** The model: one entry a cluster that has Gateway API objects. */
export const GATEWAYS: Model<readonly GatewayCluster[]> = {
  name: 'gateways',
  build: (world) =>
    partsOf(world)
      // Without Cilium's controllers nothing becomes of the objects: that they are off is a finding of its own.
      .filter(([first]) => installOf(world, first!)?.isOff('gatewayAPI.enabled') !== true)
      .map((objects) => clusterOf(world, objects)),
};

const CLASS = 'GatewayClass';
/** The class that the chart makes. */
const CHART_CLASS = 'cilium';
const OTHER_KINDS: readonly (readonly [group: string, kind: string])[] = [
  ['', 'Service'],
  ['', 'ConfigMap'],
  ['', 'Namespace'],
  ['', 'Node'],
  ['cilium.io', 'CiliumGatewayClassConfig'],
];
/** Namespaces that nobody wrote: one a folder. */
const UNWRITTEN = /(^|\/)~\d+(?=\/|$)/g;

/** A key or name without the stand-in of a namespace that nobody wrote. */
export function writtenKey(key: string): string {
  return key.replace(UNWRITTEN, '');
}

/** A key or name with `default` in place of the stand-in: what Kubernetes makes of it if nobody else sets a namespace. */
export function withDefaultNamespace(key: string): string {
  return key.replace(UNWRITTEN, '$1default');
}

/** True for the stand-in of a namespace that nobody wrote. */
export function isUnwritten(namespace: string): boolean {
  return namespace.startsWith('~');
}

/** Objects that belong to one cluster. */
function partsOf(world: World): CheckedObject[][] {
  const clusters = world.model(CLUSTERS);
  const targets = world.model(TARGETS);
  const own = world.objects.filter(({ manifest }) => groupOf(manifest) === GATEWAY_GROUP);
  if (own.length === 0) return [];
  const parts: CheckedObject[][] = [];
  const others = OTHER_KINDS.flatMap(([group, kind]) => world.of(group, kind));
  for (const object of [...own, ...others].filter(isNamed)) {
    // A patched object is only partly known; a patched grant may allow more.
    const isLeftOut = !targets.isWhole(object) && groupOf(object.manifest) === GATEWAY_GROUP;
    if (isLeftOut && object.manifest.kind !== 'ReferenceGrant') continue;
    const part = parts.find(([first]) => clusters.together(first!, object));
    if (part !== undefined) part.push(object);
    else if (groupOf(object.manifest) === GATEWAY_GROUP) parts.push([object]);
  }
  return parts;
}

function isNamed({ manifest }: CheckedObject): boolean {
  return isMap(manifest.metadata) && typeof manifest.metadata.name === 'string';
}

function clusterOf(world: World, given: readonly CheckedObject[]): GatewayCluster {
  const bundle = statedBundle(world, given);
  const settings = settingsOf(world, given, bundle);
  const folders = new Map<string, number>();
  const named = withAllLabels(given.map((object) => withNamespace(world, object, folders)));
  const judged = named.map((manifest) => (isJudged(world, manifest, named) ? manifest : LEFT_OUT));
  const assumed = [...classesFor(judged), ...secretsFor(judged), ...configMapsFor(judged), ...servicesFor(judged)];
  const first = gatewayVerdict([...judged, ...assumed], settings);
  const needs = grantNeeds(first).filter(({ granted }) => !granted);
  const open = needs.map(({ crossing }) => grantFor(crossing));
  const verdict = open.length === 0 ? first : gatewayVerdict([...judged, ...assumed, ...open], settings);
  return {
    settings,
    verdict,
    unserved: unserved(verdict, settings),
    bundle,
    ignored:
      bundle === undefined ? [] : readObjects(judged, gatewayFeatures(settings.minor), bundleKinds(bundle)).ignored,
    ungranted: needs.filter(
      ({ crossing }) => !isUnwritten(crossing.fromNamespace) && !mayBeGranted(world, crossing, settings),
    ),
    at: (index) => given[index],
  };
}

function settingsOf(world: World, given: readonly CheckedObject[], stated: GatewayBundle | undefined): GatewaySettings {
  const install = installOf(world, given[0]!);
  const text = (path: string) => {
    const value = install?.own(path);
    return typeof value === 'string' ? value : undefined;
  };
  const nodes = install?.own('gatewayAPI.hostNetwork.nodes.matchLabels');
  const policy = text('gatewayAPI.externalTrafficPolicy');
  return {
    minor: world.versions.cilium,
    bundle: workingBundle(world.versions.cilium, stated),
    hostNetwork: install?.isOn('gatewayAPI.hostNetwork.enabled') === true,
    // With several installs, or none, nobody knows.
    ipv6: (install === undefined ? ciliumInstalls(world) : [install]).some((each) => each.isOn('ipv6.enabled')),
    ...(policy === undefined ? {} : { externalTrafficPolicy: policy }),
    ...(isMap(nodes)
      ? {
          nodeSelector: Object.entries(nodes)
            .map(([key, value]) => `${key}=${String(value)}`)
            .join(','),
        }
      : {}),
  };
}

/** The definitions on the cluster, where all that the input says of them is one release and channel. */
function statedBundle(world: World, given: readonly CheckedObject[]): GatewayBundle | undefined {
  const clusters = world.model(CLUSTERS);
  const [only, ...others] = world
    .model(GATEWAY_CRDS)
    .filter(({ at }) => clusters.together(at, given[0]!))
    .map(knownBundle);
  return others.every((each) => each?.release === only?.release && each?.channel === only?.channel) ? only : undefined;
}

/** Definitions with which the operator starts: that it does not is a finding of its own, and hides no other. */
function workingBundle(minor: string, stated: GatewayBundle | undefined): GatewayBundle {
  return stated !== undefined && bundleVerdict(gatewayFeatures(minor), stated).enabled ? stated : bundleOf(minor);
}

function withNamespace(world: World, { manifest, origin }: CheckedObject, folders: Map<string, number>): Manifest {
  if (writtenNamespace(manifest) !== undefined || world.complete) return manifest;
  if (['Namespace', 'Node', CLASS].includes(manifest.kind)) return manifest;
  const folder = dirname(origin.file ?? '');
  const number = folders.get(folder) ?? folders.size;
  folders.set(folder, number);
  return { ...manifest, metadata: { ...manifest.metadata, namespace: `~${number}` } };
}

/** The same Namespace is often written beside each of its apps, with labels here and there. */
function withAllLabels(manifests: readonly Manifest[]): Manifest[] {
  const labels = new Map<string, PlainMap>();
  for (const { kind, metadata } of manifests)
    if (kind === 'Namespace') labels.set(metadata.name, { ...labels.get(metadata.name), ...mapAt(metadata, 'labels') });
  return manifests.map((each) =>
    each.kind === 'Namespace'
      ? { ...each, metadata: { ...each.metadata, labels: labels.get(each.metadata.name) } as Manifest['metadata'] }
      : each,
  );
}

/** True if a grant of the world opens the crossing, or one that is only partly known may. */
function mayBeGranted(world: World, crossing: GrantNeed['crossing'], settings: GatewaySettings): boolean {
  const written = world.of(GATEWAY_GROUP, 'ReferenceGrant');
  const targets = world.model(TARGETS);
  if (isPlaceholder(crossing.toNamespace) || isPlaceholder(crossing.fromNamespace)) return true;
  if (
    written.some(
      (grant) => !targets.isWhole(grant) || [...textsOf(grant.manifest.spec)].some(({ text }) => isPlaceholder(text)),
    )
  )
    return true;
  const open = written.map(({ manifest }) =>
    writtenNamespace(manifest) === undefined && !world.complete
      ? { ...manifest, metadata: { ...manifest.metadata, namespace: crossing.toNamespace } }
      : manifest,
  );
  return isGranted(crossing, gatewayVerdict(open, settings).objects.grants);
}

const LEFT_OUT = undefined;
type Judged = Manifest | undefined;

/** A route is judged where its namespace is known as well as its listeners ask. */
function isJudged(world: World, manifest: Manifest, all: readonly Manifest[]): boolean {
  if (!manifest.kind.endsWith('Route') || groupOf(manifest) !== GATEWAY_GROUP) return true;
  const namespace = writtenNamespace(manifest) ?? 'default';
  const parents = listAt(manifest, 'spec', 'parentRefs');
  if (isUnwritten(namespace)) return parents.every((parent) => textAt(parent, 'namespace') === undefined);
  if (knowsLabels(world, namespace)) return true;
  return !parents.some((parent) => {
    const gateway = all.find(
      (each) =>
        each.metadata.name === textAt(parent, 'name') &&
        each.kind === (textAt(parent, 'kind') ?? 'Gateway') &&
        groupOf(each) === GATEWAY_GROUP &&
        (writtenNamespace(each) ?? 'default') === (textAt(parent, 'namespace') ?? namespace),
    );
    return gateway !== undefined && readListeners(gateway).some(asksForLabels);
  });
}

/** A namespace whose Namespace is in the world, and whole. */
function knowsLabels(world: World, namespace: string): boolean {
  const targets = world.model(TARGETS);
  const objects = world.of('', 'Namespace').filter(({ manifest }) => manifest.metadata.name === namespace);
  return objects.length > 0 && objects.every((object) => targets.isWhole(object));
}

const assume = (
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
  more: object,
): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  ...more,
});
const ofGroup = (objects: readonly Judged[], ...kinds: string[]) =>
  objects.filter(
    (each): each is Manifest => each !== undefined && kinds.includes(each.kind) && groupOf(each) === GATEWAY_GROUP,
  );

/** The chart makes the class; one of another name is somebody else's unless the world holds it. */
function classesFor(objects: readonly Judged[]): Manifest[] {
  if (ofGroup(objects, CLASS).some(({ metadata }) => metadata.name === CHART_CLASS)) return [];
  return [
    assume(`${GATEWAY_GROUP}/v1`, CLASS, undefined, CHART_CLASS, { spec: { controllerName: GATEWAY_CONTROLLER } }),
  ];
}

/** Certificates are made by others, or stand there encrypted. */
function secretsFor(objects: readonly Judged[]): Manifest[] {
  return ofGroup(objects, 'Gateway', 'ListenerSet').flatMap((owner) =>
    listAt(owner, 'spec', 'listeners').flatMap((listener) =>
      listAt(listener, 'tls', 'certificateRefs').flatMap((ref) => {
        const name = textAt(ref, 'name');
        const namespace = textAt(ref, 'namespace') ?? writtenNamespace(owner);
        return name === undefined ? [] : [assume('v1', 'Secret', namespace, name, { type: 'kubernetes.io/tls' })];
      }),
    ),
  );
}

/** An authority as PEM; only its form counts. */
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** Authorities that a tool hands out. One in the world counts before one that is taken as there. */
function configMapsFor(objects: readonly Judged[]): Manifest[] {
  return ofGroup(objects, 'BackendTLSPolicy').flatMap((policy) =>
    listAt(policy, 'spec', 'validation', 'caCertificateRefs').flatMap((ref) => {
      const name = textAt(ref, 'name');
      return name === undefined
        ? []
        : [assume('v1', 'ConfigMap', writtenNamespace(policy), name, { data: { 'ca.crt': PEM } })];
    }),
  );
}

/** Services of charts and of other repositories. One in the world counts before one that is taken as there. */
function servicesFor(objects: readonly Judged[]): Manifest[] {
  return ofGroup(objects, 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute').flatMap((route) =>
    listAt(route, 'spec', 'rules').flatMap((rule) =>
      [
        ...listAt(rule, 'backendRefs'),
        ...listAt(rule, 'filters').flatMap((filter) => [
          mapAt(filter, 'requestMirror', 'backendRef'),
          mapAt(filter, 'externalAuth', 'backendRef'),
        ]),
      ].flatMap((ref) => {
        const name = textAt(ref, 'name');
        const namespace = textAt(ref, 'namespace') ?? writtenNamespace(route);
        // Without ports: nobody knows which it has.
        return name === undefined ? [] : [assume('v1', 'Service', namespace, name, { spec: { type: 'ClusterIP' } })];
      }),
    ),
  );
}

function grantFor({ fromKind, fromNamespace, toKind, toGroup, toNamespace, toName }: GrantNeed['crossing']): Manifest {
  return assume(
    `${GATEWAY_GROUP}/v1beta1`,
    'ReferenceGrant',
    toNamespace,
    `taken-${fromKind}-${fromNamespace}-${toName}`,
    {
      spec: {
        from: [{ group: GATEWAY_GROUP, kind: fromKind, namespace: fromNamespace }],
        to: [{ group: toGroup, kind: toKind, name: toName }],
      },
    },
  );
}
