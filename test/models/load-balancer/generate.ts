// Made-up clusters for the load-balancer engines: pools and Services in a narrow address space that change and come back, and nodes with policies.
// The same seed gives the same cases.

/** A line of the engine's input. */
export interface Case {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Numbers by chance that are the same on every machine. */
export class Chance {
  private state: number;

  public constructor(seed: number) {
    this.state = (seed * 2654435761) >>> 0;
  }

  /** From 0 to below 1. Source of the steps: mulberry32, public domain. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  public maybe(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number below the limit. */
  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  public pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Some of them, in any order. */
  public some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const out: T[] = [];
    while (out.length < count && left.length > 0) out.push(...left.splice(this.below(left.length), 1));
    return out;
  }
}

type Plain = Record<string, any>;

/** Clusters for LB-IPAM. */
export function lbipamCases(seed: number, count: number): Case[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `g${seed}-${index}`,
    ...new LbIpam(new Chance(seed * 1_000_003 + index)).case(),
  }));
}

/** Nodes with policies and Services. */
export function l2Cases(seed: number, count: number): Case[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `g${seed}-${index}`,
    ...new L2(new Chance(seed * 1_000_003 + index)).case(),
  }));
}

class LbIpam {
  private readonly dual: boolean;
  private readonly pools: number;
  private readonly tiers: boolean;
  /** Mostly sound input, so that long histories mean something; else anything that the schema lets through. */
  private readonly odd: boolean;

  public constructor(private readonly chance: Chance) {
    this.dual = chance.maybe(0.3);
    this.pools = chance.pick([1, 1, 2, 2, 3]);
    // With one matching pool at most, what the operator does is no chance.
    this.tiers = chance.maybe(0.75);
    this.odd = chance.maybe(0.3);
  }

  private address(third = this.chance.below(this.pools)): string {
    const { chance } = this;
    if (this.odd && chance.maybe(0.05))
      return chance.pick(['::ffff:10.40.0.3', 'fe80::1%eth0', '10.40.0.300', '10.40.0.1/32', 'x', '', '10.40.0.01']);
    if (this.dual && chance.maybe(0.35)) return `fd00:${third.toString(16)}::${chance.below(7).toString(16)}`;
    return `10.40.${third}.${chance.below(chance.maybe(0.2) ? 20 : 7)}`;
  }

  private block(third: number): Plain {
    const { chance } = this;
    if (this.odd && chance.maybe(0.1))
      return chance.pick([
        { start: `10.40.${third}.9`, stop: `10.40.${third}.2` },
        { start: `10.40.${third}.1`, stop: 'fd00::1' },
        { start: '10.40.0' },
        { stop: `10.40.${third}.9` },
        {},
        { cidr: `10.40.${third}.0/33` },
        { cidr: `10.40.${third}.0/30`, start: 'x' },
        { cidr: `::ffff:10.40.${third}.0/124` },
        { start: 'fe80::1%eth0', stop: 'fe80::4%eth0' },
        { start: `fd00:${third}::ffff:ffff:ffff:fffe`, stop: `fd00:${third}:0:1::2` },
        { start: `fd00:${third}::ffff:ffff:ffff:fffe`, stop: `fd00:${third}:0:2::2` },
      ]);
    if (this.dual && chance.maybe(0.45)) {
      const net = `fd00:${third.toString(16)}::`;
      if (chance.maybe(0.6))
        return { cidr: `${net}${chance.pick(['0', '4', '8', '2'])}/${chance.pick([64, 124, 125, 126, 127, 128])}` };
      const low = chance.below(8);
      return { start: `${net}${low.toString(16)}`, stop: `${net}${(low + chance.below(6)).toString(16)}` };
    }
    const net = `10.40.${chance.maybe(0.93) ? third : chance.below(this.pools)}.`;
    if (chance.maybe(0.55))
      return { cidr: `${net}${chance.pick([0, 0, 0, 4, 8, 3])}/${chance.pick([27, 28, 29, 30, 30, 31, 32])}` };
    const low = chance.below(7);
    return chance.maybe(0.12)
      ? { start: `${net}${low}` }
      : { start: `${net}${low}`, stop: `${net}${low + chance.below(6)}` };
  }

  private selector(index: number): Plain {
    const { chance } = this;
    if (this.odd && chance.maybe(0.12))
      return chance.pick<Plain>([
        { matchExpressions: [{ key: 'tier', operator: 'In' }] },
        { matchExpressions: [{ key: 'tier', operator: 'Near', values: ['t0'] }] },
        { matchExpressions: [{ key: 'tier', operator: 'Exists', values: ['t0'] }] },
        { matchLabels: { 'a b': 'c' } },
        { matchLabels: { tier: 're d' } },
        {},
        { matchExpressions: [{ key: 'io.kubernetes.service.name', operator: 'In', values: ['s1', 's2'] }] },
      ]);
    const tier = `t${index}`;
    return chance.pick<Plain>([
      { matchLabels: { tier } },
      { matchLabels: { tier } },
      { matchExpressions: [{ key: 'tier', operator: 'In', values: [tier, `t${index + 7}`] }] },
      {
        matchLabels: { tier },
        matchExpressions: [{ key: 'io.kubernetes.service.namespace', operator: 'NotIn', values: ['c'] }],
      },
      {
        matchExpressions: [
          { key: 'tier', operator: 'NotIn', values: ['t0', 't1', 't2'].filter((each) => each !== tier) },
          { key: 'tier', operator: 'Exists' },
        ],
      },
    ]);
  }

  private pool(index: number): Plain {
    const { chance } = this;
    const count = chance.pick([1, 1, 1, 2, 2, 3]);
    const spec: Plain = {
      // Most blocks lie apart, else every second pool would conflict.
      blocks: Array.from({ length: count }, (_, n) => this.block(index + (chance.maybe(0.9) ? 10 * n : 0))),
    };
    if ((this.tiers && this.pools > 1) || chance.maybe(0.2)) spec.serviceSelector = this.selector(index);
    if (chance.maybe(0.3)) spec.allowFirstLastIPs = chance.pick(['Yes', 'No', 'No']);
    if (chance.maybe(0.1)) spec.disabled = true;
    const metadata: Plain = { name: `pool-${'abc'[index]}` };
    if (chance.maybe(0.2)) metadata.creationTimestamp = `2026-01-01T00:0${chance.below(3)}:0${chance.below(10)}Z`;
    return { apiVersion: 'cilium.io/v2', kind: 'CiliumLoadBalancerIPPool', metadata, spec };
  }

  private annotations(tier: number): Plain {
    const { chance } = this;
    const out: Plain = {};
    const add = (newer: string, older: string, value: string) => {
      out[chance.maybe(0.85) ? `lbipam.cilium.io/${newer}` : `io.cilium/${older}`] = value;
    };
    if (chance.maybe(0.4)) {
      const wanted = Array.from({ length: chance.pick([1, 1, 1, 2, 3]) }, () =>
        this.address(chance.maybe(0.85) ? tier : undefined),
      );
      add('ips', 'lb-ipam-ips', wanted.join(chance.pick([',', ', '])));
    }
    if (chance.maybe(0.6)) add('sharing-key', 'lb-ipam-sharing-key', chance.pick(['k1', 'k1', 'k1', 'k2', '']));
    if (chance.maybe(0.35))
      add(
        'sharing-cross-namespace',
        'lb-ipam-sharing-cross-namespace',
        chance.pick(['*', 'a', 'b', 'a,b', 'b,c', 'a, b', 'a,*']),
      );
    return out;
  }

  private service(index: number, namespace?: string): Plain {
    const { chance } = this;
    const tier = chance.maybe(0.5) ? chance.below(this.pools) : 0;
    const ports = chance.some([80, 81, 443, 53, 8080, 8443], chance.pick([1, 1, 1, 2])).map((port, n) => ({
      name: `p${n}`,
      port,
      ...(chance.maybe(0.8) ? { protocol: chance.pick(['TCP', 'TCP', 'UDP']) } : {}),
    }));
    const type = chance.maybe(0.93) ? 'LoadBalancer' : chance.pick(['ClusterIP', 'NodePort']);
    const spec: Plain = { type, ports, selector: { app: chance.pick(['x', 'y']) } };
    if (this.odd && chance.maybe(0.05)) delete spec.selector;
    if (type !== 'ClusterIP' && chance.maybe(0.25))
      spec.externalTrafficPolicy = chance.pick(['Local', 'Cluster', 'Local']);
    if (chance.maybe(0.12)) spec.loadBalancerIP = this.address(tier);
    if (type === 'LoadBalancer' && chance.maybe(0.08))
      spec.loadBalancerClass = chance.pick([
        'io.cilium/l2-announcer',
        'io.cilium/bgp-control-plane',
        'example.com/lb',
        'io.cilium/node',
      ]);
    if (this.dual) {
      const policy = chance.pick([undefined, 'SingleStack', 'PreferDualStack', 'RequireDualStack']);
      if (policy !== undefined) spec.ipFamilyPolicy = policy;
      if (chance.maybe(0.4))
        spec.ipFamilies =
          policy === undefined || policy === 'SingleStack'
            ? chance.pick([['IPv4'], ['IPv6']])
            : chance.pick([['IPv4', 'IPv6'], ['IPv6', 'IPv4'], ['IPv6']]);
    }
    const metadata: Plain = {
      name: `s${index}`,
      namespace: namespace ?? chance.pick(['a', 'a', 'a', 'a', 'b']),
      labels: chance.maybe(0.1) ? {} : { tier: `t${tier}` },
      annotations: this.annotations(tier),
    };
    const out: Plain = { apiVersion: 'v1', kind: 'Service', metadata, spec };
    if (chance.maybe(0.06))
      out.status = {
        loadBalancer: { ingress: [{ ip: this.address(tier) }, ...(chance.maybe(0.2) ? [{ hostname: 'x' }] : [])] },
      };
    return out;
  }

  private steps(pools: readonly Plain[], services: readonly Plain[]): Plain[] {
    const { chance } = this;
    const alive = [...services];
    const there = [...pools];
    const then: Plain[] = [];
    for (let left = chance.pick([0, 0, 1, 1, 2, 3, 4]); left > 0; left--) {
      const old = alive.length > 0 ? chance.pick(alive) : undefined;
      switch (chance.below(9)) {
        case 0:
        case 1:
          if (old !== undefined)
            then.push({ apply: [this.service(Number(old.metadata.name.slice(1)), old.metadata.namespace)] });
          break;
        case 2:
          if (old !== undefined) {
            then.push({ delete: [`Service/${old.metadata.namespace}/${old.metadata.name}`] });
            alive.splice(alive.indexOf(old), 1);
          }
          break;
        case 3:
        case 4:
          then.push({ apply: [this.pool(chance.below(this.pools))] });
          break;
        case 5: {
          const pool = structuredClone(chance.pick(pools));
          pool.spec.disabled = pool.spec.disabled !== true;
          then.push({ apply: [pool] });
          break;
        }
        case 6:
          then.push({ apply: [this.service(7 + left)] });
          break;
        case 7:
          then.push({ restart: true });
          break;
        default:
          if (there.length > 0 && chance.maybe(0.5)) {
            const gone = there.splice(chance.below(there.length), 1)[0]!;
            then.push({ delete: [`Pool/${gone.metadata.name}`] });
          }
      }
    }
    return then;
  }

  public case(): Plain {
    const { chance } = this;
    const pools = Array.from({ length: this.pools }, (_, index) => this.pool(index));
    const services = Array.from({ length: 2 + chance.below(5) }, (_, index) => this.service(index));
    const options: Plain = {};
    if (this.dual) options.ipv6 = true;
    if (this.dual && chance.maybe(0.1)) options.ipv4 = false;
    if (chance.maybe(0.3)) options.l2announcements = true;
    if (chance.maybe(0.1)) options.bgpControlPlane = true;
    if (chance.maybe(0.04)) options.defaultLBServiceIPAM = chance.pick(['none', 'nodeipam']);
    if (chance.maybe(0.02)) options.enableLBIPAM = false;
    if (chance.maybe(0.1)) options.lbProtoDiff = false;
    if (chance.maybe(0.03)) options.serverDefaults = false;
    return { objects: [...pools, ...services], then: this.steps(pools, services), options };
  }
}

const EXPRESSIONS = [
  ...['^eth0$', 'eth0', '^eth', '^eth[0-9]+$', '^bond0', '^bond0\\.30$', 'bond0.30', '^en', '^enp[0-9]+s[0-9]+$', '.*'],
  ...['0$', '^(eth1|bond0)$', '^lo$', 'wg', '^kubespan$', '^eth[0-9', '*', 'eth(', '^(?!lo).+', '', 'ETH0', '(?i)ETH0'],
  ...[
    '^eth1?$',
    'e+t',
    '\\d{2}',
    '[[:alpha:]]+$',
    '(?P<x>eth)|(?P<x>bond)',
    '(?P<a>e)th',
    '^\\Qbond0.30\\E$',
    'x{1001}',
    'a**',
  ],
];
const DEVICES = [
  ...[
    'eth0',
    'eth1',
    'eth10',
    'bond0',
    'bond0.30',
    'bond0x30',
    'enp3s0',
    'enp0s31f6',
    'kubespan',
    'wlan0',
    'veth0',
    'br0',
  ],
];

class L2 {
  public constructor(private readonly chance: Chance) {}

  private selector(labels: Plain): Plain {
    const { chance } = this;
    const [key, value] = chance.pick(Object.entries(labels));
    const pick = chance.next();
    if (pick < 0.4) return { matchLabels: { [key]: chance.maybe(0.7) ? value : 'other' } };
    if (pick < 0.5) return {};
    if (pick < 0.58)
      return chance.pick<Plain>([
        { matchExpressions: [{ key, operator: 'Near' }] },
        { matchExpressions: [{ key, operator: 'In' }] },
        { matchLabels: { [key]: 'a b' } },
        { matchLabels: { 'a/b/c': 'x' } },
      ]);
    const operator = chance.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
    const expression: Plain = { key: chance.maybe(0.7) ? key : 'absent', operator };
    if (operator === 'In' || operator === 'NotIn') expression.values = chance.maybe(0.6) ? [value, 'v9'] : ['v9'];
    return { matchExpressions: [expression] };
  }

  private policy(index: number): Plain {
    const { chance } = this;
    const spec: Plain = {};
    if (chance.maybe(0.85)) spec.loadBalancerIPs = chance.maybe(0.85);
    if (chance.maybe(0.4)) spec.externalIPs = chance.maybe(0.8);
    if (chance.maybe(0.8)) spec.interfaces = chance.some(EXPRESSIONS, chance.pick([0, 1, 1, 1, 2, 3]));
    if (chance.maybe(0.4))
      spec.nodeSelector = this.selector({ zone: 'a', role: 'worker', 'kubernetes.io/hostname': 'n1' });
    if (chance.maybe(0.5))
      spec.serviceSelector = this.selector({
        color: 'red',
        'io.kubernetes.service.namespace': 'x',
        'io.kubernetes.service.name': 's0',
      });
    const out: Plain = {
      apiVersion: 'cilium.io/v2alpha1',
      kind: 'CiliumL2AnnouncementPolicy',
      metadata: { name: `policy-${'abc'[index]}` },
      spec,
    };
    if (chance.maybe(0.1)) {
      const type = `io.cilium/bad-${chance.pick(['node-selector', 'interface-regex', 'service-selector'])}`;
      out.status = { conditions: [{ type, status: chance.pick(['True', 'False']), reason: 'error', message: 'x' }] };
    }
    return out;
  }

  private service(index: number): Plain {
    const { chance } = this;
    const type = chance.pick(['LoadBalancer', 'LoadBalancer', 'LoadBalancer', 'LoadBalancer', 'ClusterIP', 'NodePort']);
    const spec: Plain = {
      type,
      ports: [{ name: 'p', port: 80 + chance.below(2) * index }],
      selector: { app: `s${index}` },
    };
    if (chance.maybe(0.1)) spec.ports.push({ name: 'q', port: 53, protocol: 'UDP', nodePort: 30053 });
    if (chance.maybe(0.04)) spec.ports = [];
    if (chance.maybe(0.35))
      spec.externalIPs = chance.some(
        ['192.0.2.1', '192.0.2.2', '2001:db8::1', '10.40.0.1', 'x', '10.40.0.9@3', '::ffff:10.40.0.8'],
        chance.pick([0, 1, 1, 2]),
      );
    if (chance.maybe(0.1)) spec.clusterIP = chance.pick(['None', '10.96.0.5', '10.40.0.1']);
    if (type === 'LoadBalancer' && chance.maybe(0.25))
      spec.loadBalancerClass = chance.pick(['io.cilium/l2-announcer', 'io.cilium/bgp-control-plane', 'example.com/lb']);
    if (type !== 'ClusterIP' && chance.maybe(0.3)) spec.externalTrafficPolicy = chance.pick(['Local', 'Cluster']);
    const metadata: Plain = {
      name: `s${index}`,
      namespace: chance.pick(['x', 'y', 'x-y']),
      labels: { color: chance.pick(['red', 'blue']) },
    };
    if (chance.maybe(0.03)) metadata.labels['service.kubernetes.io/headless'] = '';
    if (chance.maybe(0.15))
      metadata.annotations = chance.pick<Plain>([
        { 'service.cilium.io/node-selector': 'zone=a' },
        { 'service.cilium.io/node-selector': 'zone in (b, c)' },
        { 'service.cilium.io/node-selector': '!zone' },
        { 'service.cilium.io/node-selector': 'zone notin (b),role' },
        { 'service.cilium.io/node-selector': 'zone==a,' },
        { 'service.cilium.io/node-selector': 'zone!=a' },
        { 'service.cilium.io/node-selector': '' },
        { 'service.cilium.io/node-selector': 'role > 1' },
        { 'service.cilium.io/node': 'a' },
        { 'service.cilium.io/type': 'ClusterIP' },
        { 'service.cilium.io/type': 'LoadBalancer' },
        { 'service.cilium.io/type': 'Other' },
      ]);
    const out: Plain = { apiVersion: 'v1', kind: 'Service', metadata, spec };
    if (type === 'LoadBalancer' ? chance.maybe(0.9) : chance.maybe(0.1))
      out.status = {
        loadBalancer: {
          ingress: chance
            .some(['10.40.0.1', '10.40.0.2', '10.40.0.3', 'fd00::1', 'x'], chance.pick([1, 1, 2]))
            .map((ip) => ({ ip, ...(chance.maybe(0.05) ? { ipMode: chance.pick(['Proxy', 'VIP']) } : {}) })),
        },
      };
    return out;
  }

  public case(): Plain {
    const { chance } = this;
    const labels: Plain = { zone: chance.pick(['a', 'b']), role: 'worker', 'kubernetes.io/hostname': 'n1' };
    if (chance.maybe(0.2)) labels['service.cilium.io/node'] = chance.pick(['a', 'b']);
    const options: Plain = {};
    if (chance.maybe(0.5)) options.ipv6 = true;
    if (chance.maybe(0.05)) options.ipv4 = false;
    if (chance.maybe(0.05)) options.kubeProxyReplacement = false;
    if (chance.maybe(0.1))
      Object.assign(options, {
        leaseDuration: chance.pick(['15s', '1s', '500ms', '1m30s', '3s', '0s']),
        leaseRenewDeadline: chance.pick(['5s', '2s', '2.4s', '-1s', '0', '90s']),
        leaseRetryPeriod: chance.pick(['2s', '1s', '300ms', '0s', '7s']),
      });
    return {
      objects: [
        ...Array.from({ length: chance.pick([1, 1, 2, 3]) }, (_, index) => this.policy(index)),
        ...Array.from({ length: 1 + chance.below(5) }, (_, index) => this.service(index)),
      ],
      node: { name: 'n1', labels },
      devices: chance.some(DEVICES, chance.below(6)),
      options,
    };
  }
}
