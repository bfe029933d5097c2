// A rule out of rows: for each thing that Cilium accepts and does not serve as it reads, a code, a level and words.
import { isServiceParent, keyOf, namespaceOf, Unserved, UnservedCode } from '../../../models/gateway';
import { Code, Data, Level } from '../../../problem';
import { listAt, textAt } from '../../../world/derived/fields';
import { GatewayCluster, GATEWAYS, writtenKey } from '../../../world/derived/gateways';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';

/** How an entry of the model is said. */
export interface UnservedRow extends Code {
  readonly unserved: readonly UnservedCode[];
  /** @default - none of the entry is passed over */
  readonly level: Level | ((entry: Unserved, world: World, cluster: GatewayCluster) => Level | undefined);
}

/** The rule that says the rows. */
export function ruleOf(rows: readonly UnservedRow[]): Rule {
  return {
    layer: 'gateway',
    codes: rows.map(({ code, title, why, words }) => ({ code, title, why, ...(words === undefined ? {} : { words }) })),
    check(world, report) {
      for (const cluster of world.model(GATEWAYS))
        for (const entry of cluster.unserved) {
          const at = cluster.at(entry.index);
          const row = rows.find(({ unserved }) => unserved.includes(entry.code));
          if (at === undefined || row === undefined || !isLookedAt(cluster, entry.object)) continue;
          const level = typeof row.level === 'function' ? row.level(entry, world, cluster) : row.level;
          if (level !== undefined) report[level](row.code, at, entry.path, plain(entry.data));
        }
    },
  };
}

/** True if Cilium looks after the object: another controller has rules of its own. */
function isLookedAt({ verdict }: GatewayCluster, object: string): boolean {
  const { objects, gateways, listenerSets, routes } = verdict;
  const isManaged = gateways.some(({ conditions }) => Object.keys(conditions).length > 0);
  const [kind = ''] = object.split('/');
  if (kind === 'Gateway' || kind === 'ListenerSet') {
    const statuses = kind === 'Gateway' ? gateways : listenerSets;
    const own = statuses.find(({ namespace, name }) => keyOf({ kind, namespace, name }) === object);
    return kind === 'ListenerSet' ? isManaged : Object.keys(own?.conditions ?? {}).length > 0;
  }
  const judged = routes.filter(({ parents }) => parents.length > 0).map(keyOf);
  if (kind.endsWith('Route')) {
    const route = objects.routes.find((each) => keyOf(each) === object);
    return (
      judged.includes(object) || (isManaged && route?.parents.some((parent) => isServiceParent(parent, true)) === true)
    );
  }
  if (kind !== 'BackendTLSPolicy') return isManaged;
  const policy = objects.policies.find((each) => keyOf(each) === object);
  const targets = listAt(policy?.object, 'spec', 'targetRefs').map((target) => textAt(target, 'name'));
  return objects.routes.some(
    (route) =>
      judged.includes(keyOf(route)) &&
      route.rules.some(({ backends }) =>
        backends.some((ref) => targets.includes(ref.name) && namespaceOf(ref, route.namespace) === policy?.namespace),
      ),
  );
}

/** Data as it is shown: without stand-ins for namespaces. */
export function plain(data: Readonly<Record<string, unknown>>): Data {
  return plainValue(data) as Data;
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return writtenKey(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, plainValue(each)]])),
  );
}

/** `HTTPRoute/shop/web` as `HTTPRoute shop/web`. */
export function named(key: string): string {
  return key.replace('/', ' ');
}

/** A list in words. */
export function listed(items: readonly unknown[], joint = ', '): string {
  return items.map(String).join(joint);
}

/** Every cluster with a way to say a finding about one of its objects. */
export function eachCluster(
  world: World,
  report: Report,
  check: (
    cluster: GatewayCluster,
    say: (level: Level, code: string, index: number, path: readonly (string | number)[], data: Data) => void,
  ) => void,
): void {
  for (const cluster of world.model(GATEWAYS))
    check(cluster, (level, code, index, path, data) => {
      const at = cluster.at(index);
      if (at !== undefined) report[level](code, at, path, plain(data));
    });
}
