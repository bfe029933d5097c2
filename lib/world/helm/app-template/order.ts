// Order by `dependsOn`, as containers and environment variables have it.
import { isEmpty, NotUnderstood, Refused } from '../template/go-values';

/**
 * What waits for nothing comes first, by name; then what waits only for what is already there.
 *
 * @throws Refused where things wait for one another, or for something that is not there
 * @internal
 */
export function ordered(waits: ReadonlyMap<string, readonly unknown[]>): string[] {
  const open = new Map([...waits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, on]) => [key, new Set(on)]));
  const order: string[] = [];
  while (open.size > 0) {
    const next = [...open].find(([, on]) => on.size === 0)?.[0];
    if (next === undefined)
      throw new Refused('template', `graph is cyclic or has bad edge definitions: ${[...open.keys()].join(', ')}`);
    open.delete(next);
    for (const on of open.values()) on.delete(next);
    order.push(next);
  }
  return order;
}

/** What a `dependsOn` names. @internal */
export function listOf(value: unknown): readonly unknown[] {
  if (isEmpty(value)) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value;
  throw new NotUnderstood('dependsOn that is neither a text nor a list');
}
