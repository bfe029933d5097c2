// What a change does: connections that come, go, or change between two worlds, with the policies that are responsible.
import { isMap, Manifest, objectKey } from '../manifest';
import { contains } from '../models/agent/verdict';
import { ConnectionSet } from './connections';
import { namespaceSizes } from './groups';
import { kindsOf, ListOptions } from './list';
import { absentPolicies } from './notes';
import { Party } from './parties';
import { Reachability } from './reachability';
import { ConnectionStore, NO_CONNECTION } from './store';

/** A pair whose connections differ. @internal */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Ids: a party may stand on one side only. */
  readonly from: string;
  readonly to: string;
  readonly before: ConnectionSet;
  readonly after: ConnectionSet;
  /** Policies that differ between the two and speak about the pair: `Kind/namespace/name`. */
  readonly policies: readonly string[];
}

/** The difference of two worlds. @internal */
export interface Difference {
  readonly changes: readonly Change[];
  /** Workloads that are in one of them only. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What a reader must know of either side. */
  readonly notes: readonly string[];
  /** Everything that stands in a change, by its id. */
  readonly parties: ReadonlyMap<string, Party>;
  /** Workloads in each namespace, of both sides together. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** What differs between two worlds, in the order of the newer one. @internal */
export function diff(before: Reachability, after: Reachability, options: ListOptions = {}): Difference {
  after.share(before);
  const named = new Map([...after.parties, ...before.parties].map((party) => [party.id, party]));
  const ids = [...named.keys()];
  const parties = [...named.values()];
  const positions = new Map(ids.map((id, index) => [id, index]));
  const [old, now] = [new Numbers(before, positions, outside(after)), new Numbers(after, positions, outside(before))];
  const joint = new JointClasses(old.kinds, now.kinds);
  const differing = new Differing(old, now);
  const blame = new Blame(before, after);
  const kinds = kindsOf(parties, options);
  const changes: Change[] = [];
  for (let from = 0; from < ids.length; from++) {
    if (parties[from]!.kind === 'name') continue;
    for (const to of joint.differing(from, differing)) {
      if (from === to || !kinds.areShown(from, to)) continue;
      const [a, b] = [old.between(from, to), now.between(from, to)];
      changes.push({
        kind: a === NO_CONNECTION ? 'added' : b === NO_CONNECTION ? 'removed' : 'changed',
        from: ids[from]!,
        to: ids[to]!,
        before: before.matrix.store.sets[a]!,
        after: after.matrix.store.sets[b]!,
        policies: blame.of(ids[from]!, ids[to]!),
      });
    }
  }
  const workloads = (reach: Reachability, other: Reachability) =>
    reach.parties.filter(({ id, kind }) => kind === 'workload' && other.find(id) === undefined).map(({ id }) => id);
  return {
    changes,
    added: workloads(after, before),
    removed: workloads(before, after),
    notes: notesOfBoth(before, after),
    parties: named,
    sizes: namespaceSizes(before, after),
  };
}

/** Policies that do not count on one side only say on which; the rest is said of the newer one. */
function notesOfBoth(before: Reachability, after: Reachability): string[] {
  const [old, now] = [absentPolicies(before), absentPolicies(after)];
  return [
    ...old.filter((note) => !now.includes(note)).map((note) => `before: ${note}`),
    ...now.map((note) => (old.includes(note) ? note : `after: ${note}`)),
    ...after.remarks,
  ];
}

const outside = ({ parties }: Reachability) => parties.filter(({ kind }) => kind === 'world' || kind === 'name');

/** Parties of one world by the positions that both share. */
class Numbers {
  private readonly at: Int32Array;
  /** Class of each position, -1 for what is not there. */
  public readonly classes: Int32Array;
  /** What two positions have to share so that they are alike: their class, or everything where there are two readings. */
  public readonly kinds: Int32Array;
  public readonly store: ConnectionStore;
  public readonly isPartlyKnown: boolean;
  private readonly egressRows: readonly Int32Array[];
  private readonly ingressRows: readonly Int32Array[];

  public constructor(
    private readonly reach: Reachability,
    positions: ReadonlyMap<string, number>,
    others: readonly Party[],
  ) {
    this.at = Int32Array.from(positions.keys(), (id) => reach.find(id) ?? -1);
    // The other world cuts the addresses in another way: what is not named here is a part of what is.
    for (const party of others) {
      const index = positions.get(party.id)!;
      if (this.at[index]! < 0) this.at[index] = this.around(party);
    }
    const { matrix } = reach;
    const { of } = matrix.classes;
    this.isPartlyKnown = reach.partlyKnown !== undefined;
    [this.store, this.egressRows, this.ingressRows] = [matrix.store, matrix.egressRows, matrix.ingressRows];
    this.classes = this.at.map((index) => (index < 0 ? -1 : of[index]!));
    this.kinds = reach.partlyKnown === undefined ? this.classes : this.at;
  }

  private around({ region, kind }: Party): number {
    if (kind === 'name') return this.reach.find('world') ?? -1;
    if (region === undefined) return -1;
    let best = -1;
    this.reach.parties.forEach(({ region: own }, index) => {
      if (own === undefined || !contains(own.network, region.address)) return;
      if (best < 0 || own.network.bits > this.reach.parties[best]!.region!.network.bits) best = index;
    });
    return best;
  }

  /** Number of the set of what the source lets out to a target; none for who is not there. */
  public egress(from: number, to: number): number {
    const [source, target] = [this.classes[from]!, this.classes[to]!];
    return source < 0 || target < 0 ? NO_CONNECTION : this.egressRows[source]![target]!;
  }

  /** Number of the set of what the target lets in. */
  public ingress(from: number, to: number): number {
    const [source, target] = [this.classes[from]!, this.classes[to]!];
    return source < 0 || target < 0 ? NO_CONNECTION : this.ingressRows[target]![source]!;
  }

  /** Number of the set of what passes both. */
  public between(from: number, to: number): number {
    if (this.isPartlyKnown) {
      const [source, target] = [this.at[from]!, this.at[to]!];
      return source < 0 || target < 0 ? NO_CONNECTION : this.reach.between(source, target);
    }
    return this.store.intersection(this.egress(from, to), this.ingress(from, to));
  }
}

/** Whether what passes from one position to another is not the same in both worlds. */
class Differing {
  /** Sets of the newer world by their numbers in the older one. */
  private readonly numbers: number[] = [];

  public constructor(
    private readonly old: Numbers,
    private readonly now: Numbers,
  ) {}

  public at(from: number, to: number): boolean {
    const { old, now } = this;
    // Mostly both directions are as they were.
    if (!old.isPartlyKnown && !now.isPartlyKnown && this.isSame(old.egress(from, to), now.egress(from, to)))
      if (this.isSame(old.ingress(from, to), now.ingress(from, to))) return false;
    return !this.isSame(old.between(from, to), now.between(from, to));
  }

  private isSame(before: number, after: number): boolean {
    return before === (this.numbers[after] ??= this.old.store.id(this.now.store.sets[after]!));
  }
}

/** Positions that are one class in both worlds: between two of these, all pairs differ or none does. */
class JointClasses {
  private readonly of: Int32Array;
  private readonly members: number[][] = [];
  private readonly known = new Map<number, readonly number[]>();

  public constructor(old: Int32Array, now: Int32Array) {
    const numbers = new Map<string, number>();
    this.of = Int32Array.from(old, (before, position) => {
      const key = `${before} ${now[position]!}`;
      const number = numbers.get(key) ?? this.members.push([]) - 1;
      numbers.set(key, number);
      this.members[number]!.push(position);
      return number;
    });
  }

  /** Targets, in order, of the pairs of a source that differ: asked once for each class. */
  public differing(from: number, differing: Differing): readonly number[] {
    const number = this.of[from]!;
    let found = this.known.get(number);
    if (found === undefined) {
      found = this.members
        .filter((members) => differing.at(from, members[0]!))
        .flat()
        .sort((a, b) => a - b);
      this.known.set(number, found);
    }
    return found;
  }
}

/** Policies that differ, and whom their rules are about. */
class Blame {
  private readonly rules: {
    readonly reach: Reachability;
    readonly entry: number;
    readonly ingress: boolean;
    readonly name: string;
  }[] = [];

  public constructor(before: Reachability, after: Reachability) {
    const changed = changedPolicies(before, after);
    for (const reach of [before, after])
      reach.policies.entries.forEach(({ origin, ingress }, entry) => {
        const name = nameOf(reach, origin.policy);
        if (changed.has(name)) this.rules.push({ reach, entry, ingress, name });
      });
  }

  /** Default deny speaks about every peer, so the subject alone counts. */
  public of(from: string, to: string): string[] {
    const names = new Set<string>();
    for (const { reach, entry, ingress, name } of this.rules) {
      if (names.has(name)) continue;
      const index = reach.find(ingress ? to : from);
      if (index === undefined) continue;
      const { classes } = reach.matrix;
      if (classes.isAbout(entry, classes.of[index]!)) names.add(name);
    }
    return [...names].sort();
  }
}

function nameOf(reach: Reachability, policy: number): string {
  return objectKey(reach.policyObjects[policy]!.manifest);
}

/** Names of the policies that only one side has, or that say something else there. One that is refused is there and says nothing. */
function changedPolicies(before: Reachability, after: Reachability): Set<string> {
  const named = (reach: Reachability) =>
    new Map(reach.policyObjects.map(({ manifest }) => [objectKey(manifest), manifest]));
  const [old, now] = [named(before), named(after)];
  const isSame = (name: string) => {
    const [a, b] = [old.get(name), now.get(name)];
    return a === b || (a !== undefined && b !== undefined && contentOf(a) === contentOf(b));
  };
  return new Set([...old.keys(), ...now.keys()].filter((name) => !isSame(name)));
}

/** The same text for the same content. */
function contentOf({ spec, specs }: Manifest): string {
  return JSON.stringify([spec, specs], sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, value[key]]),
  );
}
