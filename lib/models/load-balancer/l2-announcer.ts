// The announcer of one node: which Services it contends for, and what it answers if it wins every lease. Facts: loadbalancer-engine 1.5, 4.4.
import { LoadBalancerFeatures, featuresOf } from './features';
import { AnnouncedAddresses, keyOf, ServiceTable } from './l2-addresses';
import {
  devicesOf,
  L2Policy,
  L2PolicyProblem,
  PolicyCondition,
  problemOf,
  selectsNode,
  selectsService,
} from './l2-policy';
import { textOf } from './netip';
import { L2_CLASS, Service } from './service';
import { Labels } from '../kubernetes/label-selector';
import { LoadBalancerSettings } from './settings';

/** A node, as the announcer sees it. */
export interface L2Node {
  readonly name: string;
  readonly labels: Labels;
  /** The devices of its agent, in the agent's order. */
  readonly devices: readonly string[];
  /** Services (`namespace/name`) of which it holds a live backend, for those with Local traffic policy. @default - all */
  readonly backends?: readonly string[];
}

/** An address that the node answers for on a link. */
export interface Announcement {
  /** Canonical text. */
  readonly ip: string;
  readonly interface: string;
  /** `namespace/name` of the Services that have it, sorted. */
  readonly services: readonly string[];
}

/** A Service that the node contends for. */
export interface Contention {
  readonly service: Service;
  readonly key: string;
  /** Name of the Lease in the namespace of Cilium. Two Services may have one: `a`/`b-c` and `a-b`/`c`. */
  readonly lease: string;
  /** Names of the policies that select it. */
  readonly policies: readonly string[];
  /** What it answers for if it wins. Empty where no device matches: then nobody answers. */
  readonly announces: readonly { readonly ip: string; readonly interface: string }[];
}

/** What became of a policy on the node. */
export interface PolicyOnNode {
  readonly policy: L2Policy;
  /** True if it is valid and for this node. */
  readonly selected: boolean;
  /** Why the node cannot read it. */
  readonly problem?: L2PolicyProblem;
  readonly interfaces: readonly string[];
  /** Conditions that the node writes. */
  readonly conditions: readonly PolicyCondition[];
}

/** What a node does. */
export interface NodeOutcome {
  /** By address, then interface. */
  readonly announce: readonly Announcement[];
  readonly contends: readonly Contention[];
  readonly policies: readonly PolicyOnNode[];
}

interface SelectedService {
  service: Service;
  addresses: AnnouncedAddresses;
  byPolicies: string[];
}

/**
 * What the node does with policies and Services.
 *
 * @param restarted false: the policies are there, then the Services come; true: the agent starts and finds both. They differ for Services of a foreign
 * class, which a policy takes and a Service event drops.
 */
export function nodeOutcome(
  policies: readonly L2Policy[],
  services: readonly Service[],
  node: L2Node,
  settings: LoadBalancerSettings,
  restarted: boolean,
): NodeOutcome {
  const announcer = new Announcer(policies, node, settings);
  const table = announcer.table;
  const known = services.filter((service) => announcer.takesPart(service));
  if (restarted) {
    const inserted = known.filter((service) => table.insert(service));
    announcer.readPolicies();
    for (const service of inserted) announcer.serviceChanged(service);
    announcer.readPolicies();
  } else {
    announcer.readPolicies();
    for (const service of known) if (table.insert(service)) announcer.serviceChanged(service);
  }
  return announcer.outcome();
}

class Announcer {
  public readonly table: ServiceTable;
  private readonly does: LoadBalancerFeatures;
  private readonly selectedPolicies = new Map<string, { policy: L2Policy; devices: string[] }>();
  private readonly selectedServices = new Map<string, SelectedService>();

  public constructor(
    private readonly policies: readonly L2Policy[],
    private readonly node: L2Node,
    settings: LoadBalancerSettings,
  ) {
    this.does = featuresOf(settings.version);
    this.table = new ServiceTable(this.does, settings, node.labels);
  }

  /** False for a Service with Local traffic policy and no live backend here, where that counts. */
  public takesPart(service: Service): boolean {
    return (
      !this.does.localNeedsBackend ||
      service.externalTrafficPolicy !== 'Local' ||
      this.node.backends === undefined ||
      this.node.backends.includes(keyOf(service))
    );
  }

  public readPolicies(): void {
    for (const policy of this.policies) this.policyChanged(policy);
  }

  /** The class of a Service is not looked at here. */
  private policyChanged(policy: L2Policy): void {
    const { name } = policy;
    for (const selected of this.selectedServices.values())
      selected.byPolicies = selected.byPolicies.filter((each) => each !== name);
    if (problemOf(policy, this.node.labels) !== undefined) return;
    if (!selectsNode(policy, this.node.labels)) {
      this.selectedPolicies.delete(name);
      this.dropOrphans();
      return;
    }
    this.selectedPolicies.set(name, { policy, devices: devicesOf(policy, this.node.devices) });
    for (const service of this.table.list()) {
      const addresses = this.table.addressesOf(service);
      if (!takes(policy, service, addresses)) continue;
      const selected = this.selectedServices.get(keyOf(service));
      if (selected === undefined) this.selectedServices.set(keyOf(service), { service, addresses, byPolicies: [name] });
      else if (!selected.byPolicies.includes(name)) selected.byPolicies.push(name);
    }
    this.dropOrphans();
  }

  public serviceChanged(service: Service): void {
    const key = keyOf(service);
    const addresses = this.table.addressesOf(service);
    const foreign = service.loadBalancerClass !== undefined && service.loadBalancerClass !== L2_CLASS;
    const byPolicies = foreign
      ? []
      : [...this.selectedPolicies].filter(([, { policy }]) => takes(policy, service, addresses)).map(([name]) => name);
    if (byPolicies.length === 0) this.selectedServices.delete(key);
    else this.selectedServices.set(key, { service, addresses, byPolicies });
  }

  private dropOrphans(): void {
    for (const [key, { byPolicies }] of this.selectedServices)
      if (byPolicies.length === 0) this.selectedServices.delete(key);
  }

  public outcome(): NodeOutcome {
    const contends = [...this.selectedServices].map(([key, selected]) => this.contention(key, selected));
    const table = new Map<string, { ip: string; interface: string; services: Set<string> }>();
    for (const { key, announces } of contends)
      for (const { ip, interface: link } of announces) {
        const id = `${ip}/${link}`;
        const entry = table.get(id) ?? { ip, interface: link, services: new Set<string>() };
        entry.services.add(key);
        table.set(id, entry);
      }
    return {
      announce: [...table.values()]
        .map((entry) => ({ ...entry, services: [...entry.services].sort() }))
        .sort((a, b) => order(a.ip, b.ip) || order(a.interface, b.interface)),
      contends,
      policies: this.policies.map((policy) => {
        const selected = this.selectedPolicies.get(policy.name);
        return {
          policy,
          selected: selected !== undefined,
          problem: problemOf(policy, this.node.labels),
          interfaces: selected?.devices ?? [],
          conditions: this.conditionsOf(policy),
        };
      }),
    };
  }

  private contention(key: string, { service, addresses, byPolicies }: SelectedService): Contention {
    const announces = byPolicies.flatMap((name) => {
      const { policy, devices } = this.selectedPolicies.get(name)!;
      const ips = [
        ...(policy.loadBalancerIPs ? addresses.loadBalancer : []),
        ...(policy.externalIPs ? addresses.external : []),
      ];
      return ips.flatMap((address) => devices.map((each) => ({ ip: textOf(address), interface: each })));
    });
    const seen = new Set<string>();
    return {
      service,
      key,
      lease: leaseName(service),
      policies: byPolicies,
      announces: announces.filter(({ ip, interface: link }) => {
        const id = `${ip}/${link}`;
        return seen.has(id) ? false : seen.add(id);
      }),
    };
  }

  /** An old condition that no longer holds is written as False; none is written where nothing is to be said. */
  private conditionsOf(policy: L2Policy): PolicyCondition[] {
    const problem = problemOf(policy, this.node.labels);
    const looked = [
      'io.cilium/bad-node-selector',
      ...(selectsNode(policy, this.node.labels)
        ? ['io.cilium/bad-interface-regex', 'io.cilium/bad-service-selector']
        : []),
    ];
    const reached = problem === undefined ? looked : looked.slice(0, looked.indexOf(problem));
    let written = problem !== undefined;
    const conditions = policy.conditions.map((each): PolicyCondition => {
      if (each.type === problem) return { ...each, status: 'True', reason: 'error' };
      if (!reached.includes(each.type)) return each;
      written = true;
      return { ...each, status: 'False', reason: 'error', message: '' };
    });
    if (problem !== undefined && !conditions.some(({ type }) => type === problem))
      conditions.push({ type: problem, status: 'True', reason: 'error', message: '' });
    return written ? conditions : [];
  }
}

/** True if the policy takes the Service, and announces a kind of address that it has. */
function takes(policy: L2Policy, { labels }: Service, addresses: AnnouncedAddresses): boolean {
  if (!addresses.hasExternal && !addresses.hasLoadBalancer) return false;
  return (
    selectsService(policy, labels) &&
    ((policy.externalIPs && addresses.hasExternal) || (policy.loadBalancerIPs && addresses.hasLoadBalancer))
  );
}

/** Name of the Lease of a Service. */
export function leaseName({ namespace, name }: Service): string {
  return `cilium-l2announce-${namespace}-${name}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
