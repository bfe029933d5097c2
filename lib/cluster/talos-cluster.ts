// The facts of one Talos cluster, stated once: versions, machines and their links, subnets. Everything else asks here.
import { Construct, IConstruct } from 'constructs';
import { Finding, NetworkConstruct, ValidationError, valueAt } from '../construct';
import { checkMtu, checkVlanId, Cidr, InterfaceName, IpAddress } from '../net';
import { Boundary, Role } from './boundary';
import { linkNodeFindings } from './link-nodes';
import { ClusterNode, Link, NodeRole, NodeSelection } from './nodes';
import { KubeSpanOptions, LinkOptions, TalosClusterProps, VlanLinkOptions } from './talos-cluster-props';
import { ConfigFormat, generatedFormat, talosFeatures, TalosFeatures, TalosVersion } from '../catalogue/talos';

/** A Talos Linux cluster. */
export class TalosCluster extends NetworkConstruct {
  /** The cluster of the app that a construct is in, or undefined. Found whatever the order of construction, so ask at synth. */
  public static of(scope: IConstruct): TalosCluster | undefined {
    return Boundary.of(scope).one(Role.TALOS_CLUSTER) as TalosCluster | undefined;
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
  /** Talos forwards the pods' DNS to the host's. */
  public readonly hostDnsForwarding: boolean;
  /** KubeSpan. @default - off */
  public readonly kubeSpan?: KubeSpanOptions;
  private readonly linkMap = new Map<string, Link>();
  private readonly nodeList: ClusterNode[] = [];

  public constructor(scope: Construct, id: string, props: TalosClusterProps) {
    super(scope, id);
    if (!Object.values(TalosVersion).includes(props.talosVersion)) {
      throw new ValidationError(
        this,
        'cluster/talos-version',
        `Talos "${String(props.talosVersion)}" is not known here`,
        `write one of: ${Object.values(TalosVersion).join(', ')}`,
      );
    }
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
    if (this.nodeSubnets.length === 0)
      throw new ValidationError(
        this,
        'cluster/node-subnets',
        'no node subnet',
        'write nodeSubnets: ["192.168.70.0/24"]',
      );
    if (
      this.podSubnets.length !== this.serviceSubnets.length ||
      this.podSubnets.length === 0 ||
      this.podSubnets.length > 2
    ) {
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
    this.hostDnsForwarding = props.hostDnsForwarding ?? true;
    this.kubeSpan = props.kubeSpan;
    if (props.kubeSpan?.mtu !== undefined) valueAt(this, () => checkMtu(props.kubeSpan!.mtu!, true));
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
    Boundary.of(this).register(Role.TALOS_CLUSTER, this);
  }

  /**
   * Adds a network link that nodes have.
   *
   * @param name name in this program, such as `lan`
   */
  public addLink(name: string, options: LinkOptions): Link {
    return this.keep(
      Link._of({
        name,
        interfaceName: valueAt(this, () => InterfaceName.of(options.interface)),
        dhcp: options.dhcp ?? false,
        subnet: options.subnet === undefined ? undefined : valueAt(this, () => Cidr.of(options.subnet!)),
        mtu: options.mtu === undefined ? undefined : valueAt(this, () => checkMtu(options.mtu!)),
        nodes: options.nodes ?? NodeSelection.all(),
        managed: options.managed ?? true,
      }),
    );
  }

  /** Adds a VLAN on top of a link, on the same nodes; its interface is `<parent>.<id>`. */
  public addVlan(name: string, options: VlanLinkOptions): Link {
    const vlanId = valueAt(this, () => checkVlanId(options.vlanId));
    return this.keep(
      Link._of({
        name,
        interfaceName: valueAt(this, () => InterfaceName.of(`${options.parent.interfaceName}.${vlanId}`)),
        dhcp: options.dhcp ?? false,
        subnet: options.subnet === undefined ? undefined : valueAt(this, () => Cidr.of(options.subnet!)),
        mtu: options.mtu === undefined ? undefined : valueAt(this, () => checkMtu(options.mtu!)),
        nodes: options.parent.nodes,
        managed: options.parent.managed,
        vlanId,
        parent: options.parent,
      }),
    );
  }

  /** Adds control planes by address; they are named `controlplane-1`, `controlplane-2`, … */
  public addControlPlanes(addresses: string[]): ClusterNode[] {
    return addresses.map((address) =>
      this.addNode(`controlplane-${this._nodesOf(NodeRole.CONTROL_PLANE).length + 1}`, NodeRole.CONTROL_PLANE, address),
    );
  }

  /** Adds workers by address; they are named `worker-1`, `worker-2`, … */
  public addWorkers(addresses: string[]): ClusterNode[] {
    return addresses.map((address) =>
      this.addNode(`worker-${this._nodesOf(NodeRole.WORKER).length + 1}`, NodeRole.WORKER, address),
    );
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
    const node = ClusterNode._of(name, role, ip);
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

  /**
   * The link that carries the node addresses: the one on a node subnet, else the one with DHCP of which no other network is said.
   *
   * @internal
   */
  public get _primaryLink(): Link | undefined {
    const onNodeSubnet = (link: Link) =>
      link.subnet !== undefined && this.nodeSubnets.some((subnet) => subnet.overlaps(link.subnet!));
    return this._links.find(onNodeSubnet) ?? this._links.find((link) => link.dhcp && link.subnet === undefined);
  }

  /** @internal */
  public override _check(): Finding[] {
    return linkNodeFindings(this.node.path, this._links, this._nodes);
  }

  private keep(link: Link): Link {
    if (this.linkMap.has(link.name))
      throw new ValidationError(
        this,
        'cluster/link-name',
        `two links named "${link.name}"`,
        'give each link its own name',
      );
    this.linkMap.set(link.name, link);
    return link;
  }
}
