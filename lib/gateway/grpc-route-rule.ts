// One rule of a GRPCRoute: which calls, what is done to them, where they go.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { Backend } from './backend';
import { GrpcRouteMatch } from './grpc-route-match';
import { BindBackend, HttpRouteFilter } from './http-route-filter';
import { checkRequestRule, namedList } from './request-rule';
import { SessionPersistence } from './session-persistence';

/** Filters that the kind has. Source: GRPCRoute v1, v1.3.0 to v1.6.1; ExtensionRef, which no Cilium looks at, is left out. */
const FILTERS = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror'];

/** A rule of a GatewayGrpcRoute. */
export interface GrpcRouteRule {
  /**
   * Name of the rule; Gateway API v1.4 and later (Cilium 1.19).
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * Alternatives.
   *
   * @default - every call
   */
  readonly matches?: GrpcRouteMatch[];
  /**
   * Headers changed and calls mirrored.
   *
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
  /** Where calls go; several share by weight. */
  readonly backends: Backend[];
  /**
   * Keeps a client with one backend. No Cilium up to 1.20 heeds it.
   *
   * @default - none
   */
  readonly sessionPersistence?: SessionPersistence;
}

/** Checks a rule for what the CRD and Envoy refuse. @throws ValueError `gateway/rule`, `gateway/weight` */
export function checkGrpcRule({ matches = [], filters = [], backends }: GrpcRouteRule): void {
  checkRequestRule({ matches: matches.length, filters, backends });
  const other = filters.find(({ type }) => !FILTERS.includes(type));
  if (other !== undefined)
    throw new ValueError('gateway/rule', `filter ${other.type} in a gRPC route`, `write one of: ${FILTERS.join(', ')}`);
}

/** The rule as in YAML. @internal */
export function grpcRuleSpec(rule: GrpcRouteRule, bind: BindBackend): PlainMap {
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
    ...namedList(
      'backendRefs',
      rule.backends.map((backend) => bind(backend)),
    ),
    ...(rule.sessionPersistence === undefined ? {} : { sessionPersistence: rule.sessionPersistence._spec() }),
  };
}
