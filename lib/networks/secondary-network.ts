// The base of every secondary network: a NetworkAttachmentDefinition on a link of the nodes, and the workloads attached to it.
import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { NetworkAttachmentDefinition } from '../../imports/k8s.cni.cncf.io';
import { Boundary, Feature, Link, Role, TalosCluster, foreignLinkFindings } from '../cluster';
import { errorAt, Finding, NetworkConstruct, ValidationError, valueAt, WorkloadView } from '../construct';
import { checkReference } from '../manifest';
import { checkMtu, Cidr, InterfaceAddress, InterfaceName, IpAddress, MacAddress } from '../net';
import { Attachment, AttachOptions, parseRequested, RequestedAddress, WorkloadAttachments } from './attachment';
import { configText, ignoreRouterAdvertisements, PluginConfig, RouteConfig } from './cni-config';
import { hiddenFindings } from './hidden';
import { PlacedRange, placeRanges, RangeProblem } from './host-local-ranges';
import { Ipam } from './ipam';
import { checkAddress, checkCniName } from './request';
import { ParsedRoute, parseRoutes, routeProblems } from './routes';
import { NetworkDns, SecondaryNetworkProps } from './secondary-network-props';

/**
 * A network beside the cluster's own. Its traffic does not pass Cilium: no network policy, no Hubble flow, no encryption covers it.
 */
export abstract class SecondaryNetwork extends NetworkConstruct {
  /** Name of the NetworkAttachmentDefinition. */
  public readonly name: string;
  /** CNI name of the network. */
  public readonly cniName: string;
  /** Kernel name of the parent interface. */
  public readonly master: string;
  /** CNI plugin that makes the interfaces. @internal */
  public readonly _plugin: string;
  /** @internal */
  public readonly _ipam: Ipam;
  /** @internal */
  public readonly _mtu: number | undefined;
  /** @internal */
  public readonly _allowDefaultRoute: boolean;
  /** @internal */
  public readonly _routes: ParsedRoute[];
  /** @internal */
  public readonly _gateway: IpAddress | undefined;
  /** The subnet that the network itself states. @internal */
  public readonly _statedSubnet: Cidr | undefined;
  private readonly link: Link | undefined;
  private readonly dns: NetworkDns | undefined;
  private readonly acceptAdvertisements: boolean;
  private readonly object: ApiObject;
  private readonly attached: Attachment[] = [];

  /** @internal */
  protected constructor(scope: Construct, id: string, plugin: string, props: SecondaryNetworkProps) {
    super(scope, id);
    this._plugin = plugin;
    this._ipam = props.ipam;
    this.link = props.parent;
    this.master = this.masterOf(props);
    this.name = valueAt(this, () => checkReference('NetworkAttachmentDefinition', props.name ?? id));
    this.cniName = valueAt(this, () => checkCniName(props.cniName ?? this.name, this.name));
    this._mtu = props.mtu === undefined ? undefined : valueAt(this, () => checkMtu(props.mtu!));
    this._statedSubnet = props.subnet === undefined ? undefined : valueAt(this, () => Cidr.of(props.subnet!));
    this._gateway = props.gateway === undefined ? undefined : valueAt(this, () => IpAddress.of(props.gateway!));
    this._allowDefaultRoute = props.allowDefaultRoute ?? false;
    this._routes = valueAt(this, () => parseRoutes(props.routes ?? [], this._gateway, this._allowDefaultRoute));
    if (this._ipam._plugin === undefined && this._routes.length > 0) {
      throw new ValidationError(
        this,
        'network/route-no-ipam',
        'routes on a network without IPAM',
        'routes are set by the IPAM plugin: use Ipam.static() or Ipam.range(), or leave the routes out',
      );
    }
    for (const server of props.dns?.nameservers ?? []) valueAt(this, () => IpAddress.of(server));
    this.dns = props.dns;
    this.acceptAdvertisements = props.acceptRouterAdvertisements ?? true;
    const [first] = this.valueProblems();
    if (first !== undefined) throw new ValidationError(this, first.code, first.problem, first.repair);
    this.object = this._emit('Default', {
      type: NetworkAttachmentDefinition,
      name: this.name,
      body: () =>
        NetworkAttachmentDefinition.manifest({
          spec: { config: configText(this.cniName, this._main(), this.chained()) },
        }) as { spec: unknown },
    });
    this.join();
  }

  /**
   * Attaches the pods of a workload: writes the annotation that Multus reads on the pod template. Several networks of one workload
   * share the annotation, in an order that does not depend on the order of the calls; name the interfaces then.
   *
   * @param workload a cdk8s-plus workload, an ApiObject, or a construct whose default child is one
   * @throws ValidationError `net/interface-name`, `network/interface-taken`, `net/ip-invalid`, `net/mac-invalid`, `net/mac-multicast`,
   * `network/ip-not-possible`, `network/ip-one`, `network/ip-missing`, `network/ip-outside`, `network/ip-outside-range`, `network/ip-prefix`,
   * `network/ip-not-host`, `network/ip-gateway`, `network/mac-not-possible`
   */
  public attach(workload: IConstruct, options: AttachOptions = {}): void {
    const view = WorkloadView.of(workload, this);
    const interfaceName =
      options.interface === undefined
        ? undefined
        : valueAt(this, () => InterfaceName.of(options.interface!).toString());
    if (interfaceName === 'eth0' || interfaceName === 'lo') {
      throw new ValidationError(
        this,
        'network/interface-taken',
        `interface "${interfaceName}" of ${view.path} exists already: every pod has it`,
        'choose another name, such as "net1"',
      );
    }
    const addresses = (options.ips ?? []).map((text) => valueAt(this, () => parseRequested(text)));
    valueAt(this, () => {
      this._ipam._checkCount(view.path, addresses.length);
      const known = this.knownAddresses();
      for (const address of addresses) checkAddress(view.path, address, known);
    });
    if (options.mac !== undefined && this._exclusive) {
      // The plugin takes the request and the interface has another address (seen with plugins v1.9.1).
      throw new ValidationError(
        this,
        'network/mac-not-possible',
        `${view.path} asks for the MAC address ${options.mac} on a passthru network, which drops it`,
        'leave it out, or use another mode',
      );
    }
    const attachment: Attachment = {
      networkKey: this._key,
      network: this,
      workload: view,
      ...(interfaceName === undefined ? {} : { interfaceName }),
      addresses,
      ...(options.mac === undefined ? {} : { mac: valueAt(this, () => MacAddress.of(options.mac!).toString()) }),
      ips: () => addresses.map((requested) => this.requestText(requested)),
    };
    this.attached.push(attachment);
    WorkloadAttachments.of(view).add(attachment);
  }

  /** `namespace/name` of the NetworkAttachmentDefinition. @internal */
  public get _key(): string {
    return `${this.object.metadata.namespace ?? 'default'}/${this.name}`;
  }

  /** Attachments, in a fixed order. @internal */
  public get _attachments(): Attachment[] {
    const key = (a: Attachment) => `${a.workload.path}\0${a.interfaceName ?? ''}`;
    return [...this.attached].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Links of the cluster with the parent interface; the given one first. Call at synth. @internal */
  public _links(): Link[] {
    const named = TalosCluster.of(this)?._linksNamed(this.master) ?? [];
    return this.link === undefined ? named : [this.link, ...named.filter((link) => link !== this.link)];
  }

  /** Subnets on the network. Call at synth. @internal */
  public _subnets(): Cidr[] {
    return this.withRequested([...this.ownSubnets(), ...this.rangeSubnets()]);
  }

  /** Network around a requested address, by its prefix length or by the subnet it lies in. Call at synth. @internal */
  public _networkOf({ address, prefix }: RequestedAddress): Cidr | undefined {
    if (prefix !== undefined) return InterfaceAddress.of(`${address.toString()}/${prefix}`).network;
    return this._subnets().find((subnet) => subnet.contains(address));
  }

  /** Ranges in their subnets, with what is wrong. Call at synth. @internal */
  public _placed(): { ranges: PlacedRange[]; problems: RangeProblem[] } {
    return this.placedIn(this.ownSubnets());
  }

  /** True if one pod takes the whole link. @internal */
  public get _exclusive(): boolean {
    return false;
  }

  /** The main plugin with everything in it. Call at synth. @internal */
  protected abstract _main(): PluginConfig;

  /** Fields of the main plugin that all plugins share: what pods may ask for, and DNS. @internal */
  protected get _capabilities(): Record<string, unknown> {
    // Without the capability static appends requested addresses to its own, and a MAC travels only by the legacy way.
    const ips = this._ipam._byRequest || this.attached.some((attachment) => attachment.addresses.length > 0);
    const mac = this.attached.some((attachment) => attachment.mac !== undefined);
    return ips || mac ? { capabilities: { ...(ips ? { ips: true } : {}), ...(mac ? { mac: true } : {}) } } : {};
  }

  /** @internal */
  protected get _dnsField(): Record<string, unknown> {
    return this.dns === undefined ? {} : { dns: { ...this.dns } };
  }

  /** `ipam` of the main plugin. Call at synth. @internal */
  protected get _ipamField(): Record<string, unknown> {
    return this._ipam._render(this._placed().ranges, this.routeConfigs());
  }

  /** Routes as the IPAM plugin reads them. */
  private routeConfigs(): RouteConfig[] {
    return this._routes.map((route) => ({
      dst: route.destination.toString(),
      gw: route.via.toString(),
      ...(route.priority === undefined ? {} : { priority: route.priority }),
    }));
  }

  /** @internal */
  public override _check(): Finding[] {
    return [
      ...foreignLinkFindings(this, this.link === undefined ? [] : [this.link]),
      // A range that has no place in the subnets is not written: only here it is seen.
      ...this._placed().problems.map(({ code, problem, repair }) => errorAt(this.node.path, code, problem, repair)),
      ...hiddenFindings(this.node.path, this._attachments),
    ];
  }

  /** What the values alone tell. A subnet that only the cluster knows is judged at synth: it may be added later. */
  private valueProblems(): RangeProblem[] {
    const known = this._statedSubnet ?? this.link?.subnet;
    if (known !== undefined) return this.placedIn([known]).problems;
    const stated = this._ipam._ranges.length > 0 && this._ipam._ranges.every((range) => range.subnet !== undefined);
    return stated ? placeRanges(this._ipam._ranges, [], this._gateway).problems : [];
  }

  /** What is known of addresses before the cluster is complete. */
  private knownAddresses(): { subnets: Cidr[]; ranges: PlacedRange[]; gateway?: IpAddress } {
    const stated = this._statedSubnet ?? this.link?.subnet;
    const own = stated === undefined ? [] : [stated];
    const { ranges, problems } = placeRanges(this._ipam._ranges, own, this._gateway);
    return {
      subnets: [...own, ...this.rangeSubnets()],
      ranges: problems.length > 0 ? [] : ranges,
      ...(this._gateway === undefined ? {} : { gateway: this._gateway }),
    };
  }

  private placedIn(subnets: Cidr[]): { ranges: PlacedRange[]; problems: RangeProblem[] } {
    const { ranges, problems } = placeRanges(this._ipam._ranges, subnets, this._gateway);
    const all = this.withRequested([...subnets, ...this.rangeSubnets()]);
    const pods = ranges.map((range) => range.subnet);
    // A range that could not be placed has its own problem; what routes need of it is not known.
    return { ranges, problems: problems.length > 0 ? problems : routeProblems(this._routes, this._gateway, all, pods) };
  }

  private rangeSubnets(): Cidr[] {
    return this._ipam._ranges.flatMap((range) => (range.subnet === undefined ? [] : [range.subnet]));
  }

  /** Where nobody states a subnet of a family, the requested addresses do by their prefix lengths. */
  private withRequested(subnets: Cidr[]): Cidr[] {
    const requested = this.attached
      .flatMap((attachment) => attachment.addresses)
      .filter(
        ({ address, prefix }) => prefix !== undefined && !subnets.some((subnet) => subnet.family === address.family),
      );
    const networks = new Map(requested.map((one) => [one.address.toString(), this._networkOf(one)!] as const));
    return [...subnets, ...networks.values()];
  }

  private chained(): PluginConfig[] {
    // Below 1280 bytes the kernel has no IPv6 on the interface, nor its sysctls: tuning would fail, and nothing need be stopped.
    return this.acceptAdvertisements || (this._mtu ?? 1280) < 1280 ? [] : [ignoreRouterAdvertisements()];
  }

  private masterOf(props: SecondaryNetworkProps): string {
    if ((props.parent === undefined) === (props.master === undefined)) {
      const both = props.parent !== undefined;
      throw new ValidationError(
        this,
        'network/master',
        both
          ? `both parent "${props.parent!.interfaceName}" and master "${props.master!}"`
          : 'neither parent nor master: the plugin would take the interface of the default route, whichever that is on a node',
        both ? 'write one of them' : "write parent: link, or master: 'enp2s0'",
      );
    }
    return props.parent?.interfaceName ?? valueAt(this, () => InterfaceName.of(props.master!).toString());
  }

  /** static wants the prefix length, host-local takes the bare address. */
  private requestText(requested: RequestedAddress): string {
    const { address } = requested;
    const network = this._ipam._wantsPrefix ? this._networkOf(requested) : undefined;
    return network === undefined ? address.toString() : `${address.toString()}/${network.prefix}`;
  }

  /** Subnets known without the ranges: stated, of the link, or of the nodes where the link is theirs. */
  private ownSubnets(): Cidr[] {
    if (this._statedSubnet !== undefined) return [this._statedSubnet];
    if (this.link?.subnet !== undefined) return [this.link.subnet];
    const cluster = TalosCluster.of(this);
    const links = this._links();
    const known = new Map(
      links.flatMap((link) => (link.subnet === undefined ? [] : [[link.subnet.toString(), link.subnet] as const])),
    );
    if (known.size === 1) return [...known.values()];
    return known.size === 0 && cluster !== undefined && links.some((link) => link === cluster._primaryLink)
      ? cluster.nodeSubnets
      : [];
  }

  private join(): void {
    const facts = Boundary.of(this);
    facts.register(Role.SECONDARY_NETWORK, this);
    facts.usePlugins(() =>
      [this._plugin, this._ipam._plugin, ...this.chained().map((plugin) => plugin.type)].flatMap((plugin) =>
        plugin === undefined ? [] : [{ plugin, by: this }],
      ),
    );
    facts.require(() => {
      const ids = [...new Set(this._links().flatMap((link) => (link.vlanId === undefined ? [] : [link.vlanId])))].sort(
        (a, b) => a - b,
      );
      return ids.length === 0
        ? []
        : [
            {
              feature: Feature.VLAN_BYPASS,
              by: this,
              reason: `its parent ${this.master} is a VLAN, whose tagged frames Cilium drops`,
              ids,
            },
          ];
    });
  }
}
