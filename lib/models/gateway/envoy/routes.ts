// The routes of one virtual host. Rules with the same match are merged into one, whatever route they come from.
import { PlainMap } from '../../../manifest';
import { GatewayFeatures } from '../features';
import { groupBy } from '../read';
import { ServedRoute } from '../translation/served';
import { actionOf } from './action';
import { matchKey, matchOf } from './match';
import { isBefore } from './order';
import { perFilter } from './per-filter';

/**
 * Envoy's routes, in the order in which it tries them.
 *
 * @param listenerPort port of the first HTTP listener of all
 * @param auths filters of external authorisation that are active on the listener
 */
export function envoyRoutes(
  features: GatewayFeatures,
  served: readonly ServedRoute[],
  listenerPort: number,
  auths: readonly string[],
): PlainMap[] {
  const groups = groupBy(served, (route) => matchKey(features, route));
  const routes: PlainMap[] = [];
  for (const route of served) {
    const key = matchKey(features, route);
    const group = groups.get(key);
    if (group === undefined) continue;
    const [first] = group as [ServedRoute];
    const backends = group.flatMap((item) => item.backends);
    if (backends.length === 0 && first.redirect === undefined) {
      // Stays in the group: a second rule with the same match and no backend stands there again.
      routes.push({
        match: matchOf(first),
        directResponse: { status: 500, body: { inlineString: '' } },
        ...perFilter(first, auths),
      });
      continue;
    }
    routes.push(actionOf(features, first, backends, listenerPort, auths));
    groups.delete(key);
  }
  return routes.sort((a, b) => (isBefore(features, a, b) ? -1 : isBefore(features, b, a) ? 1 : 0));
}
