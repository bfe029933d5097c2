// One HTTP request that a policy lets through the proxy.
import { ValueError } from '../net';
import { re2Error } from '../models/agent';
import { HeaderMatch } from './header-match';

/** What a request must look like; what is left out is not looked at. All must hold. */
export interface HttpRuleOptions {
  /**
   * RE2 expression that the whole method must match, `GET` or `GET|HEAD`. Case-sensitive.
   *
   * @default - any method
   */
  readonly method?: string;
  /**
   * RE2 expression that the whole path with query string must match, `/v1/.*`. `/v1` does not cover `/v1/x`.
   *
   * @default - any path
   */
  readonly path?: string;
  /**
   * RE2 expression that the whole authority must match, with the port if the client sends one.
   *
   * @default - any host
   */
  readonly host?: string;
  /**
   * Headers that must be there: `X-Token` (any value) or `X-Token: value` (exactly this).
   *
   * @default - none
   */
  readonly headers?: string[];
  /**
   * Headers by value, by a value that a Secret holds, or with what to do where they differ.
   *
   * @default - none
   */
  readonly headerMatches?: HeaderMatch[];
}

/** An HTTP rule; several in one list are alternatives. */
export class HttpRule {
  /** GET requests whose whole path with query matches an RE2 expression: `/v1/.*`. */
  public static get(path: string): HttpRule {
    return HttpRule.of({ method: 'GET', path });
  }

  /** Requests of any method whose whole path with query matches an RE2 expression. */
  public static path(path: string): HttpRule {
    return HttpRule.of({ path });
  }

  /**
   * Requests that fit all that is given.
   *
   * @throws ValueError `policy/http-rule` for an expression that Go cannot compile, or a rule that says nothing
   */
  public static of(options: HttpRuleOptions): HttpRule {
    for (const field of ['method', 'path', 'host'] as const) {
      const expression = options[field];
      if (expression === undefined) continue;
      if (typeof expression !== 'string' || expression === '')
        throw new ValueError(
          'policy/http-rule',
          `HTTP ${field} ${JSON.stringify(expression)} looks at nothing`,
          'leave it out, or write an expression',
        );
      const error = re2Error(expression);
      if (error !== undefined)
        throw new ValueError(
          'policy/http-rule',
          `HTTP ${field} "${expression}" is no RE2 expression: ${error.problem}`,
          error.repair,
        );
    }
    if (options.path !== undefined && !/^[/.*^([\\?]/.test(options.path))
      throw new ValueError(
        'policy/http-rule',
        `HTTP path "${options.path}" does not begin with "/"`,
        `the whole path is matched: did you mean "/${options.path}"?`,
      );
    if (options.method !== undefined && /^[a-z]+$/.test(options.method))
      throw new ValueError(
        'policy/http-rule',
        `HTTP method "${options.method}" in lower case matches no request`,
        `did you mean "${options.method.toUpperCase()}"?`,
      );
    for (const header of options.headers ?? []) {
      if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(:? .+|:\S.*)?$/.test(header))
        throw new ValueError(
          'policy/http-rule',
          `not a header: ${JSON.stringify(header)}`,
          'write "Name" or "Name: value"',
        );
    }
    if (
      options.method === undefined &&
      options.path === undefined &&
      options.host === undefined &&
      (options.headers ?? []).length + (options.headerMatches ?? []).length === 0
    ) {
      throw new ValueError(
        'policy/http-rule',
        'an HTTP rule that asks for nothing',
        'leave the http rules out: a rule without them allows the whole port',
      );
    }
    return new HttpRule(options);
  }

  private constructor(private readonly options: HttpRuleOptions) {}

  /** @internal */
  public _yaml(): Record<string, unknown> {
    const { method, path, host, headers, headerMatches = [] } = this.options;
    return {
      ...(method === undefined ? {} : { method }),
      ...(path === undefined ? {} : { path }),
      ...(host === undefined ? {} : { host }),
      ...(headers === undefined || headers.length === 0 ? {} : { headers: [...headers] }),
      ...(headerMatches.length === 0 ? {} : { headerMatches: headerMatches.map((match) => match._yaml()) }),
    };
  }
}
