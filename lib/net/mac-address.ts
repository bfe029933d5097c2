// A MAC address as an interface can carry it: six bytes, unicast, not all zero.
import { ValueError } from './value-error';

/** A unicast MAC address, six colon-separated pairs. */
export class MacAddress {
  /**
   * Parses a MAC address. Go also reads dashes, dots and eight bytes; the kernel then refuses some, so one form is kept.
   *
   * @throws ValueError `net/mac-invalid`, `net/mac-multicast`
   */
  public static of(text: string): MacAddress {
    const value = String(text);
    if (!/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/.test(value)) {
      const digits = value.replace(/[^0-9a-fA-F]/g, '');
      const repair =
        digits.length === 12 && /^[0-9a-fA-F.:-]+$/.test(value)
          ? `did you mean "${digits.toLowerCase().match(/../g)!.join(':')}"?`
          : 'write six pairs of hex digits, such as "02:00:5e:10:00:01"';
      throw new ValueError('net/mac-invalid', `not a MAC address: "${value}"`, repair);
    }
    const bytes = value
      .toLowerCase()
      .split(':')
      .map((pair) => parseInt(pair, 16));
    if ((bytes[0]! & 1) === 1) {
      const first = ((bytes[0]! & 0xfe) | 2).toString(16).padStart(2, '0');
      throw new ValueError(
        'net/mac-multicast',
        `multicast MAC address: "${value}"`,
        `an interface needs a unicast address (even first byte): did you mean "${first}${value.toLowerCase().slice(2)}"?`,
      );
    }
    if (bytes.every((byte) => byte === 0))
      throw new ValueError(
        'net/mac-invalid',
        `MAC address of zeros: "${value}"`,
        'write a unicast address, such as "02:00:5e:10:00:01"',
      );
    return new MacAddress(value.toLowerCase());
  }

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Canonical text: lower case, colons. */
  public toString(): string {
    return this.text;
  }
}
