// Matches and filters for which the operator refuses a route, or stops: bad regular expressions, and the header Host.
import { Condition, no } from '../conditions';
import { RouteObject, RouteRule } from '../objects/routes';
import { mapAt, textAt } from '../read';
import { regexpError } from '../regexp';

/** The first bad regular expression of a route's matches, as a condition. */
export function badRegexp(route: RouteObject): Condition | undefined {
  for (const { matches } of route.rules)
    for (const match of matches) {
      const bad = route.kind === 'GRPCRoute' ? badGrpcMatch(match) : badHttpMatch(match);
      if (bad !== undefined)
        return no('UnsupportedValue', `Invalid regular expression in ${bad.field} match: ${bad.error}`);
    }
  return undefined;
}

interface BadExpression {
  readonly field: string;
  readonly error: string;
}

function badHttpMatch(match: RouteRule['matches'][number]): BadExpression | undefined {
  return (
    badExpressions('path', [mapAt(match, 'path')], ['value']) ??
    badExpressions('header', itemsOf(match.headers), ['value']) ??
    badExpressions('queryParam', itemsOf(match.queryParams), ['value'])
  );
}

function badGrpcMatch(match: RouteRule['matches'][number]): BadExpression | undefined {
  const method = mapAt(match, 'method');
  return (
    badExpressions('method.service', [method], ['service']) ??
    badExpressions('method.method', [method], ['method']) ??
    badExpressions('header', itemsOf(match.headers), ['value'])
  );
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function badExpressions(field: string, items: readonly unknown[], key: [string]): BadExpression | undefined {
  for (const item of items) {
    const expression = textAt(item, 'type') === 'RegularExpression' ? textAt(item, ...key) : undefined;
    const error = expression === undefined ? undefined : regexpError(expression);
    if (error !== undefined) return { field, error };
  }
  return undefined;
}

/** True if a filter of the route sets the header Host, which ends the operator's walk over the routes. */
export function setsHostHeader(route: RouteObject): boolean {
  return route.rules.some(({ filters }) =>
    filters.some(
      (filter) =>
        textAt(filter, 'type') === 'RequestHeaderModifier' &&
        itemsOf(mapAt(filter, 'requestHeaderModifier')?.set).some((header) => textAt(header, 'name') === 'Host'),
    ),
  );
}
