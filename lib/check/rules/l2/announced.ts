// What the announcers make of the Services: who is announced, by whom, under which Lease.
import { IpFamily } from '../../../net';
import { L2_CLASS, textOf } from '../../../models/load-balancer';
import { mapAt } from '../../../world/derived/fields';
import { matchesSelector } from '../../../world/derived/selectors';
import { POD_TEMPLATES, PodTemplate } from '../../../world/derived/pods';
import {
  BalancedService,
  LOAD_BALANCING,
  LoadBalancing,
  takers,
  takesService,
  WrittenPolicy,
} from '../../../world/derived/load-balancing';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isOutside } from '../../../world/outside';
import { World } from '../../../world/types';
import { Path } from '../../../problem';
import { levelOfAbsence, Report, Rule } from '../../rule';

/** Services that are announced are reached. */
export const L2_ANNOUNCED: Rule = {
  layer: 'l2',
  codes: [
    {
      code: 'l2/not-announced',
      title: 'A policy takes every Service that gets an address',
      why: 'Otherwise the Service has an address that nobody on the network answers for. Judged only where announcement policies of the same cluster are in the input, and nothing of BGP; without cluster.facts that say the input is complete, a policy may be missing from it.',
      words: ({ policies }: { policies: string[] }) => ({
        message: `no announcement policy takes the Service: it gets an address that nobody answers for; there are ${policies.join(', ')}`,
        repair: 'widen the serviceSelector of a policy, or write loadBalancerIPs: true',
      }),
    },
    {
      code: 'l2/class-announced',
      title: 'A selector keeps Services of other load-balancer classes out of an announcement policy',
      why: 'The announcer looks at the class only when a Service changes. When a policy is read after the Service, as at every start of the agent, it takes Services of any class (run: class-bgp, class-other, class-other-external).',
      words: ({ loadBalancerClass, policy }: { loadBalancerClass: string; policy: string }) => ({
        message: `is of loadBalancerClass "${loadBalancerClass}", but policy ${policy} announces it after the next restart of the agent`,
        repair: 'keep it out by the serviceSelector of the policy: the class does not',
      }),
    },
    {
      code: 'l2/lease-clash',
      title: 'Namespace and name of two announced Services do not join to one Lease',
      why: 'The Lease is cilium-l2announce-<namespace>-<name>: namespace a with b-c and namespace a-b with c have the same (run: policies-lease-name-clash).',
      words: ({ lease, other }: { lease: string; other: string }) => ({
        message: `shares the Lease "${lease}" with ${other}: only one of them is announced at a time`,
        repair: 'rename one of them',
      }),
    },
    {
      code: 'l2/shared-address',
      title: 'Services that share an address are not announced by L2: one Service with all ports is',
      why: 'Each Service has a Lease of its own, also with one sharing-key: two nodes may hold them and both answer for the address, so that connections move between nodes (run: ips-shared; upstream #48419).',
      words: ({ address, others }: { address: string; others: string[] }) => ({
        message: `shares ${address} by its sharing-key with ${others.join(', ')}, but each has a lease of its own: two nodes may answer for the address`,
        repair: 'write one Service with all ports, or give each its own address',
      }),
    },
    {
      code: 'l2/ipv6',
      title: 'IPv6 addresses are announced from Cilium 1.19 on',
      why: 'Up to 1.18 the agent holds the lease, but the responder drops IPv6: nobody answers (run: ips-v6; code).',
      words: ({ addresses, policy }: { addresses: string[]; policy: string }) => ({
        message: `policy ${policy} announces it, but L2 announcements of this release do not answer for IPv6${addresses.length === 0 ? '' : `: ${addresses.join(', ')}`}`,
        repair: 'take Cilium 1.19, announce by BGP, or give the Service an IPv4 address',
      }),
    },
    {
      code: 'l2/local-traffic',
      title: 'A Service with externalTrafficPolicy: Local is announced by nodes that run its pods',
      why: 'Up to Cilium 1.20.1 any node may hold the lease, also one without a pod of the Service: it answers, and drops the traffic (run: traffic-local; upstream #27800). From 1.20.2 only nodes with a pod take part; the Service of a Gateway has no pods of its own, so nobody announces it (upstream #48799). A warning where the patch release of 1.20 or the pods are not known; a DaemonSet on all nodes is fine, and so is a cluster of one node.',
      words: ({ policy, nobody }: { policy: string; nobody: boolean }) => ({
        message: nobody
          ? `externalTrafficPolicy is Local, and no node holds a backend of a Gateway's Service: policy ${policy} announces it nowhere`
          : `externalTrafficPolicy is Local, and policy ${policy} announces the Service: the node that answers may run none of its pods, and drops the traffic`,
        repair: nobody
          ? 'write externalTrafficPolicy: Cluster in the values (gatewayAPI.externalTrafficPolicy) or in the CiliumGatewayClassConfig'
          : 'write externalTrafficPolicy: Cluster, take Cilium 1.20.2, or keep the Service out by the serviceSelector',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of world.model(LOAD_BALANCING)) {
      if (cluster.policies.length === 0) continue;
      const leases = new Map<string, BalancedService>();
      for (const balanced of cluster.services) {
        const by = takers(world, cluster, balanced);
        if (by.length === 0) {
          notAnnounced(world, report, cluster, balanced);
          continue;
        }
        classes(report, balanced, by);
        local(world, report, cluster, balanced, by);
        ipv6(report, cluster, balanced, by);
        const { lease } = balanced.announced!;
        const other = leases.get(lease);
        if (other === undefined) leases.set(lease, balanced);
        else if (other.key !== balanced.key && other.hasNamespace && balanced.hasNamespace)
          report.error('l2/lease-clash', balanced.at, ['metadata', 'name'], { lease, other: other.title }, [
            other.at,
            ...places(by),
          ]);
      }
      shared(world, report, cluster);
    }
  },
};

const places = (policies: readonly WrittenPolicy[]) => policies.map(({ at }) => at);

/** Place of a field of the Service; a Gateway does not have it. */
function specPath({ at }: BalancedService, field: string): Path {
  return at.manifest.kind === 'Service' && mapAt(at.manifest, 'spec')[field] !== undefined ? ['spec', field] : [];
}

function notAnnounced(world: World, report: Report, cluster: LoadBalancing, balanced: BalancedService): void {
  const { service, notResponsible, at } = balanced;
  const wanted = service.loadBalancerClass === undefined || service.loadBalancerClass === L2_CLASS;
  if (cluster.bgp || notResponsible !== undefined || !wanted) return;
  if (isOutside(world, { kind: 'CiliumL2AnnouncementPolicy' })) return;
  const { policies } = cluster;
  const certain = policies.every(
    ({ at: policy }) =>
      mapAt(policy.manifest, 'spec').loadBalancerIPs !== true ||
      takesService(world, mapAt(policy.manifest, 'spec').serviceSelector, balanced) === false,
  );
  if (!certain) return;
  const names = policies.map(({ policy }) => policy.name);
  report[levelOfAbsence(world, true)]('l2/not-announced', at, [], { policies: names }, places(policies));
}

function classes(report: Report, balanced: BalancedService, by: readonly WrittenPolicy[]): void {
  if (balanced.announced?.foreignClass !== true) return;
  report.warning(
    'l2/class-announced',
    balanced.at,
    specPath(balanced, 'loadBalancerClass'),
    { loadBalancerClass: balanced.service.loadBalancerClass, policy: by[0]!.policy.name },
    places(by),
  );
}

function local(
  world: World,
  report: Report,
  cluster: LoadBalancing,
  balanced: BalancedService,
  by: readonly WrittenPolicy[],
): void {
  const traffic = balanced.announced?.localTraffic;
  // Envoy serves a Gateway on every node.
  if (traffic === undefined || traffic === 'needs-backend' || (traffic === 'drops' && balanced.origin === 'Gateway'))
    return;
  const pods = traffic === 'drops' ? podsOf(world, balanced) : [];
  if (traffic === 'drops' && (world.facts?.nodes?.length === 1 || runEverywhere(pods, by))) return;
  // A minor with a patch that does it otherwise does not say; and pods that keep apart, or that nobody has seen, may be on every node that matters.
  const certain =
    (cluster.exactVersion || !world.versions.cilium.startsWith('1.20')) &&
    !(traffic === 'drops' && (areApart(pods) || (pods.length === 0 && !world.complete)));
  report[certain ? 'error' : 'warning'](
    'l2/local-traffic',
    balanced.at,
    specPath(balanced, 'externalTrafficPolicy'),
    { policy: by[0]!.policy.name, nobody: traffic === 'nobody' },
    places(by),
  );
}

/** True if the pods are those of a DaemonSet that runs on every node of the policies. */
function runEverywhere(pods: readonly PodTemplate[], by: readonly WrittenPolicy[]): boolean {
  return pods.some(
    ({ object, spec }) =>
      object.manifest.kind === 'DaemonSet' &&
      mapAt(spec, 'affinity').nodeAffinity === undefined &&
      Object.entries(mapAt(spec, 'nodeSelector')).every(
        ([label, value]) =>
          // Talos runs Linux.
          (label === 'kubernetes.io/os' && value === 'linux') ||
          by.every(({ at }) => mapAt(at.manifest, 'spec', 'nodeSelector', 'matchLabels')[label] === value),
      ),
  );
}

/** True if the pods avoid each other's nodes. */
function areApart(pods: readonly PodTemplate[]): boolean {
  return pods.some(
    ({ spec }) => mapAt(spec, 'affinity').podAntiAffinity !== undefined || spec.topologySpreadConstraints !== undefined,
  );
}

/** Templates of the pods of a Service. */
function podsOf(world: World, { at, service }: BalancedService): PodTemplate[] {
  if (Object.keys(service.selector).length === 0) return [];
  return world
    .model(POD_TEMPLATES)
    .filter(
      ({ object, metadata }) =>
        (object.manifest.metadata.namespace ?? 'default') === (at.manifest.metadata.namespace ?? 'default') &&
        world.model(CLUSTERS).together(object, at) &&
        matchesSelector({ matchLabels: service.selector }, mapAt(metadata, 'labels')) === true,
    );
}

function ipv6(
  report: Report,
  { features }: LoadBalancing,
  balanced: BalancedService,
  by: readonly WrittenPolicy[],
): void {
  if (features.announcesIPv6 || balanced.service.type !== 'LoadBalancer') return;
  const { requested, families } = balanced.service;
  const given = balanced.allocation?.addresses.map(({ address }) => address) ?? [];
  const asked = requested.filter(({ family }) => family === IpFamily.IPV6);
  const wants = requested.length > 0 ? asked.length > 0 : families.includes(IpFamily.IPV6);
  if (!wants && !given.some(({ family }) => family === IpFamily.IPV6)) return;
  // An address that nobody asked for is the allocator's affair.
  report.warning(
    'l2/ipv6',
    balanced.at,
    specPath(balanced, 'ipFamilies'),
    { addresses: asked.map(textOf), policy: by[0]!.policy.name },
    places(by),
  );
}

/** Services that ask for one address, with a key that lets them share it, under one policy. */
function shared(world: World, report: Report, cluster: LoadBalancing): void {
  const seen = new Map<string, BalancedService[]>();
  for (const balanced of cluster.services) {
    const { allocation } = balanced;
    if (allocation === undefined || balanced.notResponsible !== undefined) continue;
    for (const { address } of allocation.addresses) {
      const text = textOf(address);
      // Without a request, the address is the allocator's affair: the key then names the group.
      const asked = balanced.service.requested.some((each) => textOf(each) === text);
      const name = asked ? text : `sharing-key ${balanced.service.sharingKey}`;
      if (allocation.sharesWith.length > 0) seen.set(name, [...(seen.get(name) ?? []), balanced]);
    }
  }
  for (const [name, services] of seen) {
    const first = services[0]!;
    const address = name.startsWith('sharing-key ') ? 'an address' : name;
    const others = services.slice(1).filter(({ key }) => key !== first.key);
    const by = takers(world, cluster, first);
    if (by.length === 0 || others.every((other) => takers(world, cluster, other).length === 0)) continue;
    report.warning('l2/shared-address', first.at, [], { address, others: others.map(({ title }) => title) }, [
      ...others.map(({ at }) => at),
      ...places(by),
    ]);
  }
}
