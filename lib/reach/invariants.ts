// Whether claims hold: the first connection that breaks one, direct or through a Gateway.
import { Claim, ClaimedPorts, End, Flows } from './claim';
import { ConnectionSet, Span } from './connections';
import { Ends, isOutside, MissingEnd } from './ends';
import { explain, Explained } from './explain';
import { gatewayNames, GatewayWay, gatewayWays, isNamed } from './gateways';
import { Party } from './parties';
import { Reachability } from './reachability';

/** Whether connections may never be let through, or always must be. @internal */
export type Demand = 'never' | 'always';

/** A connection that breaks a claim. @internal */
export interface Breach {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** Port of the backend; type for ICMP. */
  readonly port: number;
  /** Everything that goes from one to the other. */
  readonly connections: string;
  /** `namespace/name` of the Gateway that it goes through. @default - it is direct */
  readonly gateway?: string;
  /** False where chance, or something that is not in the input, decides whether it passes. */
  readonly certain: boolean;
  /** The connection, or its two halves where a Gateway stands between. */
  readonly steps: readonly Explained[];
}

/** What becomes of a claim. @internal */
export interface Outcome {
  readonly breach?: Breach;
  readonly missing: readonly MissingEnd[];
}

/** Judges one claim. @internal */
export function judgeClaim(demand: Demand, claim: Claim, reach: Reachability): Outcome {
  const ends = new Ends(reach);
  const judge = new Judge(demand, claim, reach, ends);
  const breach = judge.direct() ?? judge.outOfGateways() ?? (demand === 'never' ? judge.throughGateways() : undefined);
  return { missing: missingOf(claim, ends, reach), ...(breach === undefined ? {} : { breach }) };
}

/** Ends and Gateways of a claim that are not there; what is excepted counts too, as it excepts nothing. */
function missingOf({ from, to, except }: Claim, ends: Ends, reach: Reachability): MissingEnd[] {
  const named = [...from, ...to, ...except.flatMap((flows) => [...(flows.from ?? []), ...(flows.to ?? [])])];
  const through = except.flatMap(({ through: name }) => (name === undefined ? [] : [name]));
  const known = gatewayNames(reach);
  return [
    ...ends.missing(named),
    ...through.filter((name) => !known.some((gateway) => isNamed(gateway, name))).map(missingGateway),
  ];
}

function missingGateway(name: string): MissingEnd {
  const [namespace, rest] = name.split('/', 2);
  return {
    ...{ end: `gateway ${name}`, near: false, problem: `no gateway "${name}" delivers to a Service` },
    repair: 'write namespace/name of a Gateway that has routes, or take the exception out',
    ...(rest === undefined ? {} : { namespace: namespace! }),
  };
}

interface Connection {
  readonly protocol: string;
  readonly port: number;
}

/** What is excepted, with its parties looked up. */
interface Excepted {
  readonly from?: ReadonlySet<number>;
  /** Gateways among its sources. */
  readonly gateways?: readonly string[];
  readonly to?: ReadonlySet<number>;
  readonly on?: readonly ClaimedPorts[];
  readonly through?: string;
}

class Judge {
  private readonly from: readonly number[];
  private readonly to: readonly number[];
  private readonly except: readonly Excepted[];
  /** Connections that the claim is about, by the exceptions that apply. */
  private readonly sets = new Map<string, ConnectionSet>();

  public constructor(
    private readonly demand: Demand,
    private readonly claim: Claim,
    private readonly reach: Reachability,
    private readonly ends: Ends,
  ) {
    this.from = ends.parties(claim.from);
    this.to = ends.parties(claim.to);
    this.except = claim.except.map((flows) => this.excepted(flows));
  }

  private excepted({ from, to, on, through }: Flows): Excepted {
    const set = (list: readonly End[]) => new Set(this.ends.parties(list));
    return {
      ...(from === undefined ? {} : { from: set(from), gateways: this.ends.gateways(from) }),
      ...(to === undefined ? {} : { to: set(to) }),
      ...(on === undefined ? {} : { on }),
      ...(through === undefined ? {} : { through }),
    };
  }

  /** The first pair, in the order of the parties, with a connection that breaks the claim. */
  public direct(): Breach | undefined {
    const { reach } = this;
    const { parties } = reach;
    for (const from of this.from) {
      // Nothing is known of connections that a name would open.
      if (parties[from]!.kind === 'name') continue;
      for (const to of this.to) {
        if (from === to || (isOutside(parties[from]!) && isOutside(parties[to]!))) continue;
        const set = reach.connections(from, to);
        const wanted = this.wanted(from, to, undefined);
        const found = this.demand === 'never' ? unwanted(set, wanted, parties[to]!) : lacking(set, wanted);
        if (found === undefined) continue;
        const { protocol, port } = found;
        const steps = [explain(reach, from, to, protocol, port)];
        const certain = this.demand === 'always' || isCertain(set.at(protocol, port));
        return {
          ...{ from: parties[from]!.id, to: parties[to]!.id, protocol, port },
          ...{ connections: set.toString(), certain, steps },
        };
      }
    }
    return undefined;
  }

  /** The first connection from the world that a Gateway lets in: to the proxy, and from there to a backend. */
  public throughGateways(): Breach | undefined {
    const { reach } = this;
    const outside = this.from.filter((party) => reach.parties[party]!.kind === 'world');
    for (const way of outside.length === 0 ? [] : this.ways()) {
      const behind = way.connections.at('TCP', way.port);
      // A stream keeps its source, and is a direct connection to policy.
      if (way.source !== reach.find('ingress') || !passes(behind)) continue;
      for (const from of outside) {
        const listener = way.ports.find((port) => passes(reach.connections(from, way.source).at('TCP', port)));
        if (listener === undefined || this.wanted(from, way.target, way.gateway).at('TCP', way.port) === undefined)
          continue;
        const before = reach.connections(from, way.source).at('TCP', listener);
        return this.breach(reach.parties[from]!.id, way, isCertain(before) && isCertain(behind), [
          explain(reach, from, way.source, 'TCP', listener),
          explain(reach, way.source, way.target, 'TCP', way.port),
        ]);
      }
    }
    return undefined;
  }

  /** The first connection of a Gateway that the claim names to one of its own backends that breaks the claim. */
  public outOfGateways(): Breach | undefined {
    const { reach } = this;
    for (const gateway of this.ends.gateways(this.claim.from))
      for (const way of this.ways().filter((each) => each.gateway === gateway)) {
        const protocol = way.protocol === 'UDP' ? 'UDP' : 'TCP';
        if (this.wanted(way.source, way.target, gateway).at(protocol, way.port) === undefined) continue;
        const span = way.connections.at(protocol, way.port);
        if (passes(span) !== (this.demand === 'never')) continue;
        const certain = this.demand === 'always' || isCertain(span);
        const steps = [explain(reach, way.source, way.target, protocol, way.port)];
        return this.breach(reach.parties[way.source]!.id, way, certain, steps);
      }
    return undefined;
  }

  /** Ways to the targets of the claim. */
  private ways(): GatewayWay[] {
    const targets = new Set(this.to);
    return gatewayWays(this.reach).filter(({ target }) => targets.has(target));
  }

  private breach(from: string, way: GatewayWay, certain: boolean, steps: readonly Explained[]): Breach {
    const protocol = way.protocol === 'UDP' ? 'UDP' : 'TCP';
    return {
      ...{ from, to: this.reach.parties[way.target]!.id, protocol, port: way.port, gateway: way.gateway },
      ...{ connections: `${protocol} ${way.port}`, certain, steps },
    };
  }

  /** The connections that the claim is about, between two parties: all it names without what it excepts. */
  private wanted(from: number, to: number, gateway: string | undefined): ConnectionSet {
    const applied = this.except.filter(
      (each) =>
        (each.from === undefined || each.from.has(from) || isOneOf(each.gateways, gateway)) &&
        each.to?.has(to) !== false &&
        (each.through === undefined || (gateway !== undefined && isNamed(gateway, each.through))),
    );
    const key = applied.map((each) => this.except.indexOf(each)).join(' ');
    let set = this.sets.get(key);
    if (set === undefined) {
      set = applied.reduce((left, { on }) => left.without(setOf(on)), setOf(this.claim.on));
      this.sets.set(key, set);
    }
    return set;
  }
}

function isOneOf(names: readonly string[] | undefined, gateway: string | undefined): boolean {
  return gateway !== undefined && names?.includes(gateway) === true;
}

/** A connection that a set lets through although nobody wants it; a port that the target declares before any other. */
function unwanted(set: ConnectionSet, unwantedOnes: ConnectionSet, target: Party): Connection | undefined {
  const both = set.intersect(unwantedOnes);
  const declared = (target.workload?.ports ?? []).find(({ protocol = 'TCP', port }) => passes(both.at(protocol, port)));
  if (declared !== undefined) return { protocol: declared.protocol ?? 'TCP', port: declared.port };
  for (const protocol of both.protocols()) {
    const span = both.of(protocol).find(passes);
    if (span !== undefined) return { protocol, port: span.first };
  }
  return undefined;
}

/** A connection that is wanted and that a set does not let through. */
function lacking(set: ConnectionSet, wanted: ConnectionSet): Connection | undefined {
  for (const protocol of wanted.protocols())
    for (const { first, last } of wanted.of(protocol)) {
      let port = first;
      for (
        let span = set.at(protocol, port);
        span !== undefined && passes(span) && port <= last;
        span = set.at(protocol, port)
      )
        port = span.last + 1;
      if (port <= last) return { protocol, port };
    }
  return undefined;
}

/** True if anything passes: a proxy in between that lets nothing through is as good as a deny. What nobody can decide counts as passing. */
function passes(span: Span | undefined): boolean {
  return span !== undefined && span.through.every(({ proxy, rules }) => proxy === 'undecided' || rules.length > 0);
}

/** True if it is certain that something passes. */
function isCertain(span: Span | undefined): boolean {
  return span?.through.every(({ proxy }) => proxy !== 'undecided') === true;
}

function setOf(on: readonly ClaimedPorts[] | undefined): ConnectionSet {
  if (on === undefined) return ConnectionSet.ALL;
  const parts = new Map<string, Span[]>();
  for (const { protocol, first, last } of on)
    parts.set(protocol, [...(parts.get(protocol) ?? []), { first, last, through: [] }]);
  return ConnectionSet.of(parts);
}
