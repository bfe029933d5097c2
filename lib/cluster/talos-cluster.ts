// The facts of one Talos cluster, stated once: versions, machines and their links, subnets. Everything else asks here.
import { Construct, IConstruct } from 'constructs';
import { errorAt, Finding, NetworkConstruct, ValidationError, valueAt, warningAt } from '../manifest';
import { checkMtu, checkVlanId, Cidr, InterfaceName, IpAddress, IpRange } from '../net';
import { LedgerEntry, LedgerKind } from './address-ledger';
import { AppFacts, Role } from './app-facts';
import { ClusterNode, Link, NodeRole, NodeSelection } from './nodes';
import { ConfigFormat, generatedFormat, talosFeatures, TalosFeatures, TalosVersion } from './talos-version';

/** Properties of a TalosCluster. */
export interface TalosClusterProps {
  /** Talos minor that the machines run. */
  readonly talosVersion: TalosVersion;
  /**
   * Form of the machine configuration. A cluster upgraded to 1.14 keeps `V1ALPHA1`.
   *
   * @default - what `talosctl gen config` of the minor writes: documents from 1.14 on
   */
  readonly configFormat?: ConfigFormat;
  /** Kubernetes version, `1.35.2`. Decides what charts render. */
  readonly kubernetesVersion: string;
  /** URL of the Kubernetes API, `https://192.168.70.10:6443`. */
  readonly endpoint: string;
  /**
   * Virtual address that the control planes share on the primary link.
   *
   * @default - none
   */
  readonly virtualIp?: string;
  /** Networks that the nodes' Kubernetes addresses come from, `192.168.70.0/24`; at most one a family. */
  readonly nodeSubnets: string[];
  /**
   * Networks of the pods.
   *
   * @default ['10.244.0.0/16']
   */
  readonly podSubnets?: string[];
  /**
   * Networks of the Services, one a family as the pods.
   *
   * @default ['10.96.0.0/12']
   */
  readonly serviceSubnets?: string[];
  /**
   * DNS domain of the cluster.
   *
   * @default cluster.local
   */
  readonly dnsDomain?: string;
}

/** Properties of a link. */
export interface LinkProps {
  /** Kernel name of the interface, `enp1s0`. An alias of a LinkAliasConfig is not enough: CNI plugins and Cilium cannot see it. */
  readonly interface: string;
  /**
   * The node gets its address here by DHCP.
   *
   * @default false
   */
  readonly dhcp?: boolean;
  /**
   * Network on the link.
   *
   * @default - the node subnet for the link that has DHCP, else not known
   */
  readonly subnet?: string;
  /**
   * MTU in bytes.
   *
   * @default - the driver's
   */
  readonly mtu?: number;
  /**
   * Nodes that have the link.
   *
   * @default NodeSelection.all()
   */
  readonly nodes?: NodeSelection;
  /**
   * The Talos patches configure the link. Say false where the machine configuration does so already.
   *
   * @default true
   */
  readonly managed?: boolean;
}

/** Properties of a VLAN link. */
export interface VlanLinkProps {
  /** Link that carries the tagged frames. */
  readonly parent: Link;
  /** VLAN id, 1 to 4094. */
  readonly vlanId: number;
  /** @default - as in LinkProps */
  readonly subnet?: string;
  /** @default false */
  readonly dhcp?: boolean;
  /** @default - the parent's */
  readonly mtu?: number;
}

/** A Talos Linux cluster. */
export class TalosCluster extends NetworkConstruct {
  /** The cluster of the app that a construct is in, or undefined. Found whatever the order of construction, so ask at synth. */
  public static find(scope: IConstruct): TalosCluster | undefined {
    return AppFacts.of(scope).one(Role.TALOS_CLUSTER) as TalosCluster | undefined;
  }

  /** Talos minor. */
  public readonly talosVersion: TalosVersion;
  /** Form of the machine configuration. */
  public readonly configFormat: ConfigFormat;
  /** Kubernetes version. */
  public readonly kubernetesVersion: string;
  /** URL of the Kubernetes API. */
  public readonly endpoint: string;
  /** Virtual address of the control planes. @default - none */
  public readonly virtualIp?: IpAddress;
  /** Networks of the nodes. */
  public readonly nodeSubnets: Cidr[];
  /** Networks of the pods. */
  public readonly podSubnets: Cidr[];
  /** Networks of the Services. */
  public readonly serviceSubnets: Cidr[];
  /** DNS domain. */
  public readonly dnsDomain: string;
  private readonly linkMap = new Map<string, Link>();
  private readonly nodeList: ClusterNode[] = [];

  public constructor(scope: Construct, id: string, props: TalosClusterProps) {
    super(scope, id);
    this.talosVersion = props.talosVersion;
    this.configFormat = props.configFormat ?? generatedFormat(props.talosVersion);
    if (this.configFormat === ConfigFormat.DOCUMENTS && !this._features.kubernetesDocuments) {
      throw new ValidationError(
        this,
        'cluster/config-format',
        `Talos ${props.talosVersion} with configFormat "documents": it knows no Kubernetes documents, and a document deletion breaks its configuration`,
        'write configFormat: ConfigFormat.V1ALPHA1, or leave it out',
      );
    }
    this.kubernetesVersion = props.kubernetesVersion.replace(/^v/, '');
    if (!/^1\.\d+\.\d+$/.test(this.kubernetesVersion))
      throw new ValidationError(
        this,
        'cluster/kubernetes-version',
        `not a Kubernetes version: "${props.kubernetesVersion}"`,
        'write major, minor and patch, such as "1.35.2"',
      );
    this.endpoint = props.endpoint;
    if (!/^https:\/\/[^/\s]+$/.test(props.endpoint))
      throw new ValidationError(
        this,
        'cluster/endpoint',
        `not the URL of a Kubernetes API: "${props.endpoint}"`,
        'write scheme, host and port, such as "https://192.168.70.10:6443"',
      );
    const subnets = (list: string[]) => list.map((text) => valueAt(this, () => Cidr.of(text)));
    this.nodeSubnets = subnets(props.nodeSubnets);
    this.podSubnets = subnets(props.podSubnets ?? ['10.244.0.0/16']);
    this.serviceSubnets = subnets(props.serviceSubnets ?? ['10.96.0.0/12']);
    if (this.nodeSubnets.length === 0) throw new ValidationError(this, 'cluster/node-subnets', 'no node subnet', 'write nodeSubnets: ["192.168.70.0/24"]');
    if (this.podSubnets.length !== this.serviceSubnets.length || this.podSubnets.length === 0 || this.podSubnets.length > 2) {
      throw new ValidationError(
        this,
        'cluster/subnet-families',
        `${this.podSubnets.length} pod subnets and ${this.serviceSubnets.length} service subnets`,
        'Talos wants one or two of each, in the same families',
      );
    }
    const families = (list: Cidr[]) => list.map((subnet) => subnet.family);
    if (
      new Set(families(this.podSubnets)).size !== this.podSubnets.length ||
      families(this.podSubnets).some((family) => !families(this.serviceSubnets).includes(family))
    ) {
      throw new ValidationError(
        this,
        'cluster/subnet-families',
        `pod subnets ${this.podSubnets.join(', ')} and service subnets ${this.serviceSubnets.join(', ')}`,
        'write one of each family, in the same families',
      );
    }
    this.dnsDomain = props.dnsDomain ?? 'cluster.local';
    if (props.virtualIp !== undefined) {
      const virtualIp = props.virtualIp;
      this.virtualIp = valueAt(this, () => IpAddress.of(virtualIp));
      if (!this.nodeSubnets.some((subnet) => subnet.isHost(this.virtualIp!))) {
        throw new ValidationError(
          this,
          'cluster/virtual-ip',
          `virtual address ${virtualIp} is not a host address of the node subnets ${this.nodeSubnets.join(', ')}`,
          'choose a free address of the node subnet: a virtual address is announced by ARP',
        );
      }
    }
    const facts = AppFacts.of(this);
    facts.register(Role.TALOS_CLUSTER, this);
    facts.ledger.add(() => this.ledgerEntries());
  }

  /**
   * Adds a network link that nodes have.
   *
   * @param name name in this program, such as `lan`
   */
  public addLink(name: string, props: LinkProps): Link {
    return this.keep(
      Link._of({
        name,
        interfaceName: valueAt(this, () => InterfaceName.of(props.interface)),
        dhcp: props.dhcp ?? false,
        subnet: props.subnet === undefined ? undefined : valueAt(this, () => Cidr.of(props.subnet!)),
        mtu: props.mtu === undefined ? undefined : valueAt(this, () => checkMtu(props.mtu!)),
        nodes: props.nodes ?? NodeSelection.all(),
        managed: props.managed ?? true,
      }),
    );
  }

  /** Adds a VLAN on top of a link, on the same nodes; its interface is `<parent>.<id>`. */
  public addVlan(name: string, props: VlanLinkProps): Link {
    const vlanId = valueAt(this, () => checkVlanId(props.vlanId));
    return this.keep(
      Link._of({
        name,
        interfaceName: valueAt(this, () => InterfaceName.of(`${props.parent.interfaceName}.${vlanId}`)),
        dhcp: props.dhcp ?? false,
        subnet: props.subnet === undefined ? undefined : valueAt(this, () => Cidr.of(props.subnet!)),
        mtu: props.mtu === undefined ? undefined : valueAt(this, () => checkMtu(props.mtu!)),
        nodes: props.parent.nodes,
        managed: props.parent.managed,
        vlanId,
        parent: props.parent,
      }),
    );
  }

  /** Adds control planes by address; they are named `controlplane-1`, `controlplane-2`, … */
  public addControlPlanes(addresses: string[]): ClusterNode[] {
    return addresses.map((address) => this.addNode(`controlplane-${this._nodesOf(NodeRole.CONTROL_PLANE).length + 1}`, NodeRole.CONTROL_PLANE, address));
  }

  /** Adds workers by address; they are named `worker-1`, `worker-2`, … */
  public addWorkers(addresses: string[]): ClusterNode[] {
    return addresses.map((address) => this.addNode(`worker-${this._nodesOf(NodeRole.WORKER).length + 1}`, NodeRole.WORKER, address));
  }

  /** Adds one machine. */
  public addNode(name: string, role: NodeRole, address: string): ClusterNode {
    const ip = valueAt(this, () => IpAddress.of(address));
    if (!this.nodeSubnets.some((subnet) => subnet.isHost(ip))) {
      throw new ValidationError(
        this,
        'cluster/node-address',
        `address ${address} of node "${name}" is not a host address of the node subnets ${this.nodeSubnets.join(', ')}`,
        'write the address that the node has on its node subnet',
      );
    }
    if (this.nodeList.some((node) => node.name === name))
      throw new ValidationError(this, 'cluster/node-name', `two nodes named "${name}"`, 'give each node its own name');
    const node = new ClusterNode(name, role, ip);
    this.nodeList.push(node);
    return node;
  }

  /** What the minor can do. @internal */
  public get _features(): TalosFeatures {
    return talosFeatures(this.talosVersion);
  }

  /** Links in order of their names. @internal */
  public get _links(): Link[] {
    return [...this.linkMap.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Nodes in order of addition. @internal */
  public get _nodes(): ClusterNode[] {
    return [...this.nodeList];
  }

  /** Nodes of a role. @internal */
  public _nodesOf(role: NodeRole): ClusterNode[] {
    return this.nodeList.filter((node) => node.role === role);
  }

  /** Links with this interface name. @internal */
  public _linksNamed(interfaceName: string): Link[] {
    return this._links.filter((link) => link.interfaceName === interfaceName);
  }

  /** Nodes that have an interface of this name. @internal */
  public _nodesWith(interfaceName: string): ClusterNode[] {
    const links = this._linksNamed(interfaceName);
    return this.nodeList.filter((node) => links.some((link) => link.nodes._includes(node)));
  }

  /** The link that carries the node addresses: the first with DHCP, or whose subnet is a node subnet. @internal */
  public get _primaryLink(): Link | undefined {
    return (
      this._links.find((link) => link.subnet !== undefined && this.nodeSubnets.some((s) => s.overlaps(link.subnet!))) ?? this._links.find((link) => link.dhcp)
    );
  }

  /** @internal */
  public override _check(): Finding[] {
    const findings: Finding[] = [];
    const path = this.node.path;
    for (const link of this._links) {
      for (const name of link.nodes._names ?? []) {
        if (!this.nodeList.some((node) => node.name === name))
          findings.push(
            errorAt(
              path,
              'cluster/link-node',
              `link "${link.name}" names the node "${name}", which the cluster does not have`,
              `write one of: ${this.nodeList.map((n) => n.name).join(', ')}`,
            ),
          );
      }
      for (const other of this._links) {
        if (other.name <= link.name || other.interfaceName !== link.interfaceName) continue;
        const shared = this.nodeList.filter((node) => link.nodes._includes(node) && other.nodes._includes(node));
        if (shared.length > 0)
          findings.push(
            errorAt(
              path,
              'cluster/link-twice',
              `links "${link.name}" and "${other.name}" are both "${link.interfaceName}" on ${shared.map((n) => n.name).join(', ')}`,
              'state each interface once',
            ),
          );
      }
    }
    if (this.nodeList.length > 0 && this._nodesOf(NodeRole.CONTROL_PLANE).length === 0)
      findings.push(errorAt(path, 'cluster/no-control-plane', 'the cluster has workers but no control plane', 'add them with addControlPlanes([...])'));
    if (this._nodesOf(NodeRole.CONTROL_PLANE).length % 2 === 0 && this._nodesOf(NodeRole.CONTROL_PLANE).length > 0)
      findings.push(
        warningAt(
          path,
          'cluster/even-control-planes',
          `${this._nodesOf(NodeRole.CONTROL_PLANE).length} control planes: etcd then survives no more failures than with one less`,
          'use 1, 3 or 5',
        ),
      );
    const managed = this._links.filter((link) => link.managed);
    if (managed.length > 0 && !managed.some((link) => link.dhcp) && this._primaryLink === undefined) {
      findings.push(
        errorAt(
          path,
          'cluster/primary-link',
          'no link is said to carry the node addresses, and configuring any link turns the default DHCP off on all of them',
          'add the primary NIC with dhcp: true, or with its subnet and managed: false',
        ),
      );
    }
    return findings;
  }

  private keep(link: Link): Link {
    if (this.linkMap.has(link.name)) throw new ValidationError(this, 'cluster/link-name', `two links named "${link.name}"`, 'give each link its own name');
    this.linkMap.set(link.name, link);
    return link;
  }

  private ledgerEntries(): LedgerEntry[] {
    const owner = this.node.path;
    const one = (address: IpAddress) => IpRange._of(address, address);
    return [
      ...this.nodeSubnets.map((subnet) => ({ kind: LedgerKind.NODE_SUBNET, range: subnet.range, owner })),
      ...this.podSubnets.map((subnet) => ({ kind: LedgerKind.POD_SUBNET, range: subnet.range, owner })),
      ...this.serviceSubnets.map((subnet) => ({ kind: LedgerKind.SERVICE_SUBNET, range: subnet.range, owner })),
      ...this._links
        .filter((link) => link.subnet !== undefined && !this.nodeSubnets.some((s) => s.toString() === link.subnet!.toString()))
        .map((link) => ({ kind: LedgerKind.LINK_SUBNET, range: link.subnet!.range, owner, name: link.name })),
      ...this.nodeList.map((node) => ({ kind: LedgerKind.NODE_ADDRESS, range: one(node.address), owner, name: node.name })),
      ...(this.virtualIp === undefined ? [] : [{ kind: LedgerKind.VIRTUAL_ADDRESS, range: one(this.virtualIp), owner }]),
    ];
  }
}
