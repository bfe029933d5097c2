// Who announces which Service where: policies, Services and nodes of a cluster put together. Facts: loadbalancer-engine 1a, 1b, 1.5, 4.4.
import { IpFamily } from '../../net';
import { Allocation } from './allocation';
import { featuresOf } from './features';
import { canonical } from './fields';
import { LoadBalancerInput } from './input';
import { keyOf } from './l2-addresses';
import { L2Node, leaseName, nodeOutcome, NodeOutcome } from './l2-announcer';
import { L2Policy, L2PolicyProblem, problemOf, readL2Policy, selectsService } from './l2-policy';
import { Address, parseAddress, textOf } from './netip';
import { L2_CLASS, readService, Service } from './service';
import { LoadBalancerSettings } from './settings';

/** What the announcers look at. */
export interface AnnouncementInput {
  /** Manifests of CiliumL2AnnouncementPolicy. */
  readonly policies: readonly unknown[];
  readonly services: readonly LoadBalancerInput[];
  /** The nodes, as far as they are known. Without any, only `takenBy` and what follows from the manifests is said. */
  readonly nodes: readonly L2Node[];
  /** Addresses of the Services. @default - those in their status */
  readonly allocation?: Allocation;
}

/** A policy and where it works. */
export interface AnnouncingPolicy {
  readonly policy: L2Policy;
  /** Why every node that it selects does without it. */
  readonly problem: L2PolicyProblem | undefined;
  /** True if neither loadBalancerIPs nor externalIPs is on: there is not even a lease. */
  readonly announcesNothing: boolean;
  /** Nodes that it selects, with the devices that it announces on there: none is a node that contends and never answers. */
  readonly nodes: readonly { readonly node: string; readonly interfaces: readonly string[] }[];
  /** Services that some node contends for because of it. */
  readonly services: readonly string[];
}

/** A node that contends for a Service. */
export interface Candidate {
  readonly node: string;
  readonly policies: readonly string[];
  /** What it answers for if it holds the lease; empty: then nobody answers. */
  readonly announces: readonly { readonly ip: string; readonly interface: string }[];
}

/**
 * What Local traffic policy means for an announced Service.
 * - `drops`: whoever holds the lease answers, and drops the traffic if it has no backend
 * - `needs-backend`: only nodes with a live backend contend
 * - `nobody`: the endpoints are a stand-in, so no node has a backend, and nobody announces
 */
export type LocalTraffic = 'drops' | 'needs-backend' | 'nobody';

/** A Service and who announces it. */
export interface AnnouncedService {
  readonly service: Service;
  readonly key: string;
  readonly origin: LoadBalancerInput['origin'];
  /** One Lease for all of its addresses and links: no two nodes share the load. */
  readonly lease: string;
  /** Others whose Lease has the same name: one of them is announced at a time. */
  readonly leaseSharedWith: readonly string[];
  /** Readable policies that take it, wherever they work; one of type LoadBalancer counts as having its address. */
  readonly takenBy: readonly string[];
  /** Nodes that contend for its lease once their agents have restarted. */
  readonly candidates: readonly Candidate[];
  /** Candidates that contend only after a restart: its class is somebody else's, and policies do not look at it. */
  readonly onlyAfterRestart: readonly string[];
  /** Addresses that are announced by somebody. */
  readonly announced: readonly string[];
  /** Announced addresses that no neighbour gets an answer for: the responder has no IPv6 up to 1.18. */
  readonly unanswered: readonly string[];
  /** Undefined for a policy of Cluster. */
  readonly localTraffic: LocalTraffic | undefined;
  /** True if its class is neither absent nor the announcer's. */
  readonly foreignClass: boolean;
}

/** What the announcers of a cluster do. */
export interface Announcements {
  /** By name. */
  readonly policies: readonly AnnouncingPolicy[];
  /** In the order of the input. */
  readonly services: readonly AnnouncedService[];
  /** Most leases that one node may hold: what the client rate has to carry. */
  readonly mostLeases: number;
  /** By node, after a restart. */
  readonly nodes: ReadonlyMap<string, NodeOutcome>;
}

/** Puts policies, Services and nodes together. */
export function announcements(input: AnnouncementInput, settings: LoadBalancerSettings = {}): Announcements {
  const does = featuresOf(settings.version);
  const policies = input.policies.map(readL2Policy).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const given = new Map(input.allocation?.services.map(({ key, addresses }) => [key, addresses]));
  const services = input.services.map(({ manifest, origin }) => {
    const service = readService(manifest, settings);
    const addresses = given.get(keyOf(service));
    const ingress = addresses?.map(({ address }) => ({ ip: textOf(address) }));
    return { origin, service: ingress === undefined || ingress.length === 0 ? service : { ...service, ingress } };
  });
  const standIns = services.filter(({ origin }) => origin !== undefined).map(({ service }) => keyOf(service));
  const all = services.map(({ service }) => service);
  const nodes = new Map<string, { live: NodeOutcome; restarted: NodeOutcome }>();
  // Most nodes of a cluster look alike.
  const alike = new Map<string, { live: NodeOutcome; restarted: NodeOutcome }>();
  for (const node of input.nodes) {
    // A stand-in address is nobody's backend.
    const backends = (node.backends ?? all.map(keyOf)).filter((key) => !standIns.includes(key));
    const seen = { ...node, backends };
    const look = canonical({ labels: node.labels, devices: node.devices, backends: node.backends });
    const outcomes = alike.get(look) ?? {
      live: nodeOutcome(policies, all, seen, settings, false),
      restarted: nodeOutcome(policies, all, seen, settings, true),
    };
    alike.set(look, outcomes);
    nodes.set(node.name, outcomes);
  }
  const [live, after] = [candidatesOf(nodes, 'live'), candidatesOf(nodes, 'restarted')];
  const byLease = new Map<string, string[]>();
  for (const service of all)
    byLease.set(leaseName(service), [...(byLease.get(leaseName(service)) ?? []), keyOf(service)]);
  return {
    policies: policies.map((policy) => announcingPolicy(policy, nodes)),
    services: services.map(({ service, origin }): AnnouncedService => {
      const key = keyOf(service);
      const candidates = after.get(key) ?? [];
      const before = (live.get(key) ?? []).map(({ node }) => node);
      const announced = [...new Set(candidates.flatMap(({ announces }) => announces.map(({ ip }) => ip)))].sort();
      return {
        ...{ service, key, origin, candidates, announced },
        lease: leaseName(service),
        leaseSharedWith: byLease.get(leaseName(service))!.filter((other) => other !== key),
        takenBy: policies.filter((policy) => wouldTake(policy, service)).map(({ name }) => name),
        onlyAfterRestart: candidates.map(({ node }) => node).filter((node) => !before.includes(node)),
        unanswered: does.announcesIPv6 ? [] : announced.filter((ip) => familyOf(ip) === IpFamily.IPV6),
        localTraffic:
          service.externalTrafficPolicy !== 'Local'
            ? undefined
            : !does.localNeedsBackend
              ? 'drops'
              : origin === undefined
                ? 'needs-backend'
                : 'nobody',
        foreignClass: service.loadBalancerClass !== undefined && service.loadBalancerClass !== L2_CLASS,
      };
    }),
    mostLeases: Math.max(
      0,
      ...[...nodes.values()].map(({ restarted }) => new Set(restarted.contends.map(({ lease }) => lease)).size),
    ),
    nodes: new Map([...nodes].map(([name, { restarted }]) => [name, restarted])),
  };
}

function announcingPolicy(
  policy: L2Policy,
  nodes: ReadonlyMap<string, { readonly restarted: NodeOutcome }>,
): AnnouncingPolicy {
  const on = [...nodes].flatMap(([node, { restarted }]) =>
    restarted.policies
      .filter((each) => each.policy === policy && each.selected)
      .map(({ interfaces }) => ({ node, interfaces })),
  );
  // Without its node selector: the problem that every selected node has.
  const everywhere = { ...policy, nodeSelector: { written: false, requirements: [], problems: [] } };
  return {
    policy,
    problem: policy.nodeSelector.problems.length > 0 ? 'io.cilium/bad-node-selector' : problemOf(everywhere, {}),
    announcesNothing: !policy.loadBalancerIPs && !policy.externalIPs,
    nodes: on,
    services: [
      ...new Set(
        [...nodes.values()].flatMap(({ restarted }) =>
          restarted.contends.filter(({ policies }) => policies.includes(policy.name)).map(({ key }) => key),
        ),
      ),
    ],
  };
}

/** The candidates of every Service, by its key. */
function candidatesOf(
  nodes: ReadonlyMap<string, { live: NodeOutcome; restarted: NodeOutcome }>,
  when: 'live' | 'restarted',
): Map<string, Candidate[]> {
  const out = new Map<string, Candidate[]>();
  for (const [node, outcomes] of nodes)
    for (const { key, policies, announces } of outcomes[when].contends) {
      const list = out.get(key) ?? [];
      list.push({ node, policies, announces });
      out.set(key, list);
    }
  return out;
}

/** True if a readable policy takes the Service, once it has its addresses. */
function wouldTake(policy: L2Policy, service: Service): boolean {
  const readable =
    policy.nodeSelector.problems.length === 0 &&
    policy.serviceSelector.problems.length === 0 &&
    policy.interfaces.every(({ error }) => error === undefined);
  return (
    readable &&
    selectsService(policy, service.labels) &&
    ((policy.loadBalancerIPs && service.type === 'LoadBalancer') ||
      (policy.externalIPs && (service.externalIPs ?? []).length > 0))
  );
}

function familyOf(text: string): IpFamily | undefined {
  const address: Address | undefined = parseAddress(text);
  return address?.family;
}
