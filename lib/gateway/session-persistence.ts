// Keeping a client with one backend, by a cookie or a header.
import { Duration } from 'cdk8s';
import { PlainMap } from '../manifest';
import { gatewayDuration } from './durations';

/** Options of a cookie of a session. */
export interface CookieSessionOptions {
  /**
   * Name of the cookie.
   *
   * @default - the proxy's
   */
  readonly name?: string;
  /**
   * Keeps the cookie for so long, also when the browser is closed.
   *
   * @default - until the browser is closed
   */
  readonly lifetime?: Duration;
}

/** Keeps a client with one backend; a field of the experimental channel of the definitions. Cilium up to 1.20 does not heed it. */
export class SessionPersistence {
  /** By a cookie. */
  public static cookie(options: CookieSessionOptions = {}): SessionPersistence {
    const permanent = options.lifetime !== undefined;
    return new SessionPersistence({
      type: 'Cookie',
      sessionName: options.name,
      absoluteTimeout: gatewayDuration(options.lifetime),
      cookieConfig: permanent ? { lifetimeType: 'Permanent' } : undefined,
    });
  }

  /** By a header. */
  public static header(name: string): SessionPersistence {
    return new SessionPersistence({ type: 'Header', sessionName: name });
  }

  private constructor(private readonly fields: PlainMap) {}

  /** As in YAML. @internal */
  public _spec(): PlainMap {
    return this.fields;
  }
}
