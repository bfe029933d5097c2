// Classes of parties that are equal to policy: the same selectors select them, as peers and as subjects. Everything is decided once per class.
import { Entry, Policies, Selector, selects } from '../models/agent/verdict';
import { Bits } from './bits';
import { Identities } from './identities';
import { Party } from './parties';

/** Parties by class, and which classes a selector selects. @internal */
export class Classes {
  /** Class of each party. */
  public readonly of: Int32Array;
  /** A party of each class. */
  public readonly samples: readonly Party[];
  /** Classes that rules are about: by position of the rule. */
  private readonly subjects: readonly Bits[];
  private readonly selected = new Map<string, Bits>();
  private readonly everybody: Bits;

  public constructor(
    parties: readonly Party[],
    private readonly policies: Policies,
    identities: Identities,
  ) {
    const kinds = new Kinds(parties, identities, usesAnyName(policies));
    const signs = new Signatures(kinds);
    const peers = new Map<string, readonly number[]>();
    for (const { peers: list } of policies.entries)
      for (const selector of list ?? [])
        if (!selector.wildcard && !peers.has(selector.key)) peers.set(selector.key, identities.selectedBy(selector));
    const subjects = policies.entries.map((entry) => identities.subjectsOf(entry));
    const subjectLists = new Set(subjects);
    for (const found of peers.values()) signs.mark(found);
    for (const found of subjectLists) signs.mark(found);
    const { samples, classOf } = signs.classes();
    this.samples = samples;
    this.of = kinds.of.map((kind) => classOf[kind]!);
    const bits = (found: readonly number[]) => {
      const made = Bits.none(samples.length);
      for (const number of found) for (const kind of kinds.with(number)) made.add(classOf[kind]!);
      return made;
    };
    for (const [key, found] of peers) this.selected.set(key, bits(found));
    const bySubject = new Map([...subjectLists].map((found) => [found, bits(found)]));
    this.subjects = subjects.map((found) => bySubject.get(found)!);
    this.everybody = Bits.all(samples.length);
  }

  /** Classes that a selector of a peer selects. */
  public peers(selector: Selector): Bits {
    return selector.wildcard ? this.everybody : (this.selected.get(selector.key) ?? this.select(selector));
  }

  /** Classes that any of the peers of a rule selects; undefined for none. */
  public peersOf(entry: Entry): Bits | undefined {
    if (entry.peers === undefined) return undefined;
    if (entry.peers.length === 0) return entry.ports.length > 0 ? this.everybody : undefined;
    if (entry.peers.length === 1) return this.peers(entry.peers[0]!);
    const all = Bits.none(this.samples.length);
    for (const selector of entry.peers) all.addAll(this.peers(selector));
    return all;
  }

  /** True if the rule at that position is about a class. */
  public isAbout(entry: number, index: number): boolean {
    return this.subjects[entry]!.has(index);
  }

  /** Classes that the rule at that position is about, in order. */
  public subjectsOf(entry: number): number[] {
    const found: number[] = [];
    this.subjects[entry]!.forEach((index) => found.push(index));
    return found;
  }

  /** Rules by class. */
  public allEntries(): Entry[][] {
    const lists: Entry[][] = this.samples.map(() => []);
    this.policies.entries.forEach((entry, at) => this.subjects[at]!.forEach((index) => lists[index]!.push(entry)));
    return lists;
  }

  private select(selector: Selector): Bits {
    const bits = Bits.none(this.samples.length);
    this.samples.forEach(({ identity }, at) => {
      if (selects(selector, identity, this.policies.agent.does)) bits.add(at);
    });
    this.selected.set(selector.key, bits);
    return bits;
  }
}

const NONE: readonly number[] = [];

/** Names of ports make a difference where a rule names a port. */
function usesAnyName({ entries }: Policies): boolean {
  return entries.some(({ ports }) => ports.some((rule) => rule.ports.some(({ name }) => name !== '')));
}

/** Parties by kind: an identity, whether it is enforced, what sort of end it is, and the names of its ports if they matter. */
class Kinds {
  /** Kind of each party. */
  public readonly of: Int32Array;
  /** A party of each kind. */
  public readonly samples: Party[] = [];
  /** What tells kinds apart beside the identity. */
  public readonly traits: string[] = [];
  private readonly byNumber: (number[] | undefined)[];

  public constructor(parties: readonly Party[], identities: Identities, names: boolean) {
    const known = new Map<string, number>();
    const numbers = parties.map(({ identity }) => identities.number(identity));
    this.byNumber = new Array<undefined>(identities.size);
    const shared = names ? namesByNumber(parties, numbers) : undefined;
    this.of = Int32Array.from(parties, (party, at) => {
      const trait = `${traitOf(party)} ${shared === undefined ? '' : `${namesOf(party)} ${shared.get(numbers[at]!)}`}`;
      const key = `${numbers[at]!} ${trait}`;
      let kind = known.get(key);
      if (kind === undefined) {
        known.set(key, (kind = this.samples.push(party) - 1));
        this.traits.push(trait);
        (this.byNumber[numbers[at]!] ??= []).push(kind);
      }
      return kind;
    });
  }

  /** Kinds with an identity: none if this world does not have it. */
  public with(number: number): readonly number[] {
    return this.byNumber[number] ?? NONE;
  }
}

function traitOf({ enforced, identity, kind }: Party): string {
  return `${enforced} ${identity.namespace === undefined ? kind : ''}`;
}

function namesOf({ names }: Party): string {
  return JSON.stringify([...names]);
}

/** Names of the ports of all parties with an identity: on egress, a name may mean the port of any of them. */
function namesByNumber(parties: readonly Party[], numbers: readonly number[]): Map<number, string> {
  const found = new Map<number, Set<string>>();
  parties.forEach((party, at) => {
    const number = numbers[at]!;
    found.set(number, (found.get(number) ?? new Set<string>()).add(namesOf(party)));
  });
  return new Map([...found].map(([number, names]) => [number, [...names].sort().join(' ')]));
}

/** Splits kinds into classes: those with the same marks are one. */
class Signatures {
  private readonly signs: Int32Array;
  private readonly steps = new Map<number, number>();
  private marks = 0;
  private nodes: number;

  public constructor(private readonly kinds: Kinds) {
    // What is enforced, is the host, or has other names of ports, is never one class with what is not.
    const first = new Map<string, number>();
    this.signs = Int32Array.from(kinds.samples, ({ identity }, kind) => {
      const key = `${identity.host} ${kinds.traits[kind]!}`;
      const sign = first.get(key) ?? first.size;
      first.set(key, sign);
      return sign;
    });
    this.nodes = first.size;
  }

  /** @param numbers of identities */
  public mark(numbers: readonly number[]): void {
    const mark = this.marks++;
    for (const number of numbers)
      for (const kind of this.kinds.with(number)) {
        const step = this.signs[kind]! * 1_000_003 + mark;
        let next = this.steps.get(step);
        if (next === undefined) {
          next = this.nodes++;
          this.steps.set(step, next);
        }
        this.signs[kind] = next;
      }
  }

  public classes(): { samples: Party[]; classOf: Int32Array } {
    const known = new Map<number, number>();
    const samples: Party[] = [];
    const classOf = this.signs.map((sign, kind) => {
      const index = known.get(sign) ?? samples.push(this.kinds.samples[kind]!) - 1;
      known.set(sign, index);
      return index;
    });
    return { samples, classOf };
  }
}
