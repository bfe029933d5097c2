// The base of every secondary network: a NetworkAttachmentDefinition, and the workloads and machines attached to it.
import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { NetworkAttachmentDefinition } from '../../imports/k8s.cni.cncf.io';
import { Boundary, Feature, foreignLinkFindings, Role } from '../cluster';
import { errorAt, Finding, NetworkConstruct, ValidationError, valueAt, WorkloadView } from '../construct';
import { checkReference } from '../manifest';
import { Cidr, InterfaceAddress, InterfaceName, IpAddress, MacAddress } from '../net';
import { AttachOptions, parseRequested, RequestedAddress } from './attach-options';
import { Attachment, WorkloadAttachments } from './attachment';
import { attachmentFindings } from './attachment-findings';
import { AskedCapability, askedOf } from './asked';
import { chainOf } from './chain';
import { checkCniName } from './cni-name';
import { configText, PluginConfig, written } from './cni-config';
import { CniVersion } from './cni-version';
import { IpamSource } from './ipam/source';
import { linksOf, NetworkKind, subnetsOnLink } from './network-kind';
import { RouteConfig, routeConfigs } from './routes';
import { SecondaryNetworkProps } from './secondary-network-props';
import { addInterface, machineOf, unreadOfMachine } from './virtual-machine';
import { VmBinding } from './vm-binding';

/** Annotation of a network whose devices a device plugin hands out. */
const RESOURCE_ANNOTATION = 'k8s.v1.cni.cncf.io/resourceName';

/**
 * A network beside the cluster's own. Its traffic does not pass Cilium: no network policy, no Hubble flow, no encryption covers it.
 */
export abstract class SecondaryNetwork extends NetworkConstruct {
  /** Name of the NetworkAttachmentDefinition. */
  public readonly name: string;
  /** CNI name of the network. */
  public readonly cniName: string;
  /** Router on the subnet. @default - none */
  public readonly gateway?: string;
  private readonly props: SecondaryNetworkProps;
  private readonly ipam: IpamSource;
  private readonly subnet: Cidr | undefined;
  private readonly router: IpAddress | undefined;
  private readonly routes: readonly RouteConfig[];
  private readonly object: ApiObject;
  private readonly attached: Attachment[] = [];

  /** @internal */
  protected constructor(scope: Construct, id: string, props: SecondaryNetworkProps) {
    super(scope, id);
    this.props = props;
    this.ipam = props.ipam._source;
    this.name = valueAt(this, () => checkReference('NetworkAttachmentDefinition', props.name ?? id));
    this.cniName = valueAt(this, () => checkCniName(props.cniName ?? this.name, this.name));
    this.subnet = props.subnet === undefined ? undefined : valueAt(this, () => Cidr.of(props.subnet!));
    this.router = props.gateway === undefined ? undefined : valueAt(this, () => IpAddress.of(props.gateway!));
    this.gateway = this.router?.toString();
    this.routes = valueAt(this, () => routeConfigs(props.routes ?? [], this.router, props.allowDefaultRoute ?? false));
    if (this.ipam.plugin === undefined && this.routes.length > 0)
      throw new ValidationError(
        this,
        'network/route-no-ipam',
        'routes on a network without IPAM',
        'routes are set by the IPAM plugin: use Ipam.static() or Ipam.range(), or leave the routes out',
      );
    for (const server of props.dns?.nameservers ?? []) valueAt(this, () => IpAddress.of(server));
    this.object = this._emit('Default', {
      type: NetworkAttachmentDefinition,
      name: this.name,
      body: () => NetworkAttachmentDefinition.manifest({ spec: { config: this.config() } }) as { spec: unknown },
    });
    this.join();
  }

  /**
   * Attaches a workload or a virtual machine.
   *
   * Of a workload the pod template gets the annotation that Multus reads, and its first container the resource of a network of devices. Several
   * networks of one workload share the annotation, in an order that does not depend on the order of the calls; name the interfaces then. A virtual
   * machine of KubeVirt gets a network and an interface in its spec.
   *
   * @param target a cdk8s-plus workload, an ApiObject, or a construct whose default child is one
   * @throws ValidationError `net/interface-name`, `net/ip-invalid`, `net/mac-invalid`, `net/mac-multicast`, `network/ip-gateway`,
   * `network/machine-request`
   */
  public attach(target: IConstruct, options: AttachOptions = {}): void {
    const machine = machineOf(target);
    if (machine !== undefined) this.attachMachine(machine, options);
    else this.attachPods(target, options);
  }

  /** `namespace/name` of the NetworkAttachmentDefinition. @internal */
  public get _key(): string {
    return `${this.object.metadata.namespace ?? 'default'}/${this.name}`;
  }

  /** What kind of network it is. Call at synth. @internal */
  protected abstract get _kind(): NetworkKind;

  /** Fields of the main plugin, in the order of its documentation. Call at synth. @internal */
  protected abstract _fields(): Record<string, unknown>;

  /** Names the resource of a device plugin that hands out the devices. @internal */
  protected _handOut(resourceName: string | undefined): void {
    if (resourceName !== undefined) this.object.metadata.addAnnotation(RESOURCE_ANNOTATION, resourceName);
  }

  /** VLAN ids of the frames that leave the node. Call at synth. @internal */
  protected _vlanIds(): number[] {
    return linksOf(this, this._kind).flatMap(({ vlanId }) => vlanId ?? []);
  }

  /** Binding of a virtual machine that says none. @internal */
  protected get _machineBinding(): VmBinding {
    return VmBinding.bridge();
  }

  /** True if the main plugin drops a MAC address that a pod asks for, so that tuning has to set it. @internal */
  protected get _dropsMac(): boolean {
    return false;
  }

  /** MTU of the interfaces, as far as the network says it. @internal */
  protected get _ownMtu(): number | undefined {
    return undefined;
  }

  /** @internal */
  public override _check(): Finding[] {
    const { link } = this._kind;
    const { path } = this.node;
    return [
      ...foreignLinkFindings(this, link === undefined ? [] : [link]),
      // A range that has no place in the subnets is not written: only here it is seen.
      ...(this.ipam.isPlaced(this.ownSubnets())
        ? []
        : [
            errorAt(
              path,
              'network/subnet-missing',
              'the subnet of a range is not known',
              "write subnet: '192.168.40.0/24' in the network, or state it on the link: addLink(…, { subnet })",
            ),
          ]),
      ...attachmentFindings(path, this.orderedAttachments()),
    ];
  }

  private attachPods(target: IConstruct, options: AttachOptions): void {
    const view = WorkloadView.of(target, this);
    const { resourceName } = this._kind;
    const addresses = (options.ips ?? []).map((text) => valueAt(this, () => parseRequested(text)));
    const taken = addresses.find(({ address }) => this.router?.isSame(address) === true);
    if (taken !== undefined)
      throw new ValidationError(
        this,
        'network/ip-gateway',
        `address ${taken.address.toString()} of ${view.path} is the gateway of the network`,
        'write another address, or the gateway that the network really has',
      );
    for (const router of options.defaultRoute ?? []) valueAt(this, () => IpAddress.of(router));
    const attachment: Attachment = {
      networkKey: this._key,
      network: this,
      workload: view,
      ...(options.interface === undefined ? {} : { interfaceName: this.interfaceNameOf(options.interface) }),
      addresses,
      ...(options.mac === undefined ? {} : { mac: this.macOf(options.mac) }),
      options,
      ips: () => addresses.map((requested) => this.requestText(requested)),
      ...(resourceName === undefined ? {} : { resourceName }),
    };
    this.attached.push(attachment);
    WorkloadAttachments.of(view).add(attachment);
  }

  private attachMachine(machine: ApiObject, options: AttachOptions): void {
    const unread = unreadOfMachine(options);
    if (unread !== undefined)
      throw new ValidationError(
        this,
        'network/machine-request',
        `${unread} for the virtual machine ${machine.node.path}: KubeVirt writes the annotation of its pod itself and hands on the MAC address only`,
        'set addresses and routes in the machine, by cloud-init or DHCP',
      );
    addInterface(machine, {
      name: options.interface === undefined ? this.name : this.interfaceNameOf(options.interface),
      networkName: () => this._key,
      binding: options.binding ?? this._machineBinding,
      ...(options.mac === undefined ? {} : { mac: this.macOf(options.mac) }),
      ...(options.model === undefined ? {} : { model: options.model }),
      ...(options.bootOrder === undefined ? {} : { bootOrder: options.bootOrder }),
    });
  }

  private interfaceNameOf(text: string): string {
    return valueAt(this, () => InterfaceName.of(text).toString());
  }

  private macOf(text: string): string {
    return valueAt(this, () => MacAddress.of(text).toString());
  }

  /** The text of `spec.config`. */
  private config(): string {
    const { disableCheck, disableGc } = this.props;
    const [main, ...chained] = this.plugins();
    // Fields of a list stand at its head; of a single plugin nobody reads them there.
    const isList = chained.length > 0 || disableCheck !== undefined || disableGc !== undefined;
    const head = { cniVersion: this.props.cniVersion ?? CniVersion.V1_0_0, name: this.cniName };
    return configText({ ...head, ...written({ disableCheck, disableGC: disableGc }) }, main!, chained, isList);
  }

  private plugins(): PluginConfig[] {
    const asked = this.asked();
    const { dns, args } = this.props;
    const capabilities = MAIN_CAPABILITIES.filter((name) => asked.has(name));
    return [
      {
        type: this._kind.plugin,
        ...(capabilities.length === 0
          ? {}
          : { capabilities: Object.fromEntries(capabilities.map((name) => [name, true])) }),
        ...written(this._fields()),
        ...(args === undefined ? {} : { args: { cni: args } }),
        ipam: this.ipam.render({
          subnets: this.ownSubnets(),
          ...(this.router === undefined ? {} : { gateway: this.router }),
          routes: this.routes,
        }),
        ...(dns === undefined ? {} : { dns: { ...dns } }),
      },
      ...this.chain(asked),
    ];
  }

  private chain(asked: ReadonlySet<AskedCapability>): PluginConfig[] {
    return chainOf({
      own: this.props.chained ?? [],
      asked,
      dropsMac: this._dropsMac,
      // Below 1280 bytes the kernel has no IPv6 on the interface, nor its sysctls: tuning would fail, and nothing need be stopped.
      ignoresRouters: this.props.acceptRouterAdvertisements === false && (this._ownMtu ?? 1280) >= 1280,
    });
  }

  private asked(): ReadonlySet<AskedCapability> {
    return askedOf(this.attached, { byRequest: this.ipam.byRequest, resourceName: this._kind.resourceName });
  }

  /** Attachments in an order that does not depend on the order of the calls. */
  private orderedAttachments(): Attachment[] {
    const key = (a: Attachment) => `${a.workload.path}\0${a.interfaceName ?? ''}`;
    return [...this.attached].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** static wants the prefix length of the subnet that the address lies in, host-local takes the bare address. */
  private requestText({ address, prefix }: RequestedAddress): string {
    if (!this.ipam.wantsPrefix) return address.toString();
    const subnet = [...this.ownSubnets(), ...this.ipam.subnets, ...this.requestedSubnets()].find((each) =>
      each.contains(address),
    );
    const length = prefix ?? subnet?.prefix;
    return length === undefined ? address.toString() : `${address.toString()}/${length}`;
  }

  /** Subnets that requested addresses state by their prefix lengths. */
  private requestedSubnets(): Cidr[] {
    return this.attached
      .flatMap(({ addresses }) => addresses)
      .flatMap(({ address, prefix }) =>
        prefix === undefined ? [] : InterfaceAddress.of(`${address.toString()}/${prefix}`).network,
      );
  }

  /** Subnets known without the ranges: the stated one, or those of the link. */
  private ownSubnets(): Cidr[] {
    return this.subnet === undefined ? subnetsOnLink(this, this._kind) : [this.subnet];
  }

  private join(): void {
    const facts = Boundary.of(this);
    facts.register(Role.SECONDARY_NETWORK, this);
    facts.usePlugins(() =>
      [this._kind.plugin, this.ipam.plugin, ...this.chain(this.asked()).map(({ type }) => type)].flatMap((plugin) =>
        plugin === undefined ? [] : [{ plugin, by: this }],
      ),
    );
    facts.require(() => {
      const ids = [...new Set(this._vlanIds())].sort((a, b) => a - b);
      if (ids.length === 0) return [];
      const reason = `its frames are tagged with VLAN ${ids.join(', ')}, and Cilium drops tagged frames`;
      return [{ feature: Feature.VLAN_BYPASS, by: this, reason, ids }];
    });
  }
}

/** What the main plugin hands over; the rest belongs to chained plugins. */
const MAIN_CAPABILITIES: readonly AskedCapability[] = ['ips', 'mac', 'deviceID', 'infinibandGUID'];
