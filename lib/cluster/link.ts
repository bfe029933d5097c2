// A network link that some nodes have, and the addresses of single nodes on it.
import { Cidr, InterfaceAddress, InterfaceName, IpAddress } from '../net';
import type { BondSettings } from './bond-settings';
import type { EthernetOptions } from './ethernet-options';
import type { LinkSettings, VlanMode } from './link-settings';
import type { LinkSelector } from './link-selector';
import type { ClusterNode, NodeSelection } from './nodes';
import type { SecretPlaceholder } from './secret-placeholder';
import type { WireguardLinkOptions } from './wireguard-options';

/** What a link is, with what only its kind has. @internal */
export type LinkShape =
  | { readonly kind: 'physical'; readonly selector?: LinkSelector; readonly ethernet?: EthernetOptions }
  | { readonly kind: 'vlan'; readonly mode?: VlanMode }
  | { readonly kind: 'bond'; readonly options: BondSettings; readonly primary?: Link }
  | { readonly kind: 'bridge'; readonly stp?: boolean; readonly vlanFiltering?: boolean }
  | { readonly kind: 'dummy' }
  | { readonly kind: 'vrf'; readonly table: string }
  | { readonly kind: 'wireguard'; readonly options: WireguardLinkOptions };

/** What a link is made of. @internal */
export interface LinkFields {
  readonly name: string;
  readonly interfaceName: InterfaceName;
  readonly settings: LinkSettings;
  readonly shape: LinkShape;
  readonly subnet?: Cidr;
  readonly nodes: NodeSelection;
  readonly managed: boolean;
  readonly vlanId?: number;
  readonly parent?: Link;
  readonly members?: readonly Link[];
  readonly hardwareAddress?: string;
  /** The network of the nodes that an address is of. */
  readonly subnetOf: (address: IpAddress) => Cidr | undefined;
}

/** A virtual address on a link. */
export interface VirtualIpOptions {
  /** What stands for the API token: the address is one that Hetzner Cloud moves, not ARP. @default - moved by ARP and NDP */
  readonly hcloudApiToken?: SecretPlaceholder;
}

/** A network link that some nodes have. */
export class Link {
  /** @internal */
  public static _of(fields: LinkFields): Link {
    return new Link(fields);
  }

  /** Name of the link in the program. */
  public readonly name: string;
  /** Kernel name of the interface; for a link that a selector finds, the alias under which Talos knows it. */
  public readonly interfaceName: string;
  /** True if the node gets its address on this link by DHCP. */
  public readonly dhcp: boolean;
  /** MTU of the link. @default - the driver's */
  public readonly mtu?: number;
  /** Nodes that have the link. */
  public readonly nodes: NodeSelection;
  /** True if the Talos patches configure the link. */
  public readonly managed: boolean;
  /** VLAN id, for a VLAN on top of a parent link. @default - no VLAN */
  public readonly vlanId?: number;
  /** Parent of a VLAN link. @default - no VLAN */
  public readonly parent?: Link;
  /** Links of a bond or VRF, ports of a bridge. */
  public readonly members: Link[];
  /** MAC address, where one is stated. @default - the driver's */
  public readonly hardwareAddress?: string;
  /** @internal */
  public readonly _settings: LinkSettings;
  /** @internal */
  public readonly _shape: LinkShape;
  private readonly stated: Cidr | undefined;
  private readonly subnetOf: (address: IpAddress) => Cidr | undefined;
  private readonly own = new Map<ClusterNode, string[]>();
  private readonly selectors = new Map<ClusterNode, LinkSelector>();
  private readonly vips: { readonly address: IpAddress; readonly hcloudApiToken?: SecretPlaceholder }[] = [];

  private constructor(props: LinkFields) {
    this.name = props.name;
    this.interfaceName = props.interfaceName.toString();
    this.dhcp = props.settings.dhcp ?? false;
    this.stated = props.subnet;
    this.mtu = props.settings.mtu;
    this.nodes = props.nodes;
    this.managed = props.managed;
    this.vlanId = props.vlanId;
    this.parent = props.parent;
    this.members = [...(props.members ?? [])];
    this.hardwareAddress = props.hardwareAddress;
    this._settings = props.settings;
    this._shape = props.shape;
    this.subnetOf = props.subnetOf;
  }

  /** Network on the link: the stated one, else that of the first address on it; undefined where nobody says. */
  public get subnet(): Cidr | undefined {
    const [address] = [...(this._settings.addresses ?? []), ...[...this.own.values()].flat()];
    return this.stated ?? (address === undefined ? undefined : InterfaceAddress.of(address).network);
  }

  /** True for a link that a selector finds: the kernel does not know its name. */
  public get isAlias(): boolean {
    return this.selectors.size > 0 || (this._shape.kind === 'physical' && this._shape.selector !== undefined);
  }

  /**
   * Addresses of one node on the link, with prefix lengths; without any, the node's own on the node subnet. They go into the file of the node.
   *
   * @throws ValueError `net/address-invalid`
   */
  public address(node: ClusterNode, ...addresses: string[]): this {
    const stated = addresses.map((text) => InterfaceAddress.of(text).toString());
    this.own.set(node, [...(this.own.get(node) ?? []), ...(stated.length === 0 ? this.ownOf(node) : stated)]);
    return this;
  }

  /** What finds the link on one node, where it differs by node, as a MAC address does. */
  public select(node: ClusterNode, selector: LinkSelector): this {
    this.selectors.set(node, selector);
    return this;
  }

  /**
   * An address that the control planes of the link share: one of them has it.
   *
   * @throws ValueError `net/ip-invalid`
   */
  public virtualIp(address: string, options: VirtualIpOptions = {}): this {
    this.vips.push({ address: IpAddress.of(address), ...options });
    return this;
  }

  /** Addresses that only this node has on the link. @internal */
  public _addressesOf(node: ClusterNode): readonly string[] {
    const own = this.own.get(node) ?? [];
    const isOwn = this._settings.nodeAddresses === true && this.nodes._includes(node);
    return [...new Set([...(isOwn ? this.ownOf(node) : []), ...own])];
  }

  /** Nodes that `address` or `select` name. @internal */
  public get _named(): ClusterNode[] {
    return [...new Set([...this.own.keys(), ...this.selectors.keys()])];
  }

  /** What finds the link on a node; undefined where its name does. @internal */
  public _selectorOn(node: ClusterNode | undefined): LinkSelector | undefined {
    const own = node === undefined ? undefined : this.selectors.get(node);
    return own ?? (this._shape.kind === 'physical' ? this._shape.selector : undefined);
  }

  /** True where the selector of a node is its own. @internal */
  public get _selectsByNode(): boolean {
    return this.selectors.size > 0;
  }

  /** @internal */
  public get _virtualIps(): readonly { readonly address: IpAddress; readonly hcloudApiToken?: SecretPlaceholder }[] {
    return this.vips;
  }

  /** The node's address with the prefix length of the network that it is of. */
  private ownOf(node: ClusterNode): string[] {
    const subnet = this.subnet?.contains(node.address) === true ? this.subnet : this.subnetOf(node.address);
    return [`${node.address.toString()}/${subnet?.prefix ?? node.address.bits}`];
  }
}
