// Which requests a rule of a route is about.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';

/** HTTP method. */
export enum HttpMethod {
  /** GET. */
  GET = 'GET',
  /** HEAD. */
  HEAD = 'HEAD',
  /** POST. */
  POST = 'POST',
  /** PUT. */
  PUT = 'PUT',
  /** DELETE. */
  DELETE = 'DELETE',
  /** CONNECT. */
  CONNECT = 'CONNECT',
  /** OPTIONS. */
  OPTIONS = 'OPTIONS',
  /** TRACE. */
  TRACE = 'TRACE',
  /** PATCH. */
  PATCH = 'PATCH',
}

/** What the CRD refuses in a path. Source: CEL rules of HTTPRoute, v1.3.0 to v1.6.1. */
const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F', '#'];
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

/** A match: all of its conditions must hold; several matches of a rule are alternatives. */
export class HttpRouteMatch {
  /** Paths at or below a prefix, by whole elements: `/v1` takes `/v1/x`, not `/v10`. @throws ValueError `gateway/path` */
  public static path(prefix: string): HttpRouteMatch {
    return new HttpRouteMatch({ path: { type: 'PathPrefix', value: checkPath(prefix) } });
  }

  /** One path exactly. @throws ValueError `gateway/path` */
  public static exactPath(path: string): HttpRouteMatch {
    return new HttpRouteMatch({ path: { type: 'Exact', value: checkPath(path) } });
  }

  /** Paths by regular expression (RE2, matched in full). */
  public static pathRegex(expression: string): HttpRouteMatch {
    if (expression === '' || expression.length > 1024)
      throw new ValueError('gateway/path', `path expression of ${expression.length} characters`, 'write 1 to 1024');
    return new HttpRouteMatch({ path: { type: 'RegularExpression', value: expression } });
  }

  /** Requests of a method. */
  public static method(method: HttpMethod): HttpRouteMatch {
    return new HttpRouteMatch({ method });
  }

  /** Requests with a header of exactly this value. @throws ValueError `gateway/header` */
  public static header(name: string, value: string): HttpRouteMatch {
    return new HttpRouteMatch({ headers: [{ name: checkHeaderName(name), value }] });
  }

  /** Requests with a header whose whole value matches a regular expression (RE2). @throws ValueError `gateway/header` */
  public static headerRegex(name: string, expression: string): HttpRouteMatch {
    return new HttpRouteMatch({
      headers: [{ type: 'RegularExpression', name: checkHeaderName(name), value: expression }],
    });
  }

  /** Requests with a query parameter of exactly this value. @throws ValueError `gateway/header` */
  public static queryParam(name: string, value: string): HttpRouteMatch {
    return new HttpRouteMatch({ queryParams: [{ name: checkHeaderName(name), value }] });
  }

  /** Requests with a query parameter whose whole value matches a regular expression (RE2). @throws ValueError `gateway/header` */
  public static queryParamRegex(name: string, expression: string): HttpRouteMatch {
    return new HttpRouteMatch({
      queryParams: [{ type: 'RegularExpression', name: checkHeaderName(name), value: expression }],
    });
  }

  private constructor(
    private readonly fields: {
      readonly path?: PlainMap;
      readonly method?: string;
      readonly headers?: PlainMap[];
      readonly queryParams?: PlainMap[];
    },
  ) {}

  /** Requests that fulfil both. @throws ValueError `gateway/match` if both state a path or a method */
  public and(other: HttpRouteMatch): HttpRouteMatch {
    const [a, b] = [this.fields, other.fields];
    if ((a.path !== undefined && b.path !== undefined) || (a.method !== undefined && b.method !== undefined))
      throw new ValueError(
        'gateway/match',
        'a match with two paths or two methods',
        'write two matches: they are alternatives',
      );
    const list = (x: PlainMap[] | undefined, y: PlainMap[] | undefined) =>
      x === undefined && y === undefined ? undefined : [...(x ?? []), ...(y ?? [])];
    return new HttpRouteMatch({
      path: a.path ?? b.path,
      method: a.method ?? b.method,
      headers: list(a.headers, b.headers),
      queryParams: list(a.queryParams, b.queryParams),
    });
  }

  /** True for a path prefix. @internal */
  public get _isPrefix(): boolean {
    return this.fields.path?.type === 'PathPrefix';
  }

  /** The match as in YAML. @internal */
  public _spec(): PlainMap {
    return { ...this.fields };
  }
}

/** Checks a path. @throws ValueError `gateway/path` */
export function checkPath(path: string): string {
  const bad = FORBIDDEN_IN_PATH.find((part) => path.includes(part)) ?? ['/.', '/..'].find((end) => path.endsWith(end));
  if (!path.startsWith('/')) throw new ValueError('gateway/path', `not a path: "${path}"`, `did you mean "/${path}"?`);
  if (bad !== undefined || path.length > 1024 || !/^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path)) {
    throw new ValueError(
      'gateway/path',
      `not a path: "${path}"${bad === undefined ? '' : ` holds "${bad}"`}`,
      'write a path such as "/v1", at most 1024 characters, without "//", "/./", "/../", "%2f", "#"',
    );
  }
  return path;
}

/** Checks a header name. @throws ValueError `gateway/header` */
export function checkHeaderName(name: string): string {
  if (!HEADER_NAME.test(name) || name.length > 256)
    throw new ValueError('gateway/header', `not a header name: "${name}"`, 'write a token such as "X-Request-Id"');
  return name;
}
