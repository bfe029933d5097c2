// The list: what each party may send to each other one.
import { ConnectionSet } from './connections';
import { Party } from './parties';
import { Reachability } from './reachability';
import { NO_CONNECTION } from './store';

/** One line of the list. @internal */
export interface Pair {
  readonly from: Party;
  readonly to: Party;
  readonly connections: ConnectionSet;
}

/** What of the list is shown. @internal */
export interface ListOptions {
  /** Only pairs with one of these on either side: ids, `namespace/`, or names of workloads. @default - all */
  readonly focus?: readonly string[];
  /** Pairs with the world only: what is exposed, and what can leave. @default false */
  readonly exposure?: boolean;
}

/** Visits every pair that has a connection, a workload at least on one side; in the order of the parties. @internal */
export function eachPair(
  reach: Reachability,
  options: ListOptions,
  visit: (from: number, to: number, set: number) => void,
): void {
  const { parties, matrix } = reach;
  const { classes, egressRows, ingressRows, store } = matrix;
  const { of } = classes;
  const kinds = kindsOf(parties, options);
  const isSource = Uint8Array.from(parties, ({ kind }) => (kind === 'name' ? 0 : 1));
  for (let from = 0; from < parties.length; from++) {
    if (isSource[from] === 0) continue;
    const source = of[from]!;
    const row = egressRows[source]!;
    for (let to = 0; to < parties.length; to++) {
      if (from === to || !kinds.areShown(from, to)) continue;
      const target = of[to]!;
      const egress = row[target]!;
      if (reach.partlyKnown !== undefined) {
        const set = reach.between(from, to);
        if (set !== NO_CONNECTION) visit(from, to, set);
        continue;
      }
      if (egress === NO_CONNECTION) continue;
      const set = store.intersection(egress, ingressRows[target]![source]!);
      if (set !== NO_CONNECTION) visit(from, to, set);
    }
  }
}

/** Which pairs somebody wants to see: those with a workload on one side at least, and what the options ask for. @internal */
export function kindsOf(
  parties: readonly Party[],
  { focus, exposure = false }: ListOptions,
): { areShown(from: number, to: number): boolean } {
  const flags = (test: (party: Party) => boolean) => Uint8Array.from(parties, (party) => (test(party) ? 1 : 0));
  const shown = flags((party) => isFocus(party, focus));
  const workload = flags(({ kind }) => kind === 'workload');
  const world = flags(({ kind }) => !exposure || kind === 'world' || kind === 'name');
  return {
    areShown: (from, to) =>
      (workload[from]! | workload[to]!) !== 0 && (shown[from]! | shown[to]!) !== 0 && (world[from]! | world[to]!) !== 0,
  };
}

/** The pairs as objects. @internal */
export function listPairs(reach: Reachability, options: ListOptions = {}): Pair[] {
  const pairs: Pair[] = [];
  const { sets } = reach.matrix.store;
  eachPair(reach, options, (from, to, set) =>
    pairs.push({ from: reach.parties[from]!, to: reach.parties[to]!, connections: sets[set]! }),
  );
  return pairs;
}

/** True if a party is what somebody asked to see. @internal */
export function isFocus({ id, workload }: Party, focus: readonly string[] | undefined): boolean {
  if (focus === undefined || focus.length === 0) return true;
  return focus.some((each) => {
    if (each === id) return true;
    if (workload === undefined) return false;
    return (
      each === `${workload.namespace}/` || each === `${workload.namespace}/${workload.name}` || each === workload.name
    );
  });
}

/** Parties that may send the same to the same, and what. @internal */
export interface Bundle {
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  readonly connections: ConnectionSet;
}

/** The list by groups: few lines where pairs explode. A party is not in a bundle with itself, though it may stand on both sides. @internal */
export function listBundles(reach: Reachability, options: ListOptions = {}): Bundle[] {
  const targets = new Map<string, { from: number[]; to: number[]; set: number }>();
  const perSource = new Map<number, Map<number, number[]>>();
  eachPair(reach, options, (from, to, set) => {
    const sets = perSource.get(from) ?? new Map<number, number[]>();
    const list = sets.get(set);
    if (list === undefined) sets.set(set, [to]);
    else list.push(to);
    perSource.set(from, sets);
  });
  const kinds = kindsOf(reach.parties, options);
  for (const [from, sets] of perSource)
    for (const [set, to] of sets) {
      // The source itself is left out of its own line, which must not keep it from its like.
      const isLeftOut = kinds.areShown(from, from) && reach.between(from, from) === set;
      const own = isLeftOut ? [...to, from].sort((a, b) => a - b) : to;
      const key = `${set}:${own.join(' ')}`;
      const bundle = targets.get(key);
      if (bundle === undefined) targets.set(key, { from: [from], to: own, set });
      else bundle.from.push(from);
    }
  const party = (index: number) => reach.parties[index]!;
  return [...targets.values()]
    .sort((a, b) => a.from[0]! - b.from[0]! || a.to[0]! - b.to[0]! || a.set - b.set)
    .map(({ from, to, set }) => ({
      from: from.map(party),
      to: (from.length === 1 ? to.filter((index) => index !== from[0]) : to).map(party),
      connections: reach.matrix.store.sets[set]!,
    }));
}
