// A line that Envoy writes for each request or connection of a Gateway.
import { PlainMap } from '../manifest';
import { ValueError } from '../net';

/** What is logged. */
export enum AccessLogTarget {
  /** Requests. */
  HTTP = 'HTTP',
  /** Connections that are passed through. */
  TCP = 'TCP',
}

/** An access log of a CiliumGatewayClass (Cilium 1.20). */
export class AccessLog {
  /**
   * Lines of JSON: field to a command of Envoy, such as `{ path: '%REQUEST_HEADER(:PATH)%' }`.
   *
   * @param fields at most 64; none for Cilium's own set
   * @throws ValueError `gateway/access-log`
   */
  public static json(fields: { [key: string]: string } = {}, ...targets: AccessLogTarget[]): AccessLog {
    if (Object.keys(fields).length > 64)
      throw new ValueError('gateway/access-log', 'more than 64 fields', 'write at most 64');
    return new AccessLog({ format: 'JSON', ...(Object.keys(fields).length === 0 ? {} : { json: fields }) }, targets);
  }

  /** Lines of text with commands of Envoy, at most 4,096 characters; '' for Cilium's own. @throws ValueError `gateway/access-log` */
  public static text(line: string, ...targets: AccessLogTarget[]): AccessLog {
    if (line.length > 4096)
      throw new ValueError('gateway/access-log', `a line of ${line.length} characters`, 'write at most 4096');
    return new AccessLog({ format: 'Text', ...(line === '' ? {} : { text: line }) }, targets);
  }

  private constructor(
    private readonly fields: PlainMap,
    private readonly targets: readonly AccessLogTarget[],
  ) {}

  /** As in YAML. @internal */
  public _spec(): PlainMap {
    return { ...this.fields, ...(this.targets.length === 0 ? {} : { targets: [...new Set(this.targets)].sort() }) };
  }
}
