// Policies that belong together: both sides of a connection, each where its pods are.
import { IConstruct } from 'constructs';
import { ValidationError, valueAt } from '../construct';
import { CiliumPolicy } from './cilium-policy';
import { Connection } from './connection';
import { Party } from './party';
import { Peer } from './peer';
import { Port } from './port';

/** Both sides of a connection. */
export interface ConnectedPolicies {
  /**
   * Lets the one side out. It lives in the chart and namespace of the sender.
   *
   * @default - none, where the sender is a Gateway: policies are not about its proxy
   */
  readonly egress?: CiliumPolicy;
  /**
   * Lets the other side in. It lives in the chart and namespace of the receiver.
   *
   * @default - none, where the receiver is a Gateway or lies outside of the cluster
   */
  readonly ingress?: CiliumPolicy;
}

/** What an object of a connection is made for: a second pair under the same name would overwrite it. */
interface Pair {
  readonly from: IConstruct;
  readonly to: IConstruct | undefined;
}

const pairs = new WeakMap<CiliumPolicy, Pair>();

/** Helpers that write more than one policy. */
export class Policies {
  /**
   * Lets one end reach another: an egress rule for the sender and an ingress rule for the receiver, in the objects `<from>-to-<to>` and
   * `<to>-from-<from>`. Called again for the same pair it adds to them. HTTP requests and server names are looked at where they arrive,
   * names that are looked up where they leave; where a port ends TLS or has a listener, all is looked at where it leaves.
   *
   * @param from a workload, a Service (the pods behind it), or a Gateway (its proxy, which is one for all Gateways)
   * @param to a workload, a Service or a Gateway
   * @param ports ports of the receiving containers; where the receiver is a Service, single numbers are ports of the Service. Without any all
   * ports of a Service; else all ports, and ICMP
   * @throws ValidationError `policy/connect-name` if two pairs would share an object, `policy/connect-party` for what is no end
   */
  public static connect(from: IConstruct, to: IConstruct, ...ports: Port[]): ConnectedPolicies {
    const [sender, receiver] = [Party.of(from), Party.of(to)];
    const inside = receiver.portsOf(ports);
    const pair = { from, to };
    const egress = side(sender, sideName(sender, 'to', receiver), pair, [sender, receiver]);
    const ingress = side(receiver, sideName(receiver, 'from', sender), pair, [sender, receiver]);
    // The proxy of a Gateway is reached on ports of its own, which no policy names.
    egress?.allowTo(receiver.peer, ...(receiver.subject === undefined ? [] : inside.map((port) => port._leaving())));
    ingress?.allowFrom(sender.peer, ...inside.map((port) => port._arriving()));
    return { ...(egress === undefined ? {} : { egress }), ...(ingress === undefined ? {} : { ingress }) };
  }

  /**
   * Lets a workload reach names outside of the cluster, in the object `<from>-to-world`. Called again for the same workload it adds to it.
   *
   * @param from a workload, or a Service (the pods behind it)
   * @param names `api.example.com`, or patterns such as `*.example.com`
   * @param ports ports of the servers; without any all
   * @throws ValidationError `policy/empty-list`, `policy/connect-party`
   */
  public static connectToNames(from: IConstruct, names: string[], ...ports: Port[]): CiliumPolicy {
    const sender = Party.of(from);
    const egress = side(sender, `${sender.name}-to-world`, { from, to: undefined }, [sender]);
    if (egress === undefined || names.length === 0)
      throw new ValidationError(
        from,
        names.length === 0 ? 'policy/empty-list' : 'policy/connect-party',
        names.length === 0 ? 'names is an empty list' : 'the proxy of Gateways reaches no names outside of the cluster',
        names.length === 0 ? 'name whom it may reach' : 'pass a workload or a Service',
      );
    for (const name of names)
      egress.allowTo(
        valueAt(from, () => (name.includes('*') ? Peer.fqdnPattern(name) : Peer.fqdn(name))),
        ...ports,
      );
    return egress;
  }

  /**
   * A whole table of connections, each as `connect` and `connectToNames` write it. The order of lines never shows, and one line more or
   * less is one object more or less on each side.
   *
   * @throws ValidationError `policy/connect-party` for a line that leads nowhere, and the errors of `connect` and `connectToNames`
   */
  public static connectAll(connections: Connection[]): void {
    for (const { from, to, toNames, ports = [] } of connections) {
      if (to === undefined && toNames === undefined)
        throw new ValidationError(from, 'policy/connect-party', 'a connection to nobody', 'write to or toNames');
      if (to !== undefined) Policies.connect(from, to, ...ports);
      if (toNames !== undefined) Policies.connectToNames(from, toNames, ...ports);
    }
  }

  private constructor() {}
}

function sideName(own: Party, word: string, other: Party): string {
  const elsewhere = own.namespace === other.namespace ? '' : `.${other.namespace}`;
  return `${own.name}-${word}-${other.name}${elsewhere}`;
}

/** The policy of one side, made once; none where policies cannot be about it. */
function side(own: Party, name: string, pair: Pair, parties: readonly Party[]): CiliumPolicy | undefined {
  const { subject, chart } = own;
  if (subject === undefined) return undefined;
  const existing = chart.node.tryFindChild(name);
  if (existing === undefined) {
    const policy = new CiliumPolicy(chart, name, { subject });
    pairs.set(policy, pair);
    return policy;
  }
  const known = existing instanceof CiliumPolicy ? pairs.get(existing) : undefined;
  if (known?.from !== pair.from || known.to !== pair.to) {
    throw new ValidationError(
      existing,
      'policy/connect-name',
      `"${name}" is taken, and ${parties.map(({ construct }) => construct.node.path).join(' to ')} needs it`,
      'write the two policies as CiliumPolicy with names of your own',
    );
  }
  return existing as CiliumPolicy;
}
