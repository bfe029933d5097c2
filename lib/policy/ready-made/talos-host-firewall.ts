// The host firewall of Talos nodes: what of the table of node ports gets in, and nothing else.
import { Construct } from 'constructs';
import { NodePort, nodePorts, PortPeer } from '../../catalogue/node-ports';
import { Boundary, Role, TalosCluster } from '../../cluster';
import { errorAt, Finding, ValidationError, valueAt } from '../../construct';
import { isMap, PlainMap } from '../../manifest';
import { Cidr, Protocol } from '../../net';
import { CiliumClusterwidePolicy } from '../cilium-clusterwide-policy';
import { DefaultDeny } from '../default-deny';
import { Entity } from '../entity';
import { IcmpType } from '../icmp-type';
import { Peer } from '../peer';
import { Port } from '../port';
import { Direction, rulesYaml, stableText } from '../rule';
import { Subject } from '../subject';

/** Label of control planes. Source: Kubernetes, well-known labels; Talos sets it. */
const CONTROL_PLANE = { 'node-role.kubernetes.io/control-plane': '' };

/** Answers of DHCP servers, which the machine asks for before it has an address. */
const DHCP = [Port.udp(68), Port.udp(546)];
/** What a path of the network says: unreachable, too big, time exceeded; echo; and the neighbour discovery of IPv6. */
const ICMP = Port.icmp(
  IcmpType.ping(),
  ...[3, 11].map((type) => IcmpType.v4(type)),
  ...[1, 2, 3, 133, 134, 135, 136].map((type) => IcmpType.v6(type)),
);

/** Properties of a TalosHostFirewall. */
export interface TalosHostFirewallProps {
  /**
   * Networks of the people and tools that reach the Talos and the Kubernetes API. Who is not in them cannot take a mistake back over the network.
   */
  readonly operators: string[];
  /**
   * Networks of the nodes. A machine that joins is no node to Cilium yet, so that its address has to let it in.
   *
   * @default - those of the TalosCluster
   */
  readonly nodeNetworks?: string[];
  /**
   * Name of the two objects, the second with `-control-planes` behind it.
   *
   * @default - the construct id
   */
  readonly name?: string;
}

/**
 * Puts the nodes in default deny for what comes in, and opens the ports that Talos, Kubernetes and Cilium need of each other, ICMP, DHCP answers, and the
 * APIs for operators. What leaves is not touched. Switches the host firewall on. Pods, Services, Gateways and their addresses are not of the
 * nodes; a Gateway or a pod in the network of the node is: open its ports with `allowFrom` on `nodes`.
 *
 * It guards against locking oneself out: without operators and networks of nodes it is refused, and an override that takes one of its rules away is an
 * error (`policy/host-lock-out`). To look first: `cilium-dbg endpoint config <host endpoint> PolicyAuditMode=Enabled` on a node.
 */
export class TalosHostFirewall extends Construct {
  /** The policy on every node. */
  public readonly nodes: CiliumClusterwidePolicy;
  /** The policy on control planes, beside the other. */
  public readonly controlPlanes: CiliumClusterwidePolicy;

  /** @throws ValidationError `policy/host-lock-out`, and the errors of networks */
  public constructor(scope: Construct, id: string, props: TalosHostFirewallProps) {
    super(scope, id);
    const networks = (cidrs: readonly string[]) => cidrs.map((cidr) => valueAt(this, () => Cidr.of(cidr).toString()));
    const operators = networks(props.operators);
    const nodeNetworks = networks(
      props.nodeNetworks ?? (TalosCluster.of(this)?.nodeSubnets ?? []).map((subnet) => subnet.toString()),
    );
    const lockedOut = (who: string, repair: string) =>
      new ValidationError(
        this,
        'policy/host-lock-out',
        `a host firewall without ${who}: nobody gets in any more`,
        repair,
      );
    if (operators.length === 0)
      throw lockedOut('operators', "write the networks that you reach the nodes from: operators: ['192.168.1.0/24']");
    if (nodeNetworks.length === 0)
      throw lockedOut('networks of nodes', "write nodeNetworks: ['192.168.70.0/24'], or describe a TalosCluster");
    const name = props.name ?? id;
    const parties = { operators, nodeNetworks };
    this.nodes = new NodeFirewallPolicy(this, 'nodes', name, 'nodes', parties);
    this.controlPlanes = new NodeFirewallPolicy(
      this,
      'control-planes',
      `${name}-control-planes`,
      'controlplanes',
      parties,
    );
  }
}

/** Who gets in by address. */
interface Parties {
  readonly operators: readonly string[];
  readonly nodeNetworks: readonly string[];
}

/** The policy on one kind of machines. */
class NodeFirewallPolicy extends CiliumClusterwidePolicy {
  public constructor(
    scope: Construct,
    id: string,
    name: string,
    private readonly on: NodePort['on'],
    private readonly parties: Parties,
  ) {
    super(scope, id, {
      subject: Subject.nodes(on === 'nodes' ? {} : CONTROL_PLANE),
      name,
      description:
        on === 'nodes'
          ? 'Only what Talos, Kubernetes and Cilium need of every node gets in, and operators to the Talos API.'
          : 'Beside what every node lets in, only what control planes are for gets in, and operators to the Kubernetes API.',
      defaultDeny: DefaultDeny.INGRESS,
    });
  }

  /** A rule for each peer of the table, with all its ports. @internal */
  protected override _ownIngress(): PlainMap[] {
    const opened = new Map<string, { peer: Peer; ports: Port[] }>();
    for (const { from, protocol, first, last } of this.rows())
      for (const peer of from.flatMap((each) => this.peersOf(each))) {
        const key = stableText(peer._early());
        const { ports } = opened.get(key) ?? opened.set(key, { peer, ports: [] }).get(key)!;
        ports.push(Port.range(protocol as Protocol, first, last));
      }
    const rules = [...opened.values()].flatMap(({ peer, ports }) => this.rule(peer, ports));
    return this.on === 'nodes' ? [...rules, ...this.rule(Peer.entity(Entity.ALL), [...DHCP, ICMP])] : rules;
  }

  /** @internal */
  public override _check(): Finding[] {
    const written = (this._manifests()[0]!.spec as PlainMap).ingress;
    const kept = new Set((Array.isArray(written) ? (written as unknown[]) : []).map(stableText));
    const lost = this._ownIngress().filter((rule) => !kept.has(stableText(rule)));
    return [
      ...super._check(),
      ...(lost.length === 0
        ? []
        : [
            errorAt(
              this.node.path,
              'policy/host-lock-out',
              `an override takes ${lost.length} of the rules away that let in what a node needs`,
              'add rules with allowFrom(...) or denyFrom(...), and leave these',
            ),
          ]),
    ];
  }
  /** The rows of the table for these machines, with what the install of Cilium and KubeSpan of the app add. */
  private rows(): NodePort[] {
    const install = Boundary.of(this).one(Role.PRIMARY_CNI) as { chartValues?: () => PlainMap } | undefined;
    const values = install?.chartValues?.();
    return nodePorts({
      cilium: (path) => path.split('.').reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), values),
      kubeSpan: TalosCluster.of(this)?.kubeSpan !== undefined,
    }).filter(({ on }) => on === this.on);
  }

  /**
   * Who may be control planes is not told from other nodes here: an API server is one to Cilium only after it is up, and etcd is needed for that.
   * What speaks there proves itself by certificates.
   */
  private peersOf(peer: PortPeer): Peer[] {
    const byAddress = (cidrs: readonly string[]) => cidrs.map((cidr) => Peer.cidr(cidr));
    switch (peer) {
      case 'nodes':
      case 'controlplanes':
        return [Peer.remoteNode(), Peer.kubeApiServer(), ...byAddress(this.parties.nodeNetworks)];
      case 'pods':
        return [Peer.anyNamespace()];
      case 'operators':
        return byAddress(this.parties.operators);
      case 'anyone':
        return [Peer.entity(Entity.ALL)];
    }
  }

  private rule(peer: Peer, ports: readonly Port[]): PlainMap[] {
    return rulesYaml(Direction.INGRESS, peer._in(this, undefined), ports);
  }
}
