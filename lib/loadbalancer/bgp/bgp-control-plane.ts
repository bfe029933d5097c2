// The BGP speakers of the nodes: CiliumBGPClusterConfig, its peers, and what single nodes do otherwise.
import { Construct } from 'constructs';
import { CiliumBgpClusterConfig, CiliumBgpNodeConfigOverride } from '../../../imports/cilium.io';
import { Boundary, Feature, NodeSelection, TalosCluster } from '../../cluster';
import { errorAt, Finding, NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkObjectName, PlainMap } from '../../manifest';
import { IpAddress, IpFamily, ValueError } from '../../net';
import { announcingNodes } from '../announcing-nodes';
import { BgpPeer, checkAsn } from './bgp-peer';
import { BgpNodeOptions, BgpPeerOptions } from './bgp-peer-options';

/** Properties of a BgpControlPlane. */
export interface BgpControlPlaneProps {
  /** Number of the nodes' autonomous system, 1 to 4294967295. */
  readonly localAsn: number;
  /**
   * Nodes that speak BGP. A node of two control planes keeps the older one's sessions only.
   *
   * @default - all nodes
   */
  readonly nodes?: NodeSelection;
  /**
   * Port on which the nodes listen. Without one they call, and nobody can call them.
   *
   * @default - none
   */
  readonly localPort?: number;
  /**
   * Name of the objects.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Announces addresses of Services and networks of pods to routers, by BGP (cilium.io/v2, Cilium 1.18). Switches the BGP control plane on.
 *
 * ```ts
 * new BgpControlPlane(network, 'bgp', { localAsn: 64512, nodes: NodeSelection.workers() })
 *   .addPeer('router', { address: '192.168.70.1', asn: 64500 })
 *   .advertise(BgpAdvertisement.loadBalancerIps());
 * ```
 */
export class BgpControlPlane extends NetworkConstruct {
  /** Name of the objects, and of the only instance. */
  public readonly name: string;
  private readonly props: BgpControlPlaneProps;
  private readonly nodes: NodeSelection;
  private readonly peers: BgpPeer[] = [];
  private readonly overrides: { readonly node: string; readonly peers: readonly string[] }[] = [];

  /** @throws ValidationError `loadbalancer/bgp-asn`, `loadbalancer/bgp-port` */
  public constructor(scope: Construct, id: string, props: BgpControlPlaneProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.props = props;
    this.nodes = props.nodes ?? NodeSelection.all();
    valueAt(this, () => [checkAsn(props.localAsn), checkLocalPort(props.localPort)]);
    const reason = 'addresses are announced by BGP';
    Boundary.of(this).require(() => [{ feature: Feature.BGP_CONTROL_PLANE, by: this, reason }]);
    this._emit('Default', {
      type: CiliumBgpClusterConfig,
      name: this.name,
      body: () => ({ spec: this.spec() }),
    });
  }

  /**
   * Adds a router that the nodes speak to.
   *
   * @param name name of the peer, once within the control plane
   * @returns the peer, to say what is announced to it
   * @throws ValidationError `loadbalancer/bgp-peer`, `loadbalancer/bgp-asn`, `loadbalancer/bgp-timers`, `net/ip-invalid`
   */
  public addPeer(name: string, options: BgpPeerOptions): BgpPeer {
    valueAt(this, () => checkObjectName('CiliumBGPPeerConfig', `${this.name}-${name}`));
    if (this.peers.some((peer) => peer.name === name))
      throw new ValidationError(
        this,
        'loadbalancer/bgp-peer',
        `two peers named "${name}"`,
        'give each peer its own name',
      );
    const peer = BgpPeer._of(this, name, this.name, options);
    this.peers.push(peer);
    return peer;
  }

  /**
   * Says what one node does otherwise (CiliumBGPNodeConfigOverride, named as the node).
   *
   * @throws ValidationError `loadbalancer/bgp-node`, `loadbalancer/bgp-asn`, `loadbalancer/bgp-port`, `net/ip-invalid`
   */
  public overrideNode(node: string, options: BgpNodeOptions): void {
    const { routerId, localAsn, localPort, localAddresses = {} } = options;
    valueAt(this, () => {
      checkObjectName('Node', node);
      if (localAsn !== undefined) checkAsn(localAsn);
      checkLocalPort(localPort);
      Object.values(localAddresses).forEach((address) => IpAddress.of(address));
      if (routerId !== undefined && IpAddress.of(routerId).family !== IpFamily.IPV4)
        throw new ValueError(
          'loadbalancer/bgp-node',
          `not a router id: "${routerId}"`,
          'write it like an IPv4 address',
        );
    });
    if (this.node.tryFindChild(`node-${node}`) !== undefined)
      throw new ValidationError(
        this,
        'loadbalancer/bgp-node',
        `node "${node}" twice`,
        'say all of the node in one call',
      );
    const own = {
      name: this.name,
      ...(localAsn === undefined ? {} : { localASN: localAsn }),
      ...(localPort === undefined ? {} : { localPort }),
      ...(routerId === undefined ? {} : { routerID: routerId }),
    };
    const peers = Object.entries(localAddresses).map(([name, localAddress]) => ({ name, localAddress }));
    this._emit(`node-${node}`, {
      type: CiliumBgpNodeConfigOverride,
      name: node,
      body: () => ({ spec: { bgpInstances: [{ ...own, ...(peers.length === 0 ? {} : { peers }) }] } }),
    });
    this.overrides.push({ node, peers: Object.keys(localAddresses) });
  }

  /** @internal */
  public override _check(): Finding[] {
    const at = (code: string, problem: string, repair: string) => errorAt(this.node.path, code, problem, repair);
    const cluster = TalosCluster.of(this);
    const names = cluster?._nodes.map(({ name }) => name) ?? [];
    const wanted = [...(this.nodes._names ?? []), ...this.overrides.map(({ node }) => node)];
    const strangers = names.length === 0 ? [] : [...new Set(wanted)].filter((name) => !names.includes(name));
    const unknownPeers = this.overrides.flatMap(({ node, peers }) =>
      peers.filter((peer) => !this.peers.some(({ name }) => name === peer)).map((peer) => ({ node, peer })),
    );
    return [
      ...super._check(),
      ...(this.peers.length === 0
        ? [at('loadbalancer/bgp-peer', 'a control plane without a peer', "call addPeer('router', { address, asn })")]
        : []),
      ...strangers.map((name) =>
        at('loadbalancer/bgp-node', `${cluster!.node.path} has no node "${name}"`, `write one of: ${names.join(', ')}`),
      ),
      ...unknownPeers.map(({ node, peer }) =>
        at(
          'loadbalancer/bgp-node',
          `node "${node}" has an address for peer "${peer}", which is not there`,
          `write one of: ${this.peers.map(({ name }) => name).join(', ')}`,
        ),
      ),
    ];
  }

  private spec(): PlainMap {
    const { selector } = announcingNodes(TalosCluster.of(this), [], [], this.nodes);
    const { localAsn, localPort } = this.props;
    return {
      ...(selector === undefined ? {} : { nodeSelector: selector }),
      bgpInstances: [
        {
          name: this.name,
          localASN: localAsn,
          ...(localPort === undefined ? {} : { localPort }),
          peers: this.peers.map((peer) => peer._spec()),
        },
      ],
    };
  }
}

function checkLocalPort(port: number | undefined): void {
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535))
    throw new ValueError(
      'loadbalancer/bgp-port',
      `not a port: ${port}`,
      'write 1 to 65535; 179 needs a capability that agents do not have',
    );
}
