// What a rule does to requests and answers on the way.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';
import { Backend } from './backend';
import { HeaderOptions, headerModifier } from './header-modifier';
import { checkHostname } from './hostname';
import {
  CorsOptions,
  ExternalAuthOptions,
  MirrorOptions,
  RedirectOptions,
  RewriteOptions,
} from './http-filter-options';
import { checkPath } from './http-route-match';
import { checkPort } from './listener';

/** Makes a reference of a backend, with what it needs. @internal */
export type BindBackend = (backend: Backend) => PlainMap;

/** A filter of a rule; each type at most once, mirrors as often as you like. */
export class HttpRouteFilter {
  /** Sends a redirect instead of asking a backend. @throws ValueError `gateway/redirect` */
  public static redirect(options: RedirectOptions): HttpRouteFilter {
    const { scheme, statusCode } = options;
    if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
      throw new ValueError('gateway/redirect', `not a scheme: "${scheme}"`, 'write "http" or "https"');
    if (statusCode !== undefined && ![301, 302, 303, 307, 308].includes(statusCode))
      throw new ValueError(
        'gateway/redirect',
        `status code ${statusCode}`,
        'write 301 or 302; with Cilium 1.20 also 303, 307 or 308',
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

  /** Redirects to HTTPS, for good. A route of such rules attaches to the plain listeners alone. */
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
    return new HttpRouteFilter('RequestHeaderModifier', 'requestHeaderModifier', headerModifier(options));
  }

  /** Changes headers of the answer. @throws ValueError `gateway/header` */
  public static responseHeaders(options: HeaderOptions): HttpRouteFilter {
    return new HttpRouteFilter('ResponseHeaderModifier', 'responseHeaderModifier', headerModifier(options));
  }

  /** Sends a copy of the requests to another backend, whose answers nobody sees. @throws ValueError `gateway/filter` */
  public static mirror(backend: Backend, options: MirrorOptions = {}): HttpRouteFilter {
    const { percent, perMillion } = options;
    const [share, most] = perMillion === undefined ? [percent, 100] : [perMillion, 1_000_000];
    if (percent !== undefined && perMillion !== undefined)
      throw new ValueError('gateway/filter', 'percent and perMillion together', 'write one of them');
    if (share !== undefined && (!Number.isInteger(share) || share < 0 || share > most))
      throw new ValueError('gateway/filter', `not a share of the requests: ${share}`, `write 0 to ${most}`);
    const fraction = perMillion === undefined ? undefined : { numerator: perMillion, denominator: most };
    return new HttpRouteFilter('RequestMirror', 'requestMirror', { percent, fraction }, false, backend);
  }

  /** Answers browsers that ask whether a page of another origin may call (Cilium 1.20). @throws ValueError `gateway/filter` */
  public static cors(options: CorsOptions): HttpRouteFilter {
    const { maxAge, allowOrigins, ...rest } = options;
    if (allowOrigins.length === 0)
      throw new ValueError(
        'gateway/filter',
        'CORS for no origin',
        "write allowOrigins: ['https://shop.example.com'], or ['*']",
      );
    return new HttpRouteFilter('CORS', 'cors', { allowOrigins, ...rest, maxAge: maxAge?.toSeconds() });
  }

  /** Asks an authoriser over HTTP before a request passes (Cilium 1.20; experimental channel of the definitions). */
  public static authorizeByHttp(authorizer: Backend, options: ExternalAuthOptions = {}): HttpRouteFilter {
    const { maxBodySize, path, ...http } = options;
    const value = {
      protocol: 'HTTP',
      http: { ...http, path: path === undefined ? undefined : checkPath(path) },
      forwardBody: bodyOf(maxBodySize),
    };
    return new HttpRouteFilter('ExternalAuth', 'externalAuth', value, false, authorizer);
  }

  /** Asks an authoriser by Envoy's gRPC interface before a request passes (Cilium 1.20; experimental channel of the definitions). @throws ValueError `gateway/filter` */
  public static authorizeByGrpc(authorizer: Backend, options: ExternalAuthOptions = {}): HttpRouteFilter {
    const { maxBodySize, path, allowedHeaders, allowedResponseHeaders } = options;
    if (path !== undefined || allowedResponseHeaders !== undefined)
      throw new ValueError(
        'gateway/filter',
        'path or allowedResponseHeaders with gRPC',
        'leave them out: the authoriser answers with the headers that it wants',
      );
    const value = { protocol: 'GRPC', grpc: { allowedHeaders }, forwardBody: bodyOf(maxBodySize) };
    return new HttpRouteFilter('ExternalAuth', 'externalAuth', value, false, authorizer);
  }

  /** The type, as in YAML. */
  public readonly type: string;
  /** True if it replaces the matched prefix. @internal */
  public readonly _replacesPrefix: boolean;
  private readonly field: string;
  private readonly value: PlainMap;
  private readonly backend: Backend | undefined;

  private constructor(type: string, field: string, value: PlainMap, replacesPrefix = false, backend?: Backend) {
    this.type = type;
    this.field = field;
    this.value = value;
    this._replacesPrefix = replacesPrefix;
    this.backend = backend;
  }

  /** Scheme to which it redirects whatever it matches; undefined if it does not. @internal */
  public get _redirectsTo(): string | undefined {
    const { scheme } = this.value;
    return this.type === 'RequestRedirect' && typeof scheme === 'string' ? scheme : undefined;
  }

  /** The filter as in YAML. @internal */
  public _spec(bind: BindBackend): PlainMap {
    if (this.backend === undefined) return { type: this.type, [this.field]: this.value };
    const { weight: _, ...backendRef } = bind(this.backend);
    return { type: this.type, [this.field]: { backendRef, ...this.value } };
  }
}

function bodyOf(maxSize: number | undefined): PlainMap | undefined {
  return maxSize === undefined ? undefined : { maxSize };
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
