// One IP address, parsed exactly as strictly as Go's netip and stricter: no zones, no leading zeros, no IPv4 mapped into IPv6.
import { isIPv4, isIPv6 } from 'node:net';
import { addrText, isMappedV4, parseAddr } from './netip';
import { ValueError } from './value-error';

/** Address family. */
export enum IpFamily {
  /** 32-bit addresses. */
  IPV4 = 'IPv4',
  /** 128-bit addresses. */
  IPV6 = 'IPv6',
}

/** An IPv4 or IPv6 address. */
export class IpAddress {
  /**
   * Parses an address.
   *
   * @param text `192.168.70.10` or `2001:db8::1`; no prefix length, no zone, no leading zeros
   * @throws ValueError `net/ip-invalid`
   */
  public static of(text: string): IpAddress {
    if (typeof text !== 'string')
      throw new ValueError(
        'net/ip-invalid',
        `not an IP address: ${JSON.stringify(text)}`,
        'write a string such as "192.168.70.10"',
      );
    const read = parseAddr(text);
    if (read === undefined) throw new ValueError('net/ip-invalid', `not an IP address: "${text}"`, repairOf(text));
    if (read.zone !== '')
      throw new ValueError('net/ip-invalid', `IP address with a zone: "${text}"`, `write "${text.split('%')[0]}"`);
    // Go's net package folds ::ffff:a.b.c.d into IPv4, netip does not: the two readers would disagree.
    if (isMappedV4(read))
      throw new ValueError(
        'net/ip-invalid',
        `IPv4 address mapped into IPv6: "${text}"`,
        `write "${addrText({ family: 4, value: read.value & 0xffffffffn })}"`,
      );
    return new IpAddress(read.family === 4 ? IpFamily.IPV4 : IpFamily.IPV6, read.value);
  }

  /** The address with this number. @internal */
  public static _fromNumber(family: IpFamily, value: bigint): IpAddress {
    return new IpAddress(family, value);
  }

  /** The family of the address. */
  public readonly family: IpFamily;
  /** The address as an unsigned number. @internal */
  public readonly _value: bigint;

  private constructor(family: IpFamily, value: bigint) {
    this.family = family;
    this._value = value;
  }

  /** Number of bits of an address of this family: 32 or 128. */
  public get bits(): number {
    return this.family === IpFamily.IPV4 ? 32 : 128;
  }

  /** True if both are the same address. */
  public isSame(other: IpAddress): boolean {
    return this.family === other.family && this._value === other._value;
  }

  /** Canonical text (RFC 5952 for IPv6). */
  public toString(): string {
    return addrText({ family: this.family === IpFamily.IPV4 ? 4 : 6, value: this._value });
  }
}

function repairOf(text: string): string {
  const bare = text.trim().split('/')[0] ?? '';
  if (text.includes('/') && (isIPv4(bare) || isIPv6(bare))) return `an address has no prefix length: write "${bare}"`;
  const plain = /^\d+(\.\d+){3}$/.test(bare)
    ? bare
        .split('.')
        .map((p) => String(Number(p)))
        .join('.')
    : bare;
  if (plain !== text && isIPv4(plain)) return `Go reads no leading zeros or blanks: write "${plain}"`;
  return 'write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"';
}
