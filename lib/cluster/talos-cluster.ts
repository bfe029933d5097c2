// The facts of one Talos cluster, stated once: versions, machines and their links, subnets. Everything else asks here.
import { Construct, IConstruct } from 'constructs';
import { KUBERNETES_API_PORT } from '../catalogue/node-ports';
import {
  ConfigFormat,
  generatedFormat,
  KUBEPRISM_PORT,
  talosFeatures,
  TalosFeatures,
  TalosVersion,
} from '../catalogue/talos';
import { Finding, NetworkConstruct, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { checkMtu, Cidr, IpAddress } from '../net';
import { Boundary, Role } from './boundary';
import { checkEndpoint, checkForms, checkKubernetesVersion, checkSubnets, checkTalosVersion } from './cluster-values';
import { Link } from './link';
import { linkFormFindings } from './link-form';
import { linkNodeFindings } from './link-nodes';
import {
  BondLinkOptions,
  BridgeLinkOptions,
  DummyLinkOptions,
  LinkOptions,
  VlanLinkOptions,
  VrfLinkOptions,
} from './link-options';
import { LinkSet } from './link-set';
import { NodeOptions } from './node-options';
import { ClusterNode, NodeRole, NodeSelection } from './nodes';
import { settingFormFindings } from './setting-form';
import { KubeSpanOptions, TalosClusterProps } from './talos-cluster-props';
import { WireguardLinkOptions } from './wireguard-options';

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
  /** Form of links, DNS and time. */
  public readonly linkFormat: ConfigFormat;
  /** Port of KubePrism. */
  public readonly kubePrismPort: number;
  /** Port of the Kubernetes API on the control planes. */
  public readonly apiPort: number;
  private readonly props: TalosClusterProps;
  private readonly links: LinkSet;
  private readonly nodeList: ClusterNode[] = [];
  private readonly patches: { readonly patch: PlainMap; readonly nodes: NodeSelection }[] = [];

  public constructor(scope: Construct, id: string, props: TalosClusterProps) {
    super(scope, id);
    this.props = props;
    this.talosVersion = valueAt(this, () => checkTalosVersion(props.talosVersion));
    this.configFormat = props.configFormat ?? generatedFormat(props.talosVersion);
    this.linkFormat = props.linkFormat ?? this.configFormat;
    valueAt(this, () => {
      checkForms(this.talosVersion, this.configFormat, this.linkFormat);
    });
    this.kubernetesVersion = valueAt(this, () => checkKubernetesVersion(props.kubernetesVersion));
    this.endpoint = valueAt(this, () => checkEndpoint(props.endpoint));
    const subnets = (list: string[]) => list.map((text) => valueAt(this, () => Cidr.of(text)));
    this.nodeSubnets = subnets(props.nodeSubnets);
    this.podSubnets = subnets(props.podSubnets ?? ['10.244.0.0/16']);
    this.serviceSubnets = subnets(props.serviceSubnets ?? ['10.96.0.0/12']);
    valueAt(this, () => {
      checkSubnets(this.nodeSubnets, this.podSubnets, this.serviceSubnets);
    });
    this.links = new LinkSet(this, this.nodeSubnets);
    this.dnsDomain = props.dnsDomain ?? 'cluster.local';
    this.hostDnsForwarding = props.hostDnsForwarding ?? true;
    this.kubeSpan = props.kubeSpan;
    this.kubePrismPort = props.kubePrismPort ?? KUBEPRISM_PORT;
    this.apiPort = props.apiPort ?? KUBERNETES_API_PORT;
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
   * Adds a physical link that nodes have: by its kernel name, or by what finds it.
   *
   * @param name name in this program, such as `lan`
   * @throws ValidationError `cluster/link-unnamed`, `cluster/link-name`, those of the values
   */
  public addLink(name: string, options: LinkOptions): Link {
    return this.links.physical(name, options);
  }

  /** Adds a VLAN on top of a link, a bond or a bridge, on the same nodes; its interface is `<parent>.<id>`. */
  public addVlan(name: string, options: VlanLinkOptions): Link {
    return this.links.vlan(name, options);
  }

  /** Adds a bond over links, which then have no addresses of their own. It looks at its links every 100 ms where nothing else is said. */
  public addBond(name: string, options: BondLinkOptions): Link {
    return this.links.bond(name, options);
  }

  /** Adds a bridge over links, which then have no addresses of their own. */
  public addBridge(name: string, options: BridgeLinkOptions = {}): Link {
    return this.links.bridge(name, options);
  }

  /** Adds a link without hardware. */
  public addDummy(name: string, options: DummyLinkOptions = {}): Link {
    return this.links.dummy(name, options);
  }

  /** Adds links with a routing table of their own. */
  public addVrf(name: string, options: VrfLinkOptions): Link {
    return this.links.vrf(name, options);
  }

  /** Adds a WireGuard link. Its keys are placeholders in the output, for somebody to fill in. */
  public addWireguard(name: string, options: WireguardLinkOptions): Link {
    return this.links.wireguard(name, options);
  }

  /**
   * Adds what has no property here to the patches: a document (`{ kind: 'RoutingRuleConfig', name: '1000', … }`), or a part of the v1alpha1 document
   * (`{ machine: { sysctls: { … } } }`). It is judged like everything else.
   *
   * @param patch the fields as Talos names them; `apiVersion` of a document may be left out
   * @param nodes machines that it is for. @default - all
   */
  public addPatch(patch: { [key: string]: any }, nodes: NodeSelection = NodeSelection.all()): void {
    this.patches.push({ patch, nodes });
  }

  /** Adds control planes by address; they are named `controlplane-1`, `controlplane-2`, … */
  public addControlPlanes(addresses: string[], options: NodeOptions = {}): ClusterNode[] {
    return addresses.map((address) =>
      this.addNode(
        `controlplane-${this._nodesOf(NodeRole.CONTROL_PLANE).length + 1}`,
        NodeRole.CONTROL_PLANE,
        address,
        options,
      ),
    );
  }

  /** Adds workers by address; they are named `worker-1`, `worker-2`, … */
  public addWorkers(addresses: string[], options: NodeOptions = {}): ClusterNode[] {
    return addresses.map((address) =>
      this.addNode(`worker-${this._nodesOf(NodeRole.WORKER).length + 1}`, NodeRole.WORKER, address, options),
    );
  }

  /** Adds one machine. */
  public addNode(name: string, role: NodeRole, address: string, options: NodeOptions = {}): ClusterNode {
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
    const node = ClusterNode._of(name, role, ip, options);
    this.nodeList.push(node);
    return node;
  }

  /** What the minor can do. @internal */
  public get _features(): TalosFeatures {
    return talosFeatures(this.talosVersion);
  }

  /** Links in order of their names. @internal */
  public get _links(): Link[] {
    return this.links.all();
  }

  /** Nodes in order of addition. @internal */
  public get _nodes(): ClusterNode[] {
    return [...this.nodeList];
  }

  /** What was added as it is, in order. @internal */
  public get _patches(): readonly { readonly patch: PlainMap; readonly nodes: NodeSelection }[] {
    return this.patches;
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

  /** What the user said. @internal */
  public get _props(): TalosClusterProps {
    return this.props;
  }

  /** @internal */
  public override _check(): Finding[] {
    const { path } = this.node;
    return [
      ...linkNodeFindings(path, this._links, this._nodes),
      ...linkFormFindings(path, this._links, this.linkFormat === ConfigFormat.DOCUMENTS),
      ...settingFormFindings(this),
    ];
  }
}
