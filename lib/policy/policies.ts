// Policies that belong together: both sides of a connection, each where its pods are.
import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ValidationError, WorkloadView } from '../construct';
import { CiliumPolicy } from './cilium-policy';
import { Peer } from './peer';
import { Port } from './port';
import { Subject } from './subject';

/** Both sides of a connection. */
export interface ConnectedPolicies {
  /** Lets the one side out. It lives in the chart and namespace of the sender. */
  readonly egress: CiliumPolicy;
  /** Lets the other side in. It lives in the chart and namespace of the receiver. */
  readonly ingress: CiliumPolicy;
}

const pairs = new WeakMap<CiliumPolicy, { from: IConstruct; to: IConstruct }>();

/** Helpers that write more than one policy. */
export class Policies {
  /**
   * Lets one workload reach another: an egress rule for the sender and an ingress rule for the receiver, in the objects
   * `<from>-to-<to>` and `<to>-from-<from>`. Called again for the same pair it adds to them. HTTP requests and server names are looked at
   * where they arrive, names that are looked up where they leave.
   *
   * @param from workload that connects
   * @param to workload that is connected to
   * @param ports ports of the receiving containers (a Service's targetPort); without any all ports, and ICMP
   * @throws ValidationError `policy/connect-name` if two pairs would share an object
   */
  public static connect(from: IConstruct, to: IConstruct, ...ports: Port[]): ConnectedPolicies {
    const sender = WorkloadView.of(from, from);
    const receiver = WorkloadView.of(to, to);
    const names = (
      own: IConstruct,
      ownView: WorkloadView,
      word: string,
      other: IConstruct,
      otherView: WorkloadView,
    ) => {
      const elsewhere = ownView.namespace === otherView.namespace ? '' : `.${otherView.namespace}`;
      return `${nameOf(own)}-${word}-${nameOf(other)}${elsewhere}`;
    };
    const egress = side(from, names(from, sender, 'to', to, receiver), { from, to });
    const ingress = side(to, names(to, receiver, 'from', from, sender), { from, to });
    egress.allowTo(Peer.workload(to), ...ports.map((port) => port._leaving()));
    ingress.allowFrom(Peer.workload(from), ...ports.map((port) => port._arriving()));
    return { egress, ingress };
  }

  private constructor() {}
}

/** The policy of one side; `from` is told from `to` by whose chart the name is made for. */
function side(own: IConstruct, name: string, pair: { from: IConstruct; to: IConstruct }): CiliumPolicy {
  const chart = Chart.of(own);
  const existing = chart.node.tryFindChild(name);
  if (existing === undefined) {
    const policy = new CiliumPolicy(chart, name, { subject: Subject.workload(own) });
    pairs.set(policy, pair);
    return policy;
  }
  const known = existing instanceof CiliumPolicy ? pairs.get(existing) : undefined;
  if (known?.from !== pair.from || known.to !== pair.to) {
    throw new ValidationError(
      existing,
      'policy/connect-name',
      `"${name}" is taken, and ${pair.from.node.path} to ${pair.to.node.path} needs it`,
      'write the two policies as CiliumPolicy with names of your own',
    );
  }
  return existing as CiliumPolicy;
}

/** The id path of a workload in its chart as part of an object's name. */
function nameOf(workload: IConstruct): string {
  const chart = Chart.of(workload).node.path;
  const inside = workload.node.path.slice(chart === '' ? 0 : chart.length + 1);
  return inside
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
