// What a user says of a filter.
import { Duration } from 'cdk8s';

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
   * 301 or 302; with Cilium 1.20 also 303, 307 and 308.
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

/** Which part of the requests is mirrored. */
export interface MirrorOptions {
  /**
   * Percent of the requests, 0 to 100. Not with `fraction`.
   *
   * @default 100
   */
  readonly percent?: number;
  /**
   * Of 1,000,000 requests, so many: for shares below one percent. Not with `percent`.
   *
   * @default - see percent
   */
  readonly perMillion?: number;
}

/** What browsers are told about pages of other origins that call this one (CORS). */
export interface CorsOptions {
  /** Origins: `https://shop.example.com`, `https://*.example.com`, or `*` alone. */
  readonly allowOrigins: string[];
  /**
   * Methods, or `*` alone.
   *
   * @default - those that browsers allow anyway
   */
  readonly allowMethods?: string[];
  /**
   * Headers of requests, or `*` alone.
   *
   * @default - those that browsers allow anyway
   */
  readonly allowHeaders?: string[];
  /**
   * Headers of answers that a page may read.
   *
   * @default - those that browsers show anyway
   */
  readonly exposeHeaders?: string[];
  /**
   * Cookies and other credentials go along.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * How long browsers keep the answer.
   *
   * @default Duration.seconds(5)
   */
  readonly maxAge?: Duration;
}

/** How somebody else is asked whether a request may pass. */
export interface ExternalAuthOptions {
  /**
   * Headers of the request that the authoriser sees beside the usual ones.
   *
   * @default - none further
   */
  readonly allowedHeaders?: string[];
  /**
   * Headers of the authoriser's answer that the backend sees; over HTTP only.
   *
   * @default - none
   */
  readonly allowedResponseHeaders?: string[];
  /**
   * Path in front of that of the request; over HTTP only.
   *
   * @default - none
   */
  readonly path?: string;
  /**
   * Bytes of the body that the authoriser sees.
   *
   * @default - none
   */
  readonly maxBodySize?: number;
}
