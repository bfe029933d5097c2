// What a change does: connections that come, go, or change between two worlds, with the policies that are responsible.
import { isMap } from '../manifest';
import { contains } from '../models/agent/verdict';
import { ConnectionSet } from './connections';
import { isFocus, ListOptions } from './list';
import { Party } from './parties';
import { Reachability } from './reachability';
import { NO_CONNECTION } from './store';

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
}

/** What differs between two worlds, in the order of the newer one. @internal */
export function diff(before: Reachability, after: Reachability, options: ListOptions = {}): Difference {
  const ids = [...new Set([...after.parties, ...before.parties].map(({ id }) => id))];
  const [old, now] = [new Numbers(before, ids, outside(after)), new Numbers(after, ids, outside(before))];
  const shared = new SharedSets(before, after);
  const blame = new Blame(before, after);
  const kinds = ids.map((_, index) => (now.party(index) ?? old.party(index))!);
  const changes: Change[] = [];
  for (let from = 0; from < ids.length; from++) {
    if (kinds[from]!.kind === 'name') continue;
    for (let to = 0; to < ids.length; to++) {
      if (from === to || (kinds[from]!.kind !== 'workload' && kinds[to]!.kind !== 'workload')) continue;
      const [a, b] = [old.between(from, to), now.between(from, to)];
      if (shared.equal(a, b)) continue;
      if (!isFocus(kinds[from]!, options.focus) && !isFocus(kinds[to]!, options.focus)) continue;
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
  return { changes, added: workloads(after, before), removed: workloads(before, after) };
}

const outside = ({ parties }: Reachability) => parties.filter(({ kind }) => kind === 'world' || kind === 'name');

/** Parties of one world by the positions that both share. */
class Numbers {
  private readonly at: Int32Array;
  public constructor(
    private readonly reach: Reachability,
    ids: readonly string[],
    others: readonly Party[],
  ) {
    this.at = Int32Array.from(ids, (id) => reach.find(id) ?? -1);
    // The other world cuts the addresses in another way: what is not named here is a part of what is.
    for (const party of others) {
      const index = ids.indexOf(party.id);
      if (this.at[index]! < 0) this.at[index] = this.around(party);
    }
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

  public party(index: number): Party | undefined {
    return this.reach.parties[this.at[index]!];
  }

  public between(from: number, to: number): number {
    const [a, b] = [this.at[from]!, this.at[to]!];
    if (a < 0 || b < 0) return NO_CONNECTION;
    const { of } = this.reach.matrix.classes;
    return this.reach.matrix.between(of[a]!, of[b]!);
  }
}

/** Whether a set of one world is that of the other. */
class SharedSets {
  private readonly known = new Map<number, boolean>();
  public constructor(
    private readonly before: Reachability,
    private readonly after: Reachability,
  ) {}

  public equal(a: number, b: number): boolean {
    if (a <= 1 && b <= 1) return a === b;
    const key = a * 1_048_576 + b;
    let equal = this.known.get(key);
    if (equal === undefined) {
      equal = this.before.matrix.store.sets[a]!.key === this.after.matrix.store.sets[b]!.key;
      this.known.set(key, equal);
    }
    return equal;
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
    const [a, b] = [textsOf(before), textsOf(after)];
    const changed = new Set([...a.keys(), ...b.keys()].filter((name) => a.get(name) !== b.get(name)));
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
  const { kind, metadata } = reach.policyObjects[policy]!.manifest;
  return [kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name].join('/');
}

/** Texts of the policies, the same for the same content; one that is refused is there and says nothing. */
function textsOf(reach: Reachability): Map<string, string> {
  return new Map(
    reach.policyObjects.map(({ manifest }, index) => [
      nameOf(reach, index),
      JSON.stringify([manifest.spec, manifest.specs], sortKeys),
    ]),
  );
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, value[key]]),
  );
}
