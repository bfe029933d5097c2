// Claims about connections as people write them: `from world to namespace production on TCP 443 except through gateway edge/public`.

/** Kinds of ends that have a name, in the order of the docs. @internal */
export const NAMED_ENDS = ['namespace', 'workload', 'service', 'gateway', 'name', 'address'] as const;
/** Ends that stand for themselves. @internal */
export const PLAIN_ENDS = [
  'anything',
  'cluster',
  'pods',
  'world',
  'host',
  'remote-node',
  'kube-apiserver',
  'ingress',
  'health',
] as const;

/** One end: `namespace production`, `workload shop/web`, `address 203.0.113.0/24`, `world`. @internal */
export type End =
  | { readonly kind: (typeof NAMED_ENDS)[number]; readonly name: string }
  | { readonly kind: (typeof PLAIN_ENDS)[number]; readonly name?: undefined };

/** Ports of one protocol, or types of ICMP. @internal */
export interface ClaimedPorts {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** Connections: those from one of some ends to one of others. @internal */
export interface Flows {
  readonly from?: readonly End[];
  readonly to?: readonly End[];
  /** @default - every port */
  readonly on?: readonly ClaimedPorts[];
  /** `namespace/name` of a Gateway, or its name alone. @default - on whatever way */
  readonly through?: string;
}

/** What somebody claims. @internal */
export interface Claim extends Flows {
  readonly from: readonly End[];
  readonly to: readonly End[];
  readonly except: readonly Flows[];
}

/** A text that is no claim. @internal */
export class ClaimError extends Error {
  public constructor(
    public readonly problem: string,
    public readonly repair: string,
  ) {
    super(`${problem}; ${repair}`);
  }
}

const PROTOCOLS: ReadonlyMap<string, readonly [first: number, last: number]> = new Map([
  ['TCP', [1, 65535]],
  ['UDP', [1, 65535]],
  ['SCTP', [1, 65535]],
  ['ICMP', [0, 255]],
  ['ICMPv6', [0, 255]],
]);
const FORM = 'write: from <ends> to <ends> [on <ports>] [except [from …] [to …] [on …] [through gateway <name>]]';

/** Reads a claim. @throws ClaimError @internal */
export function readClaim(text: string): Claim {
  return new Reader(text).claim();
}

/** The text of an end. @internal */
export function endText({ kind, name }: End): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

class Reader {
  private readonly words: readonly string[];
  private at = 0;

  public constructor(text: string) {
    this.words = text.replace(/,/g, ' , ').split(/\s+/).filter(Boolean);
  }

  public claim(): Claim {
    const { from, to, on } = this.flows();
    if (from === undefined || to === undefined) throw this.wrong(`no "${from === undefined ? 'from' : 'to'}"`);
    const except: Flows[] = [];
    while (this.takes('except')) except.push(this.exception());
    if (this.at < this.words.length) throw this.wrong(`"${this.words[this.at]!}" means nothing there`);
    return { from, to, ...(on === undefined ? {} : { on }), except };
  }

  private exception(): Flows {
    const { from, to, on } = this.flows();
    const through = this.takes('through') ? this.gateway() : undefined;
    if (from === undefined && to === undefined && on === undefined && through === undefined)
      throw this.wrong('an "except" that names nothing');
    return {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(on === undefined ? {} : { on }),
      ...(through === undefined ? {} : { through }),
    };
  }

  private flows(): Flows {
    const from = this.takes('from') ? this.list(() => this.end()) : undefined;
    const to = this.takes('to') ? this.list(() => this.end()) : undefined;
    if (to?.some(({ kind }) => kind === 'gateway') === true)
      throw new ClaimError(
        'policy knows all Gateways as one target',
        'write "to ingress", with the ports of its listeners',
      );
    const on = this.takes('on') ? this.list(() => this.ports()) : undefined;
    return {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(on === undefined ? {} : { on }),
    };
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takes(',')) items.push(item());
    return items;
  }

  private end(): End {
    const word = this.next('an end');
    const kind = NAMED_ENDS.find((each) => each === word);
    if (kind !== undefined) return { kind, name: this.next(`the name of the ${kind}`) };
    const plain = PLAIN_ENDS.find((each) => each === word);
    if (plain !== undefined) return { kind: plain };
    throw new ClaimError(
      `"${word}" is no end`,
      `write one of: ${NAMED_ENDS.map((each) => `${each} <name>`).join(', ')}, ${PLAIN_ENDS.join(', ')}`,
    );
  }

  /** `TCP 80`, `TCP 8000-8100`, `UDP`, `ICMP 8`. */
  private ports(): ClaimedPorts {
    const protocol = this.next('a protocol');
    const limits = PROTOCOLS.get(protocol);
    if (limits === undefined)
      throw new ClaimError(
        `"${protocol}" is no protocol`,
        `write one of ${[...PROTOCOLS.keys()].join(', ')}, and a port: TCP 443`,
      );
    const numbers = /^(\d+)(?:-(\d+))?$/.exec(this.words[this.at] ?? '');
    if (numbers === null) return { protocol, first: limits[0], last: limits[1] };
    this.at++;
    const first = Number(numbers[1]);
    const last = Number(numbers[2] ?? numbers[1]);
    if (first < limits[0] || last > limits[1] || first > last)
      throw new ClaimError(
        `${protocol} has no ports ${numbers[0]}`,
        `write a number from ${limits[0]} to ${limits[1]}, or two with a "-"`,
      );
    return { protocol, first, last };
  }

  private gateway(): string {
    if (!this.takes('gateway')) throw this.wrong('"through" without "gateway"');
    return this.next('the name of the gateway');
  }

  private takes(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at++;
    return true;
  }

  private next(what: string): string {
    const word = this.words[this.at];
    if (word === undefined || word === ',') throw this.wrong(`${what} is missing`);
    this.at++;
    return word;
  }

  private wrong(problem: string): ClaimError {
    const before = this.words.slice(0, this.at).join(' ').replace(/ ,/g, ',');
    return new ClaimError(before === '' ? problem : `${problem}, after "${before}"`, FORM);
  }
}
