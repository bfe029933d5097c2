// Which calls a rule of a gRPC route is about.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { checkHeaderName } from './http-route-match';

/** What the CRD takes as a service and a method. Source: CEL rules of GRPCRoute, v1.3.0 to v1.6.1. */
const SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** A match of calls: all of its conditions must hold; several matches of a rule are alternatives. */
export class GrpcRouteMatch {
  /** Calls of a service, `helloworld.Greeter`, or of one of its methods. @throws ValueError `gateway/match` */
  public static method(service: string, method?: string): GrpcRouteMatch {
    if (!SERVICE.test(service) || (method !== undefined && !METHOD.test(method)))
      throw new ValueError(
        'gateway/match',
        `not a gRPC method: "${service}${method === undefined ? '' : `/${method}`}"`,
        "write GrpcRouteMatch.method('helloworld.Greeter', 'SayHello')",
      );
    return new GrpcRouteMatch({ type: 'Exact', service, ...(method === undefined ? {} : { method }) }, []);
  }

  /** Calls whose service, and method if given, match regular expressions (RE2, in full). */
  public static methodRegex(service: string, method?: string): GrpcRouteMatch {
    return new GrpcRouteMatch({ type: 'RegularExpression', service, ...(method === undefined ? {} : { method }) }, []);
  }

  /** Calls with a header of exactly this value. @throws ValueError `gateway/header` */
  public static header(name: string, value: string): GrpcRouteMatch {
    return new GrpcRouteMatch(undefined, [{ name: checkHeaderName(name), value }]);
  }

  /** Calls with a header whose whole value matches a regular expression (RE2). @throws ValueError `gateway/header` */
  public static headerRegex(name: string, expression: string): GrpcRouteMatch {
    return new GrpcRouteMatch(undefined, [
      { type: 'RegularExpression', name: checkHeaderName(name), value: expression },
    ]);
  }

  private constructor(
    private readonly call: PlainMap | undefined,
    private readonly headers: readonly PlainMap[],
  ) {}

  /** Calls that fulfil both. @throws ValueError `gateway/match` if both state a method */
  public and(other: GrpcRouteMatch): GrpcRouteMatch {
    if (this.call !== undefined && other.call !== undefined)
      throw new ValueError('gateway/match', 'a match with two methods', 'write two matches: they are alternatives');
    return new GrpcRouteMatch(this.call ?? other.call, [...this.headers, ...other.headers]);
  }

  /** The match as in YAML. @internal */
  public _spec(): PlainMap {
    return {
      ...(this.call === undefined ? {} : { method: this.call }),
      ...(this.headers.length === 0 ? {} : { headers: this.headers }),
    };
  }
}
