// An ICMP message that a policy lets through.
import { ValueError } from '../net';

/** A type of ICMP message. */
export class IcmpType {
  /** Echo request of both families: what `ping` sends. The answer passes as a reply. */
  public static ping(): IcmpType {
    return new IcmpType([
      { family: 'IPv4', type: 8 },
      { family: 'IPv6', type: 128 },
    ]);
  }

  /** An ICMP type by number, 0 to 255: 8 is an echo request. */
  public static v4(type: number): IcmpType {
    return new IcmpType([{ family: 'IPv4', type: checked(type) }]);
  }

  /** An ICMPv6 type by number, 0 to 255: 128 is an echo request. */
  public static v6(type: number): IcmpType {
    return new IcmpType([{ family: 'IPv6', type: checked(type) }]);
  }

  private constructor(private readonly fields: { family: string; type: number }[]) {}

  /** @internal */
  public _fields(): { family: string; type: number }[] {
    return this.fields.map((field) => ({ ...field }));
  }
}

function checked(type: number): number {
  if (!Number.isInteger(type) || type < 0 || type > 255)
    throw new ValueError(
      'policy/icmp',
      `not an ICMP type: ${type}`,
      'write a whole number from 0 to 255; 8 (IPv4) and 128 (IPv6) are echo requests',
    );
  return type;
}
