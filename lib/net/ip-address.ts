// One IP address, parsed exactly as strictly as Go's netip and stricter: no zones, no leading zeros, no IPv4 mapped into IPv6.
import { isIPv4, isIPv6 } from 'node:net';
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
    if (isIPv4(text)) return new IpAddress(IpFamily.IPV4, parseV4(text));
    if (isIPv6(text)) {
      if (text.includes('%'))
        throw new ValueError('net/ip-invalid', `IP address with a zone: "${text}"`, `write "${text.split('%')[0]}"`);
      const value = parseV6(text);
      // Go's net package folds ::ffff:a.b.c.d into IPv4, netip does not: the two readers would disagree.
      if (value >> 32n === 0xffffn)
        throw new ValueError(
          'net/ip-invalid',
          `IPv4 address mapped into IPv6: "${text}"`,
          `write "${formatV4(value & 0xffffffffn)}"`,
        );
      return new IpAddress(IpFamily.IPV6, value);
    }
    throw new ValueError('net/ip-invalid', `not an IP address: "${text}"`, repairOf(text));
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
    return this.family === IpFamily.IPV4 ? formatV4(this._value) : formatV6(this._value);
  }
}

function parseV4(text: string): bigint {
  return text.split('.').reduce((n, part) => (n << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint {
  let hex = text;
  const dotted = /(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const v4 = parseV4(dotted[2]!);
    hex = `${dotted[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  }
  const [head = '', tail] = hex.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((n, group) => (n << 16n) | BigInt(`0x${group}`), 0n);
}

function formatV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 0xffn).toString()).join('.');
}

function formatV6(value: bigint): string {
  const groups: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(((value >> shift) & 0xffffn).toString(16));
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === '0') end++;
    if (end - i > best.length) best = { start: i, length: end - i };
  }
  if (best.start < 0) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
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
