// Many parties as few units: whole namespaces by name, few workloads each, the rest counted.
import { Party } from './parties';
import { Reachability } from './reachability';

/** Most names of one namespace that are written out. */
const MOST_NAMES = 4;

/** What stands for one party or several of a namespace. @internal */
export interface Unit {
  /** `shop (12)` for a whole namespace, `shop/web`, `shop (7 of 12: api, cart, …)`, `world`. */
  readonly text: string;
  /** Different for different parties, even where the text is not. */
  readonly key: string;
  /** True for all workloads of a namespace. */
  readonly isWhole: boolean;
  readonly namespace?: string;
}

type Member = Pick<Party, 'id' | 'workload'>;

/** Workloads in each namespace of a world. @internal */
export function namespaceSizes(...worlds: readonly Reachability[]): Map<string, number> {
  const names = new Map<string, Set<string>>();
  for (const { parties } of worlds)
    for (const { workload, id } of parties)
      if (workload !== undefined)
        names.set(workload.namespace, (names.get(workload.namespace) ?? new Set<string>()).add(id));
  return new Map([...names].map(([namespace, ids]) => [namespace, ids.size]));
}

/** Units of some parties: whole namespaces, then parts of namespaces, then what has none. @internal */
export function unitsOf(parties: readonly Member[], sizes: ReadonlyMap<string, number>): Unit[] {
  const groups = new Map<string, { readonly id: string; readonly name: string }[]>();
  const others: Unit[] = [];
  for (const { workload, id } of parties) {
    if (workload === undefined) others.push({ text: id, key: id, isWhole: false });
    else groups.set(workload.namespace, [...(groups.get(workload.namespace) ?? []), { id, name: workload.name }]);
  }
  const whole: Unit[] = [];
  const parts: Unit[] = [];
  for (const [namespace, members] of groups) {
    const size = sizes.get(namespace);
    if (members.length === size && size > 1)
      whole.push({ text: `${namespace} (${size})`, key: `${namespace}/`, isWhole: true, namespace });
    else if (members.length <= MOST_NAMES)
      for (const { id, name } of members)
        parts.push({ text: `${namespace}/${name}`, key: id, isWhole: false, namespace });
    else {
      const some = members.slice(0, MOST_NAMES - 1).map(({ name }) => name);
      const text = `${namespace} (${members.length} of ${size ?? members.length}: ${some.join(', ')}, …)`;
      parts.push({ text, key: members.map(({ id }) => id).join(' '), isWhole: false, namespace });
    }
  }
  return [...whole, ...parts, ...others];
}

/** `all of shop (12)`, `shop/web, shop/api`, `shop (7 of 12: api, cart, …)`, `world`. @internal */
export function groupText(parties: readonly Member[], sizes: ReadonlyMap<string, number>): string {
  const units = unitsOf(parties, sizes);
  const whole = units.filter(({ isWhole }) => isWhole).map(({ text }) => text);
  const rest = units.filter(({ isWhole }) => !isWhole).map(({ text }) => text);
  return [...(whole.length === 0 ? [] : [`all of ${whole.join(', ')}`]), ...rest].join(', ');
}
