// Identities by number, and which of them selectors select: asked once for each selector, also by several worlds that are compared.
import { Entry, Identity, identityKey, mayBeSubject, Policies, Selector, selects } from '../models/agent/verdict';
import { Bits } from './bits';

/** What a selector was found to select, among the identities that were known then. */
interface Found {
  readonly numbers: number[];
  asked: number;
}

/** Identities of one world, or of several that have the same settings. It only grows. @internal */
export class Identities {
  private readonly numbers = new Map<string, number>();
  private readonly numbered = new Map<Identity, number>();
  private readonly all: Identity[] = [];
  private readonly every: number[] = [];
  /** Numbers by `source:key=value`. */
  private readonly byLabel = new Map<string, number[]>();
  private readonly bits = new WeakMap<readonly number[], Bits>();
  private readonly selected = new Map<string, Found>();
  private readonly subjects = new Map<string, Found>();

  public constructor(private readonly does: Policies['agent']['does']) {}

  /** True if selectors mean the same to that world. */
  public isFor({ agent }: Policies): boolean {
    return agent.does === this.does;
  }

  /** How many there are: numbers begin at 0. */
  public get size(): number {
    return this.all.length;
  }

  /** The number of an identity; equal ones have one. */
  public number(identity: Identity): number {
    let number = this.numbered.get(identity);
    if (number === undefined) this.numbered.set(identity, (number = this.find(identity) ?? this.add(identity)));
    return number;
  }

  private find(identity: Identity): number | undefined {
    return this.numbers.get(keyOf(identity));
  }

  private add(identity: Identity): number {
    const number = this.all.push(identity) - 1;
    this.numbers.set(keyOf(identity), number);
    this.every.push(number);
    for (const [key, { source, value }] of identity.labels) {
      this.label(`${source}:${key}=${value}`).push(number);
      this.label(`any:${key}=${value}`).push(number);
    }
    return number;
  }

  private label(text: string): number[] {
    let list = this.byLabel.get(text);
    if (list === undefined) this.byLabel.set(text, (list = []));
    return list;
  }

  /** Numbers of those that a selector selects, in order. */
  public selectedBy(selector: Selector): readonly number[] {
    return this.grown(this.selected, selector.key, selector, () => true);
  }

  /** Numbers of those that a rule is about, in order. Rules with equal subjects share one list. */
  public subjectsOf(entry: Entry): readonly number[] {
    const key = `${entry.node} ${entry.namespace ?? ''} ${entry.subject.key}`;
    return this.grown(this.subjects, key, entry.subject, (identity) => mayBeSubject(entry, identity));
  }

  /** What is known of a selector, with the identities that came since it was asked. */
  private grown(
    known: Map<string, Found>,
    key: string,
    selector: Selector,
    isMeant: (identity: Identity) => boolean,
  ): readonly number[] {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { numbers: [], asked: 0 }));
    if (found.asked === this.all.length) return found.numbers;
    const { least, others, isExact } = this.candidates(selector);
    for (const number of least) {
      if (number < found.asked || !others.every((bits) => bits.has(number))) continue;
      const identity = this.all[number]!;
      if (isMeant(identity) && (isExact || selects(selector, identity, this.does))) found.numbers.push(number);
    }
    found.asked = this.all.length;
    return found.numbers;
  }

  /** Those that the selector may select: they have all labels that it asks for. */
  private candidates({ asks, prefixes, name, worldOnly }: Selector): Candidates {
    if (name !== undefined || prefixes.length > 0) return { least: this.every, others: [], isExact: false };
    const lists: (readonly number[])[] = [];
    for (const { source, key, operator, values } of asks) {
      if (operator !== 'In' || !INDEXED.includes(source)) continue;
      const found = values.map((value) => this.byLabel.get(`${source}:${key}=${value}`) ?? NONE);
      lists.push(found.length === 1 ? found[0]! : [...new Set(found.flat())].sort((a, b) => a - b));
    }
    if (lists.length === 0) return { least: this.every, others: [], isExact: false };
    const least = lists.reduce((a, b) => (b.length < a.length ? b : a));
    const others = lists.filter((list) => list !== least).map((list) => this.bitsOf(list));
    return { least, others, isExact: lists.length === asks.length && !worldOnly };
  }

  /** The same numbers as bits, made once for a label. */
  private bitsOf(list: readonly number[]): Bits {
    let bits = this.bits.get(list);
    if (bits === undefined || bits.size < this.all.length) {
      bits = Bits.none(this.all.length);
      for (const number of list) bits.add(number);
      this.bits.set(list, bits);
    }
    return bits;
  }
}

/** Who may be selected. */
interface Candidates {
  /** Numbers in order, those with the rarest label. */
  readonly least: readonly number[];
  /** Those with each other label. */
  readonly others: readonly Bits[];
  /** Nothing else is asked for. */
  readonly isExact: boolean;
}

/** Sources of labels that selectors name, `any` for whatever source. */
const INDEXED = ['k8s', 'any', 'reserved'];

/** Equal for identities that no selector of any world tells apart. */
function keyOf(identity: Identity): string {
  const { address, host, namespace } = identity;
  return `${identityKey(identity)}\n${address?.value ?? ''} ${host} ${namespace ?? ''}`;
}

const NONE: readonly number[] = [];
