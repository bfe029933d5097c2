// A header of a request by name and value, and what to do where it differs.
import { ValueError } from '../net';
import { SecretReference } from './secret-reference';

/** What becomes of a request whose header differs. With any of these the request passes: the match is no condition any more. */
export enum HeaderMismatch {
  /** Only the access log says so. */
  LOG = 'LOG',
  /** The header is added. */
  ADD = 'ADD',
  /** The header is taken out. */
  DELETE = 'DELETE',
  /** The header gets the value. */
  REPLACE = 'REPLACE',
}

/** A header of a request. */
export class HeaderMatch {
  /** The header has exactly this value. @throws ValueError `policy/http-rule` */
  public static value(name: string, value: string): HeaderMatch {
    if (typeof value !== 'string' || value === '')
      throw new ValueError(
        'policy/http-rule',
        `header "${name}" without a value`,
        'write the value, or headers: ["Name"] for any value',
      );
    return new HeaderMatch(checkedName(name), { value });
  }

  /** The header has the value that a Secret holds. While the Secret is absent every request is refused. @throws ValueError `policy/http-rule` */
  public static secret(name: string, secret: SecretReference): HeaderMatch {
    return new HeaderMatch(checkedName(name), { secret: secret._yaml() });
  }

  private constructor(
    private readonly name: string,
    private readonly wanted: Record<string, unknown>,
    private readonly mismatch?: HeaderMismatch,
  ) {}

  /** The same header, where a request that differs passes all the same, changed or logged. */
  public onMismatch(action: HeaderMismatch): HeaderMatch {
    return new HeaderMatch(this.name, this.wanted, action);
  }

  /** @internal */
  public _yaml(): Record<string, unknown> {
    return { name: this.name, ...this.wanted, ...(this.mismatch === undefined ? {} : { mismatch: this.mismatch }) };
  }
}

function checkedName(name: string): string {
  if (typeof name !== 'string' || !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name))
    throw new ValueError('policy/http-rule', `not the name of a header: ${JSON.stringify(name)}`, 'write "X-Token"');
  return name;
}
