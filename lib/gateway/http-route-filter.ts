// What a rule does to requests and answers on the way.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { checkHostname } from './hostname';
import { checkPort } from './listener';
import { checkHeaderName, checkPath } from './http-route-match';

/** How a request is redirected. */
export interface RedirectOptions {
  /**
   * `http` or `https`.
   *
   * @default - the scheme of the request
   */
  readonly scheme?: string;
  /**
   * Host name.
   *
   * @default - that of the request
   */
  readonly hostname?: string;
  /**
   * Port.
   *
   * @default - that of the scheme, else of the listener
   */
  readonly port?: number;
  /**
   * 301 or 302, the two that every bundle knows.
   *
   * @default 302
   */
  readonly statusCode?: number;
  /**
   * New path in full.
   *
   * @default - that of the request
   */
  readonly path?: string;
  /**
   * Replacement of the matched prefix; the rule then has exactly one match, by path prefix.
   *
   * @default - none
   */
  readonly prefix?: string;
}

/** How a request is rewritten before the backend sees it. */
export interface RewriteOptions {
  /**
   * Host name.
   *
   * @default - unchanged
   */
  readonly hostname?: string;
  /**
   * New path in full.
   *
   * @default - unchanged
   */
  readonly path?: string;
  /**
   * Replacement of the matched prefix; the rule then has exactly one match, by path prefix.
   *
   * @default - unchanged
   */
  readonly prefix?: string;
}

/** Changes of headers. */
export interface HeaderOptions {
  /**
   * Headers to overwrite.
   *
   * @default - none
   */
  readonly set?: { [key: string]: string };
  /**
   * Headers to add to.
   *
   * @default - none
   */
  readonly add?: { [key: string]: string };
  /**
   * Names of headers to remove.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/** A filter of a rule; each type at most once. */
export class HttpRouteFilter {
  /** Sends a redirect instead of asking a backend. @throws ValueError `gateway/redirect` */
  public static redirect(options: RedirectOptions): HttpRouteFilter {
    const { scheme, statusCode } = options;
    if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
      throw new ValueError('gateway/redirect', `not a scheme: "${scheme}"`, 'write "http" or "https"');
    if (statusCode !== undefined && statusCode !== 301 && statusCode !== 302)
      throw new ValueError(
        'gateway/redirect',
        `status code ${statusCode}`,
        'write 301 or 302: the other codes are refused by bundles before v1.5',
      );
    const fields = {
      scheme,
      hostname: exactHost(options.hostname),
      port: options.port === undefined ? undefined : checkPort(options.port),
      statusCode,
      path: pathModifier(options.path, options.prefix),
    };
    if ([fields.scheme, fields.hostname, fields.port, fields.path].every((value) => value === undefined))
      throw new ValueError(
        'gateway/redirect',
        'a redirect to the same place',
        "write scheme: 'https', hostname or path",
      );
    return new HttpRouteFilter('RequestRedirect', 'requestRedirect', fields, options.prefix !== undefined);
  }

  /** Redirects to HTTPS, for good. */
  public static redirectToHttps(): HttpRouteFilter {
    return HttpRouteFilter.redirect({ scheme: 'https', statusCode: 301 });
  }

  /** Rewrites host name or path before the backend sees them. @throws ValueError `gateway/rewrite` */
  public static rewrite(options: RewriteOptions): HttpRouteFilter {
    const fields = { hostname: exactHost(options.hostname), path: pathModifier(options.path, options.prefix) };
    if (fields.hostname === undefined && fields.path === undefined)
      throw new ValueError('gateway/rewrite', 'a rewrite of nothing', 'write hostname, path or prefix');
    return new HttpRouteFilter('URLRewrite', 'urlRewrite', fields, options.prefix !== undefined);
  }

  /** Changes headers of the request. @throws ValueError `gateway/header` */
  public static requestHeaders(options: HeaderOptions): HttpRouteFilter {
    return new HttpRouteFilter('RequestHeaderModifier', 'requestHeaderModifier', headers(options), false);
  }

  /** Changes headers of the answer. @throws ValueError `gateway/header` */
  public static responseHeaders(options: HeaderOptions): HttpRouteFilter {
    return new HttpRouteFilter('ResponseHeaderModifier', 'responseHeaderModifier', headers(options), false);
  }

  /** The type, as in YAML. */
  public readonly type: string;
  /** True if it replaces the matched prefix. @internal */
  public readonly _replacesPrefix: boolean;
  private readonly field: string;
  private readonly value: PlainMap;

  private constructor(type: string, field: string, value: PlainMap, replacesPrefix: boolean) {
    this.type = type;
    this.field = field;
    this.value = value;
    this._replacesPrefix = replacesPrefix;
  }

  /** The filter as in YAML. @internal */
  public _spec(): PlainMap {
    return { type: this.type, [this.field]: this.value };
  }
}

function exactHost(hostname: string | undefined): string | undefined {
  if (hostname?.startsWith('*'))
    throw new ValueError('gateway/hostname', `a wildcard cannot be the target: "${hostname}"`, 'write one host name');
  return hostname === undefined ? undefined : checkHostname(hostname);
}

function pathModifier(path: string | undefined, prefix: string | undefined): PlainMap | undefined {
  if (path !== undefined && prefix !== undefined)
    throw new ValueError('gateway/path', `path "${path}" and prefix "${prefix}" together`, 'write one of them');
  if (path !== undefined) return { type: 'ReplaceFullPath', replaceFullPath: checkPath(path) };
  return prefix === undefined ? undefined : { type: 'ReplacePrefixMatch', replacePrefixMatch: checkPath(prefix) };
}

function headers(options: HeaderOptions): PlainMap {
  const list = (map: { [key: string]: string } | undefined) =>
    map === undefined
      ? undefined
      : Object.entries(map)
          .map(([name, value]) => ({ name: checkHeaderName(name), value }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
  const value = {
    set: list(options.set),
    add: list(options.add),
    remove: options.remove === undefined ? undefined : [...options.remove.map(checkHeaderName)].sort(),
  };
  if ([value.set, value.add, value.remove].every((part) => part === undefined || part.length === 0))
    throw new ValueError(
      'gateway/header',
      'a header filter that changes nothing',
      "write set: { 'X-Name': 'value' }, add or remove",
    );
  return value;
}
