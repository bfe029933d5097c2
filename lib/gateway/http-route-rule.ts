// One rule of an HTTPRoute: which requests, what is done to them, where they go.
import { Duration } from 'cdk8s';
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { Backend } from './backend';
import { HttpRouteFilter } from './http-route-filter';
import { HttpRouteMatch } from './http-route-match';

/** A rule of a GatewayRoute. */
export interface HttpRouteRule {
  /**
   * Alternatives.
   *
   * @default - every request
   */
  readonly matches?: HttpRouteMatch[];
  /**
   * What is done to requests and answers, each type once.
   *
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
  /**
   * Where requests go; several share by weight.
   *
   * @default - nowhere: the rule redirects
   */
  readonly backends?: Backend[];
  /**
   * Longest time from the request to the end of the answer.
   *
   * @default - none
   */
  readonly requestTimeout?: Duration;
  /**
   * Longest time for one attempt at a backend; not above requestTimeout.
   *
   * @default - none
   */
  readonly backendTimeout?: Duration;
}

/** Sizes that the CRD allows. Source: HTTPRoute v1, v1.3.0 to v1.6.1. */
export const LIMITS = { rules: 16, hostnames: 16, matches: 64, filters: 16, backends: 16 } as const;

/**
 * Checks a rule for what the CRD and Envoy refuse.
 *
 * @throws ValueError `gateway/rule`, `gateway/weight`, `gateway/timeout`
 */
export function checkRule(rule: HttpRouteRule): void {
  const [matches, filters, backends] = [rule.matches ?? [], rule.filters ?? [], rule.backends ?? []];
  const fail = (problem: string, repair: string, code = 'gateway/rule'): never => {
    throw new ValueError(code, problem, repair);
  };
  for (const [what, list] of [
    ['matches', matches],
    ['filters', filters],
    ['backends', backends],
  ] as const) {
    if (list.length > LIMITS[what])
      fail(`a rule with ${list.length} ${what}`, `write at most ${LIMITS[what]}, or split the rule`);
  }
  const types = filters.map((filter) => filter.type);
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice !== undefined) fail(`filter ${twice} twice in one rule`, 'put the changes into one filter');
  const redirects = types.includes('RequestRedirect');
  if (redirects && types.includes('URLRewrite'))
    fail('a redirect and a rewrite in one rule', 'write one of them: a redirect can name host and path');
  if (redirects && backends.length > 0)
    fail('a redirect and backends in one rule', 'leave the backends out: the gateway answers by itself');
  if (!redirects && backends.length === 0)
    fail('a rule without a backend: requests would get status 500', 'write a backend, or a redirect');
  if (filters.some((filter) => filter._replacesPrefix) && (matches.length !== 1 || !matches[0]!._isPrefix))
    fail(
      'a replaced prefix in a rule that does not have exactly one match by path prefix',
      "write matches: [HttpRouteMatch.path('/old')]",
    );
  // Weight 0 on the only backend still sends traffic there, and a sum of 0 is refused by Envoy (run: `backend-weights-all-zero`).
  if (backends.length > 0 && backends.every((backend) => backend.weight === 0))
    fail('all backends of a rule have weight 0', 'leave the rule out, or give a backend a weight', 'gateway/weight');
  const [request, backend] = [rule.requestTimeout?.toMilliseconds(), rule.backendTimeout?.toMilliseconds()];
  if (request !== undefined && request > 0 && backend !== undefined && backend > request)
    fail(
      `backendTimeout ${timeoutText(rule.backendTimeout!)} above requestTimeout ${timeoutText(rule.requestTimeout!)}`,
      'write the same or less',
      'gateway/timeout',
    );
}

/** The rule as in YAML. */
export function ruleSpec(rule: HttpRouteRule, backendRefs: readonly PlainMap[]): PlainMap {
  const list = (items: readonly PlainMap[]) => (items.length === 0 ? undefined : items);
  const timeouts = { request: timeout(rule.requestTimeout), backendRequest: timeout(rule.backendTimeout) };
  return {
    matches: list((rule.matches ?? []).map((match) => match._spec())),
    filters: list((rule.filters ?? []).map((filter) => filter._spec())),
    backendRefs: list(backendRefs),
    timeouts: timeouts.request === undefined && timeouts.backendRequest === undefined ? undefined : timeouts,
  };
}

function timeout(duration: Duration | undefined): string | undefined {
  return duration === undefined ? undefined : timeoutText(duration);
}

/** A duration in the grammar of Gateway API (GEP-2257): `30s`, `1s500ms`. */
export function timeoutText(duration: Duration): string {
  const all = duration.toMilliseconds();
  const [seconds, rest] = [Math.floor(all / 1000), all % 1000];
  return `${seconds > 0 || rest === 0 ? `${seconds}s` : ''}${rest > 0 ? `${rest}ms` : ''}`;
}
