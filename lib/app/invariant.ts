// What must hold of who can reach whom, whatever else changes: judged at every synth, and by `talosnet check` on what synth wrote.
import { Construct, IConstruct } from 'constructs';
import { Boundary } from '../cluster';
import { apiObjectOf, NetworkConstruct, ValidationError } from '../construct';
import { InvariantFacts } from '../facts';
import { Port } from '../policy';
import { portText } from './asked-ports';
import { Endpoint } from './endpoint';

/** Connections that an invariant leaves out; what is not given is not looked at, and something must be given. */
export interface InvariantException {
  /**
   * Connections from one of these.
   *
   * @default - from anywhere
   */
  readonly from?: Endpoint[];
  /**
   * Connections to one of these.
   *
   * @default - to anywhere
   */
  readonly to?: Endpoint[];
  /**
   * Connections on one of these.
   *
   * @default - on every port
   */
  readonly on?: Port[];
  /**
   * Connections that come through this Gateway: a `Gateway`, or an ApiObject of that kind.
   *
   * @default - on whatever way
   */
  readonly through?: IConstruct;
}

/** What an invariant is about. */
export interface InvariantOptions {
  /** Where the connections begin: any of these. */
  readonly from: Endpoint[];
  /** Where they end: any of these. */
  readonly to: Endpoint[];
  /**
   * The ports, of the containers. `Invariant.always` needs one.
   *
   * @default - every port
   */
  readonly on?: Port[];
  /**
   * Connections that are left out.
   *
   * @default - none
   */
  readonly except?: InvariantException[];
  /**
   * Why, for whoever breaks it.
   *
   * @default - not said
   */
  readonly reason?: string;
}

/**
 * Connections that policy must never, or must always, let through. A broken one is an error of the synth (`invariant/broken`), with one connection that
 * breaks it and the rules that decide; one that names what does not exist is an error too (`invariant/names-nothing`). It makes no object: synth
 * writes it into `cluster.facts`, where `talosnet check` reads it.
 *
 * @example
 * Invariant.never(app, 'prod-private', {
 *   from: [Endpoint.world()],
 *   to: [Endpoint.namespace('production')],
 *   except: [{ through: gateway }],
 * });
 */
export class Invariant extends NetworkConstruct {
  /**
   * Connections that policy must never let through, direct or, from the world, through a Gateway.
   *
   * @param scope the app, its `Cluster`, or a chart of it
   * @param id name of the invariant in findings
   * @throws ValidationError `invariant/options`
   * @throws ValueError `reach/port`
   */
  public static never(scope: Construct, id: string, options: InvariantOptions): Invariant {
    return new Invariant(scope, id, 'never', options);
  }

  /**
   * Connections that policy must always let through: each pair, on each port. What proxies look at there does not count.
   *
   * @param scope the app, its `Cluster`, or a chart of it
   * @param id name of the invariant in findings
   * @throws ValidationError `invariant/options`
   * @throws ValueError `reach/port`
   */
  public static always(scope: Construct, id: string, options: InvariantOptions): Invariant {
    return new Invariant(scope, id, 'always', options);
  }

  /** The invariant as it stands among the facts of the cluster. */
  private readonly stated: InvariantFacts;

  private constructor(scope: Construct, id: string, demand: 'never' | 'always', options: InvariantOptions) {
    super(scope, id);
    if (demand === 'always' && (options.on ?? []).length === 0)
      throw this.wrong('says of no port that it must pass', 'write on: [Port.tcp(443)]');
    const { reason } = options;
    this.stated = { name: id, [demand]: this.text(options), ...(reason === undefined ? {} : { reason }) };
    // Joins the cluster, whose rules ask for it at synth.
    Boundary.of(this);
  }

  /** The invariants of a cluster, in the order of the tree. @internal */
  public static _allOf(boundary: Boundary): Invariant[] {
    return boundary.constructs().filter((construct) => construct instanceof Invariant);
  }

  /** @internal */
  public _facts(): InvariantFacts {
    return this.stated;
  }

  private text({ from, to, on, except = [] }: InvariantOptions): string {
    const parts = [
      `from ${this.ends('from', from)} to ${this.ends('to', to)}`,
      ...(on === undefined ? [] : [`on ${this.ports(on)}`]),
      ...except.map((each) => `except ${this.exception(each)}`),
    ];
    return parts.join(' ');
  }

  private exception({ from, to, on, through }: InvariantException): string {
    const parts = [
      ...(from === undefined ? [] : [`from ${this.ends('except.from', from)}`]),
      ...(to === undefined ? [] : [`to ${this.ends('except.to', to)}`]),
      ...(on === undefined ? [] : [`on ${this.ports(on)}`]),
      ...(through === undefined ? [] : [`through gateway ${this.gateway(through)}`]),
    ];
    if (parts.length === 0)
      throw this.wrong('has an exception that names nothing', 'take it out, or say what it leaves out');
    return parts.join(' ');
  }

  private ends(option: string, ends: readonly Endpoint[]): string {
    if (ends.length === 0) throw this.wrong(`has no end in ${option}`, 'write one, such as Endpoint.world()');
    return ends.map(String).join(', ');
  }

  private ports(ports: readonly Port[]): string {
    if (ports.length === 0) throw this.wrong('has no port in on', 'write one, or leave `on` out for every port');
    return ports.map(portText).join(', ');
  }

  private gateway(construct: IConstruct): string {
    const object = apiObjectOf(construct);
    if (object?.kind !== 'Gateway')
      throw this.wrong(`goes through "${construct.node.path}", which is no Gateway`, 'pass a Gateway');
    return `${object.metadata.namespace ?? 'default'}/${object.name}`;
  }

  private wrong(problem: string, repair: string): ValidationError {
    return new ValidationError(this, 'invariant/options', `the invariant ${problem}`, repair);
  }
}
