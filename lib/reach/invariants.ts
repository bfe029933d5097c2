// Whether claims hold: the first connection that breaks one, direct or through a Gateway.
import { Claim, ClaimedPorts, End, Flows } from './claim';
import { ConnectionSet, Span } from './connections';
import { Ends, isOutside, MissingEnd } from './ends';
import { explain, Explained } from './explain';
import { Exposed } from './exposed';
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

/** A world in which claims are judged. @internal */
export interface ClaimWorld {
  readonly reach: Reachability;
  readonly exposed: readonly Exposed[];
  readonly namespaces: readonly string[];
}

/** Judges one claim. @internal */
export function judgeClaim(demand: Demand, claim: Claim, world: ClaimWorld): Outcome {
  const ends = new Ends(world.reach, world.namespaces);
  const judge = new Judge(demand, claim, world, ends);
  const breach = judge.direct() ?? (demand === 'never' ? judge.throughGateways() : undefined);
  return { missing: missingOf(claim, ends, world.exposed), ...(breach === undefined ? {} : { breach }) };
}

/** Ends and Gateways of a claim that are not there; what is excepted counts too, as it excepts nothing. */
function missingOf({ from, to, except }: Claim, ends: Ends, exposed: readonly Exposed[]): MissingEnd[] {
  const named = [...from, ...to, ...except.flatMap((flows) => [...(flows.from ?? []), ...(flows.to ?? [])])];
  const gateways = except.flatMap(({ through }) => (through === undefined ? [] : [through]));
  return [
    ...ends.missing(named),
    ...gateways.filter((name) => !exposed.some(({ gateway }) => isNamed(gateway, name))).map(missingGateway),
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

/** A Gateway by its namespace and name, or by its name alone. */
function isNamed(gateway: string, name: string): boolean {
  return gateway === name || gateway.endsWith(`/${name}`);
}

interface Connection {
  readonly protocol: string;
  readonly port: number;
}

/** What is excepted, with its parties looked up. */
interface Excepted {
  readonly from?: ReadonlySet<number>;
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
    private readonly world: ClaimWorld,
    private readonly ends: Ends,
  ) {
    this.from = ends.parties(claim.from);
    this.to = ends.parties(claim.to);
    this.except = claim.except.map((flows) => this.excepted(flows));
  }

  private excepted({ from, to, on, through }: Flows): Excepted {
    const set = (list: readonly End[]) => new Set(this.ends.parties(list));
    return {
      ...(from === undefined ? {} : { from: set(from) }),
      ...(to === undefined ? {} : { to: set(to) }),
      ...(on === undefined ? {} : { on }),
      ...(through === undefined ? {} : { through }),
    };
  }

  /** The first pair, in the order of the parties, with a connection that breaks the claim. */
  public direct(): Breach | undefined {
    const { reach } = this.world;
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
    const { reach, exposed } = this.world;
    const { parties } = reach;
    const proxy = reach.find('ingress')!;
    const targets = new Set(this.to);
    const outside = this.from.filter((party) => parties[party]!.kind === 'world');
    for (const { gateway, listener, service, port } of outside.length === 0 ? [] : exposed) {
      const match = this.ends.find({ kind: 'service', name: service });
      if (!('parties' in match)) continue;
      for (const to of match.parties.filter((party) => targets.has(party))) {
        const there = match.port?.(to, port, 'TCP');
        if (there === undefined) continue;
        const behind = reach.connections(proxy, to).at('TCP', there);
        if (!passes(behind)) continue;
        for (const from of outside) {
          const before = reach.connections(from, proxy).at('TCP', listener);
          if (!passes(before) || this.wanted(from, to, gateway).at('TCP', there) === undefined) continue;
          return {
            ...{ from: parties[from]!.id, to: parties[to]!.id, protocol: 'TCP', port: there, gateway },
            ...{ connections: `TCP ${there}`, certain: isCertain(before) && isCertain(behind) },
            steps: [explain(reach, from, proxy, 'TCP', listener), explain(reach, proxy, to, 'TCP', there)],
          };
        }
      }
    }
    return undefined;
  }

  /** The connections that the claim is about, between two parties: all it names without what it excepts. */
  private wanted(from: number, to: number, gateway: string | undefined): ConnectionSet {
    const applied = this.except.filter(
      (each) =>
        each.from?.has(from) !== false &&
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
