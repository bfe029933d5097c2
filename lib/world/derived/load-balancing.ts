// Pools, Services and announcement policies of each cluster in the world, and what LB-IPAM and the announcers make of them.
import { isMap, Manifest, objectKey, PlainMap } from '../../manifest';
import {
  Allocation,
  allocate,
  AnnouncedService,
  announcements,
  featuresOf,
  keyOf,
  L2Policy,
  LoadBalancerFeatures,
  LoadBalancerSettings,
  notResponsible,
  NotResponsible,
  readL2Policy,
  readService,
  Service,
  ServiceAllocation,
} from '../../models/load-balancer';
import { isOutside } from '../outside';
import { CheckedObject, Model, World } from '../types';
import { APPLIED } from './applied';
import { CiliumValues, ciliumInstalls } from './cilium-values';
import { installOf } from './cilium-values/cluster-of';
import { CLUSTERS } from './clusters';
import { isPlaceholder, mapAt, textAt, textsOf, writtenNamespace } from './fields';
import { gatewayServices } from './gateway-services';
import { KUSTOMIZE } from './kustomize';
import { Pool, POOLS } from './pools';
import { matchesSelector, selectorKeys } from './selectors';

/** A Service that somebody wrote, or that Cilium makes of a Gateway. */
export interface BalancedService {
  /** The object that somebody wrote: the Service, or the Gateway. */
  readonly at: CheckedObject;
  /** `Service shop/web`, `Gateway shop/edge`. */
  readonly title: string;
  readonly key: string;
  readonly service: Service;
  readonly origin: 'Gateway' | undefined;
  /** Why LB-IPAM leaves it alone. */
  readonly notResponsible: NotResponsible | undefined;
  /** True if its namespace is known: a chart or a kustomization may set one that is not written. */
  readonly hasNamespace: boolean;
  /** What LB-IPAM makes of it, if it is of type LoadBalancer. */
  readonly allocation: ServiceAllocation | undefined;
  readonly announced: AnnouncedService | undefined;
}

/** An announcement policy. */
export interface WrittenPolicy {
  readonly at: CheckedObject;
  readonly policy: L2Policy;
}

/** Load balancing of one cluster. */
export interface LoadBalancing {
  readonly install: CiliumValues | undefined;
  readonly settings: LoadBalancerSettings;
  readonly features: LoadBalancerFeatures;
  /** True if the release is known to the patch. */
  readonly exactVersion: boolean;
  readonly pools: readonly Pool[];
  /** True if some pool cannot be read in full: nobody knows all addresses. */
  readonly openPools: boolean;
  readonly policies: readonly WrittenPolicy[];
  readonly services: readonly BalancedService[];
  readonly allocation: Allocation;
  /** True if objects of BGP are there, which announce as well. */
  readonly bgp: boolean;
}

const BGP_KINDS = ['CiliumBGPAdvertisement', 'CiliumBGPPeeringPolicy', 'CiliumBGPClusterConfig'];
/** Labels that Cilium puts on every Service. */
const NAMESPACE_LABEL = 'io.kubernetes.service.namespace';
const NAME_LABEL = 'io.kubernetes.service.name';

/** The model: one answer a cluster of the input. */
export const LOAD_BALANCING: Model<readonly LoadBalancing[]> = {
  name: 'load-balancing',
  build: (world) => clustersOf(world).map((objects) => loadBalancing(world, objects)),
};

/** The objects that matter here, cluster by cluster. */
function clustersOf(world: World): CheckedObject[][] {
  const [clusters, applied] = [world.model(CLUSTERS), world.model(APPLIED)];
  const groups: CheckedObject[][] = [];
  const objects = [
    ...world.of('cilium.io', 'CiliumLoadBalancerIPPool'),
    ...world.of('cilium.io', 'CiliumL2AnnouncementPolicy'),
    ...world.of('', 'Service'),
    ...world.of('gateway.networking.k8s.io', 'Gateway'),
  ];
  for (const object of objects) {
    if (!applied.isApplied(object)) continue;
    const group = groups.find(([first]) => clusters.together(first!, object));
    if (group === undefined) groups.push([object]);
    else group.push(object);
  }
  return groups;
}

function loadBalancing(world: World, objects: readonly CheckedObject[]): LoadBalancing {
  const of = (kind: string) => objects.filter(({ manifest }) => manifest.kind === kind);
  const install = installOf(world, objects[0]!);
  const settings = settingsOf(world, install);
  const pools = world.model(POOLS).filter(({ object }) => objects.includes(object));
  const policies = of('CiliumL2AnnouncementPolicy').map((at) => ({ at, policy: readL2Policy(at.manifest) }));
  const written = [
    ...of('Service').flatMap((at) =>
      isOpen(at.manifest) || isPatched(world, at) ? [] : [{ at, manifest: at.manifest, origin: undefined }],
    ),
    ...gatewayServices(world, of('Gateway')).flatMap((each) => (isOpen(each.manifest) ? [] : [each])),
  ];
  const unique = [...new Map(written.map((each) => [keyOf(readService(each.manifest, settings)), each])).values()].map(
    ({ manifest, origin }) => ({ manifest, ...(origin === undefined ? {} : { origin }) }),
  );
  const allocation = allocate(
    [
      ...pools.map(({ object }) => ({ manifest: object.manifest })),
      ...unique.filter(({ manifest }) => textAt(manifest, 'spec', 'type') === 'LoadBalancer'),
    ],
    settings,
  );
  const announced = announcements(
    { policies: policies.map(({ at }) => at.manifest), services: unique, nodes: [], allocation },
    settings,
  );
  const [allocated, announcedBy] = [
    new Map(allocation.services.map((each) => [each.key, each])),
    new Map(announced.services.map((each) => [each.key, each])),
  ];
  return {
    install,
    settings,
    features: featuresOf(settings.version),
    exactVersion: /^\d+\.\d+\.\d+$/.test(settings.version ?? ''),
    pools,
    openPools:
      isOutside(world, { kind: 'CiliumLoadBalancerIPPool' }) ||
      pools.some((pool) => pool.open || pool.badBlocks.length > 0),
    policies,
    services: written.map(({ at, manifest, origin }): BalancedService => {
      const service = readService(manifest, settings);
      const key = keyOf(service);
      return {
        at,
        title: titleOf(at.manifest),
        key,
        service,
        origin,
        notResponsible: notResponsible(service, settings),
        hasNamespace: world.complete || writtenNamespace(at.manifest) !== undefined,
        allocation: allocated.get(key),
        announced: announcedBy.get(key),
      };
    }),
    allocation,
    bgp: BGP_KINDS.some((kind) => world.of('cilium.io', kind).length > 0 || isOutside(world, { kind })),
  };
}

/** `Service shop/web`. */
export function titleOf(manifest: Manifest): string {
  const [kind, ...rest] = objectKey(manifest).split('/');
  return `${kind} ${rest.join('/')}`;
}

/** True if another program fills in what decides: nothing is said about such a Service. */
function isOpen(manifest: Manifest): boolean {
  const { annotations, namespace, name } = manifest.metadata;
  const spec = mapAt(manifest, 'spec');
  const texts = [
    namespace,
    name,
    ...Object.entries(isMap(annotations) ? annotations : {}).flatMap(([key, text]) =>
      key.includes('lbipam') || key.includes('lb-ipam') ? [text] : [],
    ),
    spec.type,
    spec.loadBalancerClass,
    spec.loadBalancerIP,
    spec.externalTrafficPolicy,
    ...[...textsOf(spec.ports)].map(({ text }) => text),
  ];
  return texts.some((text) => typeof text === 'string' && isPlaceholder(text));
}

/** True if a kustomization changes fields of the object: which, nobody knows here. */
function isPatched(world: World, object: CheckedObject): boolean {
  return !world.complete && world.model(KUSTOMIZE).patches(object);
}

/** What the values of Cilium say; where nothing is said, everything that may be on counts as on. */
function settingsOf(world: World, install: CiliumValues | undefined): LoadBalancerSettings {
  const version = versionOf(world, install);
  if (install === undefined) {
    // With several installs, or none, nobody knows.
    const ipv6 = ciliumInstalls(world).some((each) => each.isOn('ipv6.enabled'));
    return { version, l2announcements: true, bgpControlPlane: true, ipv6 };
  }
  const ipam = install.get('defaultLBServiceIPAM');
  return {
    version,
    ipv4: !install.isOff('ipv4.enabled'),
    ipv6: install.isOn('ipv6.enabled'),
    ...(install.own('enableLBIPAM') === false ? { enableLBIPAM: false } : {}),
    ...(typeof ipam === 'string' ? { defaultLBServiceIPAM: ipam } : {}),
    l2announcements: !install.isOff('l2announcements.enabled'),
    bgpControlPlane: !install.isOff('bgpControlPlane.enabled'),
    nodeIPAM: install.isOn('nodeIPAM.enabled'),
    ...(install.namespace === undefined ? {} : { namespace: install.namespace }),
  };
}

/** The release to the patch where it is known and of the minor that is judged, else the minor. */
function versionOf({ facts, versions }: World, install: CiliumValues | undefined): string {
  const stated = [facts?.cilium, install?.version].map((text) => /^v?(\d+\.\d+\.\d+)$/.exec(text?.trim() ?? '')?.[1]);
  return stated.find((text) => text?.startsWith(`${versions.cilium}.`)) ?? versions.cilium;
}

/**
 * Whether a selector of Cilium takes a Service: undefined where a chart, a kustomization or Flux may still put a label on it or a namespace around it.
 * A selector that is not written takes every Service.
 */
export function takesService(world: World, selector: unknown, { at, service, hasNamespace }: BalancedService) {
  if (!isMap(selector)) return true;
  const labels: PlainMap = { ...service.labels };
  if (!hasNamespace) delete labels[NAMESPACE_LABEL];
  const missing = selectorKeys(selector).filter((key) => !Object.hasOwn(labels, key));
  const certain = world.complete || !world.model(KUSTOMIZE).mayLabel(at);
  if (missing.includes(NAMESPACE_LABEL) || (missing.some((key) => key !== NAME_LABEL) && !certain)) return undefined;
  return matchesSelector(selector, labels);
}

/** The policies that certainly take the Service, once it has its addresses. */
export function takers(world: World, { policies }: LoadBalancing, balanced: BalancedService): WrittenPolicy[] {
  return policies.filter(
    ({ at, policy }) =>
      balanced.announced?.takenBy.includes(policy.name) === true &&
      takesService(world, mapAt(at.manifest, 'spec').serviceSelector, balanced) === true,
  );
}
