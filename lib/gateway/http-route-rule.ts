// One rule of an HTTPRoute: which requests, what is done to them, where they go.
import { Duration } from 'cdk8s';
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { Backend } from './backend';
import { gatewayDuration } from './durations';
import { BindBackend, HttpRouteFilter } from './http-route-filter';
import { HttpRouteMatch } from './http-route-match';
import { checkRequestRule, namedList, RuleParts } from './request-rule';
import { SessionPersistence } from './session-persistence';

/** When a request is sent once more. A field of the experimental channel of the definitions. */
export interface RetryOptions {
  /**
   * How often, beyond the first time.
   *
   * @default 1
   */
  readonly attempts?: number;
  /**
   * Status codes that are reason enough, 400 to 599. A connection that fails is one in any case.
   *
   * @default - none
   */
  readonly codes?: number[];
  /**
   * Shortest time between two attempts.
   *
   * @default - the proxy's: 25 ms
   */
  readonly backoff?: Duration;
}

/** A rule of a GatewayRoute. */
export interface HttpRouteRule {
  /**
   * Name of the rule; Gateway API v1.4 and later (Cilium 1.19).
   *
   * @default - none
   */
  readonly name?: string;
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
  /**
   * When a request is sent once more.
   *
   * @default - never
   */
  readonly retry?: RetryOptions;
  /**
   * Keeps a client with one backend. No Cilium up to 1.20 heeds it, which is the finding `gateway/ignored-field`.
   *
   * @default - none
   */
  readonly sessionPersistence?: SessionPersistence;
}

/**
 * Checks a rule for what the CRD and Envoy refuse.
 *
 * @throws ValueError `gateway/rule`, `gateway/weight`, `gateway/timeout`
 */
export function checkHttpRule(rule: HttpRouteRule): void {
  const { matches = [], filters = [] } = rule;
  checkRequestRule(partsOf(rule));
  const fail = (problem: string, repair: string, code = 'gateway/rule'): never => {
    throw new ValueError(code, problem, repair);
  };
  const types = filters.map((filter) => filter.type);
  if (types.includes('RequestRedirect') && types.includes('URLRewrite'))
    fail('a redirect and a rewrite in one rule', 'write one of them: a redirect can name host and path');
  if (filters.some((filter) => filter._replacesPrefix) && (matches.length !== 1 || !matches[0]!._isPrefix))
    fail(
      'a replaced prefix in a rule that does not have exactly one match by path prefix',
      "write matches: [HttpRouteMatch.path('/old')]",
    );
  const [request, backend] = [rule.requestTimeout?.toMilliseconds(), rule.backendTimeout?.toMilliseconds()];
  if (request !== undefined && request > 0 && backend !== undefined && backend > request)
    fail(
      `backendTimeout ${gatewayDuration(rule.backendTimeout)} above requestTimeout ${gatewayDuration(rule.requestTimeout)}`,
      'write the same or less',
      'gateway/timeout',
    );
}

/** The rule as in YAML. @internal */
export function httpRuleSpec(rule: HttpRouteRule, bind: BindBackend): PlainMap {
  const { requestTimeout, backendTimeout, retry } = rule;
  const timeouts = { request: gatewayDuration(requestTimeout), backendRequest: gatewayDuration(backendTimeout) };
  return {
    ...(rule.name === undefined ? {} : { name: rule.name }),
    ...namedList(
      'matches',
      (rule.matches ?? []).map((match) => match._spec()),
    ),
    ...namedList(
      'filters',
      (rule.filters ?? []).map((filter) => filter._spec(bind)),
    ),
    ...namedList('backendRefs', (rule.backends ?? []).map(bind)),
    ...(timeouts.request === undefined && timeouts.backendRequest === undefined ? {} : { timeouts }),
    ...(retry === undefined ? {} : { retry: { ...retry, backoff: gatewayDuration(retry.backoff) } }),
    ...(rule.sessionPersistence === undefined ? {} : { sessionPersistence: rule.sessionPersistence._spec() }),
  };
}

function partsOf({ matches = [], filters = [], backends = [] }: HttpRouteRule): RuleParts {
  return { matches: matches.length, filters, backends };
}
