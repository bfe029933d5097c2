// Identities by number, and which of them selectors select: asked once for each selector, also by several worlds that are compared.
import { Entry, Identity, identityKey, mayBeSubject, Policies, Selector, selects } from '../models/agent/verdict';

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
  private readonly byLabel = new Map<string, number[]>();
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
    for (const [label, { value }] of identity.labels) {
      const text = `${label}=${value}`;
      const list = this.byLabel.get(text);
      if (list === undefined) this.byLabel.set(text, [number]);
      else list.push(number);
    }
    return number;
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
    for (const number of this.candidates(selector)) {
      if (number < found.asked) continue;
      const identity = this.all[number]!;
      if (isMeant(identity) && selects(selector, identity, this.does)) found.numbers.push(number);
    }
    found.asked = this.all.length;
    return found.numbers;
  }

  /** Those that the selector may select: those of its rarest label. */
  private candidates({ asks, prefixes, name }: Selector): readonly number[] {
    if (name !== undefined || prefixes.length > 0) return this.every;
    let best: readonly number[] = this.every;
    for (const { source, key, operator, values } of asks) {
      if (operator !== 'In' || (source !== 'k8s' && source !== 'any' && source !== 'reserved')) continue;
      const lists = values.map((value) => this.byLabel.get(`${key}=${value}`) ?? NONE);
      const count = lists.reduce((sum, list) => sum + list.length, 0);
      if (count < best.length) best = lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a - b);
    }
    return best;
  }
}

/** Equal for identities that no selector of any world tells apart. */
function keyOf(identity: Identity): string {
  const { address, host, namespace } = identity;
  return `${identityKey(identity)}\n${address?.value ?? ''} ${host} ${namespace ?? ''}`;
}

const NONE: readonly number[] = [];
