// What rules of HTTP and gRPC routes share: their sizes, filters and backends.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { Backend } from './backend';
import { HttpRouteFilter } from './http-route-filter';

/** Sizes that the CRDs allow. Source: HTTPRoute and GRPCRoute v1, v1.3.0 to v1.6.1. */
export const LIMITS = { rules: 16, hostnames: 16, matches: 64, filters: 16, backends: 16 } as const;

/** What is checked of a rule of any kind. */
export interface RuleParts {
  /** Number of alternatives. */
  readonly matches: number;
  readonly filters: readonly HttpRouteFilter[];
  readonly backends: readonly Backend[];
}

/** Checks sizes, filters that stand twice, and where requests go. @throws ValueError `gateway/rule`, `gateway/weight` */
export function checkRequestRule({ matches, filters, backends }: RuleParts): void {
  const fail = (problem: string, repair: string, code = 'gateway/rule'): never => {
    throw new ValueError(code, problem, repair);
  };
  for (const [what, length] of [
    ['matches', matches],
    ['filters', filters.length],
    ['backends', backends.length],
  ] as const) {
    if (length > LIMITS[what])
      fail(`a rule with ${length} ${what}`, `write at most ${LIMITS[what]}, or split the rule`);
  }
  const types = filters.map((filter) => filter.type);
  const twice = types.find((type, index) => type !== 'RequestMirror' && types.indexOf(type) !== index);
  if (twice !== undefined) fail(`filter ${twice} twice in one rule`, 'put the changes into one filter');
  const redirects = types.includes('RequestRedirect');
  if (redirects && backends.length > 0)
    fail('a redirect and backends in one rule', 'leave the backends out: the gateway answers by itself');
  if (!redirects && backends.length === 0)
    fail('a rule without a backend: requests would get status 500', 'write a backend, or a redirect');
  // Weight 0 on the only backend still sends traffic there, and a sum of 0 is refused by Envoy (run: `backend-weights-all-zero`).
  if (backends.length > 0 && backends.every((backend) => backend.weight === 0))
    fail('all backends of a rule have weight 0', 'leave the rule out, or give a backend a weight', 'gateway/weight');
}

/** A field with a list; none for an empty one. */
export function namedList(name: string, items: readonly PlainMap[]): PlainMap {
  return items.length === 0 ? {} : { [name]: items };
}
