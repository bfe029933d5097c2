// Classes of parties that are equal to policy: the same selectors select them, as peers and as subjects. Everything is decided once per class.
import { Entry, identityKey, isSubject, LabelIndex, Policies, Selector, selects } from '../models/agent/verdict';
import { Bits } from './bits';
import { Party } from './parties';

/** Parties by class, and which classes a selector selects. @internal */
export class Classes {
  /** Class of each party. */
  public readonly of: Int32Array;
  /** A party of each class. */
  public readonly samples: readonly Party[];
  /** Classes that rules are about: by position of the rule. */
  private readonly subjects: Bits[];
  private readonly selected = new Map<string, Bits>();

  public constructor(
    parties: readonly Party[],
    private readonly policies: Policies,
  ) {
    const names = usesAnyName(policies);
    const { identities, of } = distinct(parties, names);
    const index = new LabelIndex(identities.map(({ identity }) => identity));
    const signs = new Signatures(identities, names);
    const peers = new Map<string, Selector>();
    for (const { peers: list } of policies.entries)
      for (const selector of list ?? []) peers.set(selector.key, selector);
    const members = new Map<string, readonly number[]>();
    const find = (selector: Selector): readonly number[] => {
      const found: number[] = [];
      for (const at of index.candidates(selector))
        if (selects(selector, identities[at]!.identity, policies.agent.does)) found.push(at);
      return found;
    };
    for (const selector of peers.values()) {
      if (selector.wildcard) continue;
      const found = find(selector);
      members.set(selector.key, found);
      signs.mark(found);
    }
    const subjects = subjectsOf(policies, find, identities);
    for (const found of new Set(subjects)) signs.mark(found);
    const { samples, classOf } = signs.classes();
    this.samples = samples;
    this.of = of.map((identity) => classOf[identity]!);
    const size = samples.length;
    const bits = (found: readonly number[]) => {
      const made = Bits.none(size);
      for (const at of found) made.add(classOf[at]!);
      return made;
    };
    for (const [key, found] of members) this.selected.set(key, bits(found));
    const bySubject = new Map([...new Set(subjects)].map((found) => [found, bits(found)]));
    this.subjects = subjects.map((found) => bySubject.get(found)!);
    this.everybody = Bits.all(size);
  }

  private readonly everybody: Bits;

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

/** Names of ports make a difference where a rule names a port. */
function usesAnyName({ entries }: Policies): boolean {
  return entries.some(({ ports }) => ports.some((rule) => rule.ports.some(({ name }) => name !== '')));
}

function distinct(parties: readonly Party[], names: boolean): { identities: Party[]; of: Int32Array } {
  const known = new Map<string, number>();
  const identities: Party[] = [];
  const of = Int32Array.from(parties, (party) => {
    const ports = names ? JSON.stringify([...party.names]) : '';
    const key = `${party.enforced ? 1 : 0}${identityKey(party.identity)}\n${ports}`;
    const at = known.get(key) ?? identities.push(party) - 1;
    known.set(key, at);
    return at;
  });
  return { identities, of };
}

/** Splits identities into classes: those with the same marks are one. */
class Signatures {
  private readonly signs: Int32Array;
  private readonly steps = new Map<number, number>();
  private marks = 0;
  private nodes: number;

  public constructor(
    private readonly identities: readonly Party[],
    ports: boolean,
  ) {
    // What is enforced, is the host, or has other names of ports, is never one class with what is not.
    const first = new Map<string, number>();
    this.signs = Int32Array.from(identities, ({ identity, enforced, names, kind }) => {
      const key = `${enforced}${identity.host}${identity.namespace === undefined ? kind : ''}${ports ? JSON.stringify([...names]) : ''}`;
      const sign = first.get(key) ?? first.size;
      first.set(key, sign);
      return sign;
    });
    this.nodes = first.size;
  }

  public mark(members: readonly number[]): void {
    const mark = this.marks++;
    for (const at of members) {
      const step = this.signs[at]! * 1_000_003 + mark;
      let next = this.steps.get(step);
      if (next === undefined) {
        next = this.nodes++;
        this.steps.set(step, next);
      }
      this.signs[at] = next;
    }
  }

  public classes(): { samples: Party[]; classOf: Int32Array } {
    const known = new Map<number, number>();
    const samples: Party[] = [];
    const classOf = this.signs.map((sign, at) => {
      const index = known.get(sign) ?? samples.push(this.identities[at]!) - 1;
      known.set(sign, index);
      return index;
    });
    return { samples, classOf };
  }
}

/** For each rule, the identities that it is about; equal subjects share one list. */
function subjectsOf(
  policies: Policies,
  find: (selector: Selector) => readonly number[],
  identities: readonly Party[],
): (readonly number[])[] {
  const known = new Map<string, readonly number[]>();
  return policies.entries.map((entry) => {
    const key = `${entry.node} ${entry.namespace ?? ''} ${entry.subject.key}`;
    let found = known.get(key);
    if (found === undefined) {
      found = find(entry.subject).filter((at) => isSubject(entry, identities[at]!.identity, policies));
      known.set(key, found);
    }
    return found;
  });
}
