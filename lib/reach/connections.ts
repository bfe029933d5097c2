// Sets of connections: intervals of ports for each protocol, with what proxies look at.
import { Restriction } from '../models/agent/verdict';

/** An interval of ports, or of types of ICMP. @internal */
export interface Span {
  readonly first: number;
  readonly last: number;
  /** Proxies that stand between, the one of the source first; none if empty. */
  readonly through: readonly Restriction[];
}

/** Protocols with the numbers that a connection can have; `other` is every protocol without a name here. @internal */
export const PROTOCOLS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['TCP', [1, 65535]],
  ['UDP', [1, 65535]],
  ['SCTP', [1, 65535]],
  ['ICMP', [0, 255]],
  ['ICMPv6', [0, 255]],
  ...['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH', 'other'].map((name): [string, [number, number]] => [
    name,
    [0, 0],
  ]),
]);

const FREE: readonly Restriction[] = [];
const keyOf = (through: readonly Restriction[]) => (through.length === 0 ? '' : JSON.stringify(through));

/** An immutable set of connections. Equal sets have equal keys. @internal */
export class ConnectionSet {
  public readonly key: string;

  private constructor(private readonly spans: ReadonlyMap<string, readonly Span[]>) {
    this.key = [...PROTOCOLS.keys()]
      .filter((protocol) => spans.has(protocol))
      .map(
        (protocol) =>
          `${protocol} ${spans
            .get(protocol)!
            .map(({ first, last, through }) => `${first}-${last}${keyOf(through)}`)
            .join(',')}`,
      )
      .join(';');
  }

  public static readonly NONE = new ConnectionSet(new Map());
  public static readonly ALL = new ConnectionSet(
    new Map([...PROTOCOLS].map(([protocol, [first, last]]) => [protocol, [{ first, last, through: FREE }]])),
  );

  /** A set of intervals, which may overlap; where they do, an interval without proxies wins, else the first. */
  public static of(parts: ReadonlyMap<string, readonly Span[]>): ConnectionSet {
    const spans = new Map<string, readonly Span[]>();
    for (const [protocol, list] of parts) {
      const limits = PROTOCOLS.get(protocol);
      if (limits === undefined) continue;
      const clean = normal(list, limits);
      if (clean.length > 0) spans.set(protocol, clean);
    }
    return new ConnectionSet(spans);
  }

  public get isEmpty(): boolean {
    return this.spans.size === 0;
  }

  public get isAll(): boolean {
    return this.key === ConnectionSet.ALL.key;
  }

  /** Intervals of a protocol, in order, none touching another that is equal. */
  public of(protocol: string): readonly Span[] {
    return this.spans.get(protocol) ?? [];
  }

  /** Protocols that the set has, in the usual order. */
  public protocols(): string[] {
    return [...PROTOCOLS.keys()].filter((protocol) => this.spans.has(protocol));
  }

  /** The interval that a connection lies in. */
  public at(protocol: string, port: number): Span | undefined {
    return this.of(protocol).find(({ first, last }) => first <= port && port <= last);
  }

  public union(other: ConnectionSet): ConnectionSet {
    if (this.isAll || other.isEmpty) return this;
    if (other.isAll || this.isEmpty) return other;
    const parts = new Map<string, Span[]>();
    for (const protocol of PROTOCOLS.keys()) parts.set(protocol, [...this.of(protocol), ...other.of(protocol)]);
    return ConnectionSet.of(parts);
  }

  public intersect(other: ConnectionSet): ConnectionSet {
    if (this.isEmpty || other.key === ConnectionSet.ALL.key) return this;
    if (other.isEmpty || this.isAll) return other;
    const parts = new Map<string, Span[]>();
    for (const protocol of this.spans.keys()) {
      const found: Span[] = [];
      for (const a of this.of(protocol))
        for (const b of other.of(protocol)) {
          const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
          if (first <= last)
            found.push({
              first,
              last,
              through: a.through.length + b.through.length === 0 ? FREE : [...a.through, ...b.through],
            });
        }
      parts.set(protocol, found);
    }
    return ConnectionSet.of(parts);
  }

  /** The one port of it, with what proxies look at there. */
  public only(protocol: string, port: number): ConnectionSet {
    return this.intersect(ConnectionSet.of(new Map([[protocol, [{ first: port, last: port, through: FREE }]]])));
  }

  /** What is in this set and not in the other, whatever proxies look at there. */
  public without(other: ConnectionSet): ConnectionSet {
    if (this.isEmpty || other.isEmpty) return this;
    if (other.isAll) return ConnectionSet.NONE;
    const parts = new Map<string, Span[]>();
    for (const protocol of this.spans.keys()) {
      let rest = [...this.of(protocol)];
      for (const hole of other.of(protocol))
        rest = rest.flatMap((span) => {
          if (hole.last < span.first || span.last < hole.first) return [span];
          return [
            ...(span.first < hole.first ? [{ ...span, last: hole.first - 1 }] : []),
            ...(hole.last < span.last ? [{ ...span, first: hole.last + 1 }] : []),
          ];
        });
      parts.set(protocol, rest);
    }
    return ConnectionSet.of(parts);
  }

  /** The same ports with what proxies look at, interval by interval. */
  public refined(
    ask: (protocol: string, port: number) => Restriction | undefined,
    cuts: (protocol: string) => readonly number[],
  ): ConnectionSet {
    const parts = new Map<string, Span[]>();
    for (const [protocol, spans] of this.spans)
      parts.set(
        protocol,
        spans.flatMap(({ first, last }) => {
          const starts = [first, ...cuts(protocol).filter((cut) => first < cut && cut <= last)].sort((a, b) => a - b);
          return starts.map((start, index): Span => {
            const restriction = ask(protocol, start);
            return {
              first: start,
              last: (starts[index + 1] ?? last + 1) - 1,
              through: restriction === undefined ? FREE : [restriction],
            };
          });
        }),
      );
    return ConnectionSet.of(parts);
  }

  /** `all connections`, `TCP 80,443-445; UDP 53 (dns: *.example.com)`, `all but TCP 22`, `no connections`. */
  public toString(): string {
    if (this.isAll) return 'all connections';
    if (this.isEmpty) return 'no connections';
    const alike = this.throughAll();
    if (alike !== undefined) return `all connections${alike.map(throughInWords).join('')}`;
    const plain = this.words();
    const rest = ConnectionSet.ALL.without(this);
    // What is missing says it shorter, unless a proxy stands between somewhere.
    if (
      this.spans.size > 6 &&
      ![...this.spans.values()].some((spans) => spans.some(({ through }) => through.length > 0))
    )
      return rest.words().length < plain.length ? `all but ${rest.words()}` : plain;
    return plain;
  }

  /** What stands between for every connection alike. */
  private throughAll(): readonly Restriction[] | undefined {
    const [first] = this.of('TCP');
    if (first === undefined) return undefined;
    const isAlike = [...PROTOCOLS].every(([protocol, [least, most]]) => {
      const [span] = this.of(protocol);
      return span?.first === least && span.last === most && keyOf(span.through) === keyOf(first.through);
    });
    return isAlike ? first.through : undefined;
  }

  private words(): string {
    return this.protocols()
      .map((protocol) => {
        const limits = PROTOCOLS.get(protocol)!;
        const ports = this.of(protocol).map(({ first, last, through }) => {
          const all = first === limits[0] && last === limits[1];
          const numbers = all ? '' : first === last ? ` ${first}` : ` ${first}-${last}`;
          return `${numbers}${through.map(throughInWords).join('')}`;
        });
        return `${protocol}${ports.join(',').replace(/, /g, ',')}`;
      })
      .join('; ');
  }
}

function throughInWords({ proxy, rules }: Restriction): string {
  return proxy === 'undecided'
    ? ` (not decided: ${rules.join(', ')})`
    : ` (${proxy}: ${rules.length === 0 ? 'nothing' : rules.join(' | ')})`;
}

/** Intervals without overlaps, in order; neighbours that are equal become one. */
function normal(list: readonly Span[], [least, most]: readonly [number, number]): Span[] {
  const inside = list
    .map(({ first, last, through }) => ({ first: Math.max(first, least), last: Math.min(last, most), through }))
    .filter(({ first, last }) => first <= last)
    .sort((a, b) => a.first - b.first || a.through.length - b.through.length);
  const cuts = [...new Set(inside.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
  const found: Span[] = [];
  let from = 0;
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [first, last] = [cuts[index]!, cuts[index + 1]! - 1];
    while (from < inside.length && inside[from]!.last < first && inside[from]!.first < first) from++;
    let best: Span | undefined;
    for (let at = from; at < inside.length && inside[at]!.first <= first; at++)
      if (inside[at]!.last >= last && (best === undefined || inside[at]!.through.length < best.through.length))
        best = inside[at];
    if (best === undefined) continue;
    const before = found[found.length - 1];
    if (before !== undefined && before.last === first - 1 && keyOf(before.through) === keyOf(best.through))
      found[found.length - 1] = { ...before, last };
    else found.push({ first, last, through: best.through });
  }
  return found;
}
