// What the links of a node and the pods on it decide: a configuration that is right by itself may still fail there.
import { pluginOf } from '../../catalogue/cni-plugins';
import { IpAddress } from '../../net';
import { addressOf } from './addresses';
import { BridgeGateway, excludes, gatewaysOf } from './bridge-gateways';
import { PluginConfiguration, takesLink, textOf } from './configuration';
import { freeIn, HostLocalPool, poolsOf } from './host-local';
import { excludeEachOther, isMtuRefused, masterOf } from './link';
import { Request } from './request';

/** A link of the node. */
export interface NodeLink {
  readonly name: string;
  readonly mtu: number;
  readonly type?: string;
  /** Links that are ports of this bridge. */
  readonly ports?: readonly string[];
  /** It holds the default route. */
  readonly gateway?: string;
}

/** One pod that is wired to one network, in the order of the ADDs. */
export interface Wiring {
  readonly pod: string;
  readonly network: string;
  readonly plugins: readonly PluginConfiguration[];
  readonly request: Request;
  /** Name of the interface in the pod. */
  readonly interface: string;
}

/** Why an ADD fails on the node. */
export type NodeReason =
  | 'link-missing'
  | 'no-default-route'
  | 'not-a-bridge'
  | 'link-busy'
  | 'mtu-above-link'
  | 'link-taken'
  | 'mac-in-use'
  | 'bridge-address'
  | 'pool-exhausted'
  | 'address-taken';

/** One failure. */
export interface NodeProblem {
  readonly reason: NodeReason;
  readonly pod: string;
  readonly network: string;
  /** The link, address or MAC that it is about. */
  readonly value: string;
}

/** Everything that fails on one node, wiring by wiring; what failed takes nothing. */
export function judgeNode(
  links: readonly NodeLink[],
  wirings: readonly Wiring[],
  /** Interfaces that each pod has before the first ADD. @default - eth0 */
  before: (pod: string) => readonly string[] = () => ['eth0'],
): NodeProblem[] {
  const node = new Node(links, before);
  return wirings.flatMap((wiring) => node.add(wiring));
}

class Node {
  private readonly children: {
    readonly link: string;
    readonly plugin: PluginConfiguration;
    readonly of: Wiring;
    readonly mac?: string;
  }[] = [];
  private readonly gone = new Set<string>();
  private readonly bridges = new Map<string, BridgeGateway[]>();
  private readonly taken = new Map<string, Set<string>>();

  private readonly inPod = new Map<string, Set<string>>();

  public constructor(
    private readonly links: readonly NodeLink[],
    private readonly before: (pod: string) => readonly string[],
  ) {}

  public add(wiring: Wiring): NodeProblem[] {
    const problems: NodeProblem[] = [];
    const say = (reason: NodeReason, value: string) =>
      problems.push({ reason, pod: wiring.pod, network: wiring.network, value });
    for (const plugin of wiring.plugins) {
      this.onLink(plugin, wiring, say);
      this.device(plugin, say);
      this.bridge(plugin, wiring, say);
      this.tuning(plugin, wiring, say);
      this.addresses(plugin, wiring, say);
    }
    if (problems.length === 0) this.interfacesOf(wiring.pod).add(wiring.interface);
    return problems;
  }

  private interfacesOf(pod: string): Set<string> {
    const known = this.inPod.get(pod) ?? new Set(this.before(pod));
    this.inPod.set(pod, known);
    return known;
  }

  private onLink(plugin: PluginConfiguration, wiring: Wiring, say: Say): void {
    const { request, pod } = wiring;
    if (plugin.plugin?.onLink !== true) return;
    const { fields } = plugin;
    if (fields.linkInContainer === true) {
      const name = textOf(fields.master) ?? 'eth0';
      if (!this.interfacesOf(pod).has(name)) say('link-missing', name);
      return;
    }
    const master = textOf(fields.master) ?? this.links.find(({ gateway }) => gateway !== undefined)?.name;
    // A list that builds on the interface before it needs no link.
    if (master === undefined && plugin.path.at(-1) !== 0 && plugin.path.length > 0) return;
    if (master === undefined) return void say('no-default-route', '');
    const link = this.link(master);
    if (link === undefined) return void say('link-missing', master);
    if (isMtuRefused(plugin, link.mtu)) return void say('mtu-above-link', master);
    if (plugin.plugin.ownMac === true && this.links.some(({ ports }) => ports?.includes(master) === true))
      return void say('link-busy', master);
    if (this.children.some((child) => child.link === master && excludeEachOther(child.plugin, plugin)))
      return void say('link-taken', master);
    const mac = takesLink(plugin) ? undefined : macText(request.mac ?? fields.mac);
    if (mac !== undefined && this.children.some((child) => child.link === master && child.mac === mac))
      return void say('mac-in-use', mac);
    this.children.push({ link: master, plugin, of: wiring, ...(mac === undefined ? {} : { mac }) });
  }

  /** host-device moves the link away from the node. */
  private device({ plugin, fields }: PluginConfiguration, say: Say): void {
    if (plugin?.shape.fields.pciBusID === undefined) return;
    const device = textOf(fields.device);
    if (device !== undefined && this.link(device) === undefined) say('link-missing', device);
    else if (device !== undefined) this.gone.add(device);
    else if (textOf(fields.pciBusID) !== undefined) say('link-missing', String(fields.pciBusID));
  }

  private bridge(configuration: PluginConfiguration, { request }: Wiring, say: Say): void {
    const { plugin, fields } = configuration;
    if (plugin?.shape.fields.bridge === undefined) return;
    const name = textOf(fields.bridge);
    if (name === undefined) return;
    const link = this.link(name);
    if (link !== undefined && link.type !== 'bridge') return void say('not-a-bridge', name);
    // tap looks its bridge up in the pod.
    if (plugin.veth !== true) return void say('link-missing', name);
    const there = this.bridges.get(name) ?? [];
    for (const gateway of gatewaysOf(configuration, request)) {
      if (fields.forceAddress !== true && there.some((each) => excludes(each, gateway))) say('bridge-address', name);
      there.push(gateway);
    }
    this.bridges.set(name, there);
  }

  /** A meta plugin that sets the mtu or the MAC of an interface on a link. */
  private tuning({ plugin, fields }: PluginConfiguration, wiring: Wiring, say: Say): void {
    const { plugins, request } = wiring;
    const [main] = plugins;
    if (plugin?.role !== 'meta') return;
    const mac = request.mac === undefined ? macText(fields.mac) : undefined;
    const master = main?.plugin?.ownMac === true && !takesLink(main) ? masterOf(main) : undefined;
    // Its own interface, made just before, may have the MAC already.
    const others = this.children.filter((child) => child.plugin !== main || child.of !== wiring);
    if (mac !== undefined && master !== undefined) {
      if (others.some((child) => child.link === master && child.mac === mac)) say('mac-in-use', mac);
      else this.children.push({ link: master, plugin: main!, of: wiring, mac });
    }
    if (typeof fields.mtu !== 'number') return;
    const link = main === undefined || main.plugin?.mtuUpToLink !== true ? undefined : this.link(masterOf(main) ?? '');
    if (link !== undefined && fields.mtu > link.mtu) say('mtu-above-link', link.name);
  }

  private addresses({ plugin, ipam, ipamType }: PluginConfiguration, { network, request }: Wiring, say: Say): void {
    if (plugin?.role !== 'main' || ipamType === undefined || !isPerNode(ipam, ipamType)) return;
    const store = `${String(ipam.dataDir ?? '')}\0${network}`;
    const taken = this.taken.get(store) ?? new Set<string>();
    this.taken.set(store, taken);
    for (const set of poolsOf(ipam)) {
      const asked = (request.ips ?? []).flatMap((text) => addressOf(text) ?? []);
      const wanted = asked.find((address) =>
        set.some(({ pool }) => pool.family === address.family && pool.contains(address)),
      );
      if (wanted !== undefined) {
        if (taken.has(wanted.toString())) say('address-taken', wanted.toString());
        taken.add(wanted.toString());
        continue;
      }
      const used = [...taken].filter((text) => {
        const address = addressOf(text)!;
        return set.some(({ pool }) => pool.family === address.family && pool.contains(address));
      });
      if (BigInt(used.length) >= freeIn(set)) say('pool-exhausted', set[0]?.pool.toString() ?? '');
      else taken.add(nextFree(set, taken));
    }
  }

  private link(name: string): NodeLink | undefined {
    return this.gone.has(name) ? undefined : this.links.find((link) => link.name === name);
  }
}

/** A MAC in one spelling. */
function macText(mac: unknown): string | undefined {
  return textOf(mac)?.toLowerCase().replace(/-/g, ':');
}

type Say = (reason: NodeReason, value: string) => void;

function isPerNode(ipam: Readonly<Record<string, unknown>>, type: string): boolean {
  return pluginOf(type)?.perNode === true && poolsOf(ipam).length > 0;
}

function nextFree(set: readonly HostLocalPool[], taken: ReadonlySet<string>): string {
  for (const { pool, gateway } of set)
    for (let value = pool.first._value; value <= pool.last._value; value++) {
      const address = IpAddress._fromNumber(pool.family, value);
      if (!address.isSame(gateway) && !taken.has(address.toString())) return address.toString();
    }
  return '';
}
