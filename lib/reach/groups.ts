// Many parties as a short text: whole namespaces by name, few workloads each, the rest counted.
import { Party } from './parties';
import { Reachability } from './reachability';

/** Most names of one namespace that are written out. */
const MOST_NAMES = 4;

/** Workloads in each namespace of a world. @internal */
export function namespaceSizes(...worlds: readonly Reachability[]): Map<string, number> {
  const names = new Map<string, Set<string>>();
  for (const { parties } of worlds)
    for (const { workload, id } of parties)
      if (workload !== undefined)
        names.set(workload.namespace, (names.get(workload.namespace) ?? new Set<string>()).add(id));
  return new Map([...names].map(([namespace, ids]) => [namespace, ids.size]));
}

/** `all of shop (12)`, `shop/web, shop/api`, `shop (7 of 12: api, cart, …)`, `world`. @internal */
export function groupText(
  parties: readonly Pick<Party, 'id' | 'workload'>[],
  sizes: ReadonlyMap<string, number>,
): string {
  const groups = new Map<string, string[]>();
  const others: string[] = [];
  for (const { workload, id } of parties) {
    if (workload === undefined) others.push(id);
    else groups.set(workload.namespace, [...(groups.get(workload.namespace) ?? []), workload.name]);
  }
  const whole: string[] = [];
  const parts: string[] = [];
  for (const [namespace, names] of groups) {
    const size = sizes.get(namespace)!;
    if (names.length === size && size > 1) whole.push(`${namespace} (${size})`);
    else if (names.length <= MOST_NAMES) parts.push(...names.map((name) => `${namespace}/${name}`));
    else parts.push(`${namespace} (${names.length} of ${size}: ${names.slice(0, MOST_NAMES - 1).join(', ')}, …)`);
  }
  return [...(whole.length === 0 ? [] : [`all of ${whole.join(', ')}`]), ...parts, ...others].join(', ');
}
