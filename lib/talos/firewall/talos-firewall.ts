// The ingress firewall of the machines: what it lets in follows from what runs in the cluster.
import { Construct, IConstruct } from 'constructs';
import { Boundary, NodeSelection, Role, TalosCluster } from '../../cluster';
import { NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkObjectName } from '../../manifest';
import { Cidr, Protocol } from '../../net';
import { derivedOpenings, everybody, FirewallOpening } from './opening';

/** What the firewall does with what no rule names. */
export enum FirewallAction {
  /** Lets it in; a rule then closes its ports to all others than its networks. */
  ACCEPT = 'accept',
  /** Drops it. */
  BLOCK = 'block',
}

/** Properties of a TalosFirewall. */
export interface TalosFirewallProps {
  /** @default FirewallAction.BLOCK */
  readonly defaultAction?: FirewallAction;
  /**
   * Networks that people and their tools reach the Talos and Kubernetes APIs from. Whoever leaves out the network that they sit in has locked
   * themselves out.
   *
   * @default - everywhere: both APIs ask for certificates
   */
  readonly operators?: string[];
  /** Networks that the nodes of other sites come from, for KubeSpan. @default - everywhere: the mesh asks for keys */
  readonly kubeSpanPeers?: string[];
}

/** A further opening. */
export interface FirewallOpeningOptions {
  /** Ports and ranges: `['9100']`, `['30000-32767']`. */
  readonly ports: string[];
  /** Networks that get in. @default - the networks of the nodes */
  readonly from?: string[];
  /** Networks within those that do not get in, at most one in each. @default - none */
  readonly except?: string[];
  /** @default Protocol.TCP */
  readonly protocol?: Protocol;
  /** @default NodeSelection.all() */
  readonly nodes?: NodeSelection;
}

/**
 * The ingress firewall of the machines. Without further words it blocks what nobody needs: rules for Talos and Kubernetes, for KubeSpan where the
 * cluster has it, and for Cilium by the values of its install are made from the same table by which `talosnet check` judges a firewall.
 *
 * A rule never closes what comes over `lo`, `kubespan` and `siderolink`, ICMP (5 packets a second), packets between pods, and Services that Cilium
 * handles: LoadBalancer, NodePort and external addresses pass before the firewall sees them (siderolabs/talos#12955). For those see
 * `loadBalancerSourceRanges`. `TalosHostFirewall` says the same as a policy of Cilium about the nodes.
 */
export class TalosFirewall extends NetworkConstruct {
  /** The firewall of the cluster that a construct is in, or undefined. */
  public static of(scope: IConstruct): TalosFirewall | undefined {
    return Boundary.of(scope).one(Role.TALOS_FIREWALL) as TalosFirewall | undefined;
  }

  /** What happens to the rest. */
  public readonly defaultAction: FirewallAction;
  private readonly props: TalosFirewallProps;
  private readonly further: FirewallOpening[] = [];

  /** @throws ValidationError `net/cidr-invalid`, `net/cidr-host-bits` */
  public constructor(scope: Construct, id: string, props: TalosFirewallProps = {}) {
    super(scope, id);
    this.props = props;
    this.defaultAction = props.defaultAction ?? FirewallAction.BLOCK;
    for (const text of [...(props.operators ?? []), ...(props.kubeSpanPeers ?? [])]) valueAt(this, () => Cidr.of(text));
    Boundary.of(this).register(Role.TALOS_FIREWALL, this);
  }

  /**
   * Lets networks in to ports of the nodes, for what this library cannot know: an exporter on the host, a storage daemon.
   *
   * @param name of the rule, a DNS label of its own
   * @throws ValidationError `talos/firewall-port`, `talos/firewall-name`, those of names and networks
   */
  public open(name: string, options: FirewallOpeningOptions): this {
    valueAt(this, () => checkObjectName('Namespace', name));
    if (this.further.some((opening) => opening.name === name))
      throw new ValidationError(
        this,
        'talos/firewall-name',
        `two rules named "${name}"`,
        'give each rule a name of its own: Talos merges rules of one name',
      );
    const { protocol = Protocol.TCP } = options;
    if (protocol !== Protocol.TCP && protocol !== Protocol.UDP)
      throw new ValidationError(
        this,
        'talos/firewall-port',
        `a rule for ${protocol}`,
        'write Protocol.TCP or Protocol.UDP: the firewall of Talos knows no other ports',
      );
    for (const port of options.ports)
      if (!isPorts(port))
        throw new ValidationError(
          this,
          'talos/firewall-port',
          `not a port or a range of ports: "${port}"`,
          'write numbers from 1 to 65535, such as "9100" or "30000-32767"',
        );
    for (const text of [...(options.from ?? []), ...(options.except ?? [])]) valueAt(this, () => Cidr.of(text));
    this.further.push({
      name,
      nodes: options.nodes ?? NodeSelection.all(),
      protocol,
      ports: options.ports,
      from: options.from ?? [],
      except: options.except,
      what: name,
    });
    return this;
  }

  /** Everything that is let in, derived and further. Complete once all constructs of the app exist; empty without a TalosCluster. */
  public openings(): FirewallOpening[] {
    const cluster = TalosCluster.of(this);
    if (cluster === undefined) return [];
    const everyone = everybody(cluster);
    const { operators = everyone, kubeSpanPeers = everyone } = this.props;
    const further = this.further.map((opening) =>
      opening.from.length > 0 ? opening : { ...opening, from: cluster.nodeSubnets.map(String) },
    );
    const names = new Set(further.map(({ name }) => name));
    return [
      // Who states a rule of this name knows better.
      ...derivedOpenings(cluster, Boundary.of(this), { operators, kubeSpanPeers }).filter(
        ({ name }) => !names.has(name),
      ),
      ...further,
    ];
  }
}

function isPorts(text: string): boolean {
  const [, low, high] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [from, to] = [Number(low), Number(high ?? low)];
  return from >= 1 && from <= to && to <= 65535;
}
