// Addresses and networks as Go's netip and net packages read them.
import { isIPv4, isIPv6 } from 'node:net';
import { IpAddress, IpFamily } from '../../net';

/** An address as a number. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
  readonly zone: string;
}

/** An address with a prefix length; host bits are kept. */
export interface Prefix extends Address {
  readonly bits: number;
}

/** netip.ParseAddr; undefined for what it refuses. */
export function readAddress(text: string): Address | undefined {
  const [bare = '', zone] = text.includes('%')
    ? [text.slice(0, text.indexOf('%')), text.slice(text.indexOf('%') + 1)]
    : [text];
  if (zone === undefined && isIPv4(text)) return { family: 4, value: IpAddress.of(text)._value, zone: '' };
  if (zone === '' || !isIPv6(bare)) return undefined;
  return { family: 6, value: v6(bare), zone: zone ?? '' };
}

/** netip.ParsePrefix; undefined for what it refuses. */
export function readPrefix(text: string): Prefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const address = readAddress(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || address.zone !== '' || !/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const bits = Number(length);
  return bits > (address.family === 4 ? 32 : 128) ? undefined : { ...address, bits };
}

/** netip.ParseAddrPort; undefined for what it refuses. */
export function readAddressPort(text: string): { readonly address: Address; readonly port: number } | undefined {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^[\]]*)):([^:]*)$/.exec(text) ?? [];
  if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) > 65535) return undefined;
  const address = readAddress(bracketed ?? plain ?? '');
  if (address === undefined || (address.family === 6) !== (bracketed !== undefined)) return undefined;
  return { address, port: Number(port) };
}

/** True for what net.ParseIP reads: no zone. */
export function isIp(text: string): boolean {
  const address = readAddress(text);
  return address !== undefined && address.zone === '';
}

/** True for what net.ParseCIDR reads. */
export function isCidr(text: string): boolean {
  return readPrefix(text) !== undefined;
}

/** True for a network or an address, with a `!` in front or not; what ParseSubnetOrAddress of Talos reads. */
export function isSubnetOrAddress(text: string): boolean {
  const bare = text.startsWith('!') ? text.slice(1) : text;
  return readPrefix(bare) !== undefined || readAddress(bare) !== undefined;
}

/** The first address of the network. */
export function masked({ family, value, bits }: Prefix): bigint {
  const host = BigInt((family === 4 ? 32 : 128) - bits);
  return (value >> host) << host;
}

/** True if two networks share an address. */
export function overlap(a: Prefix, b: Prefix): boolean {
  if (a.family !== b.family) return false;
  const bits = Math.min(a.bits, b.bits);
  return masked({ ...a, bits }) === masked({ ...b, bits });
}

/** Canonical text of an address. */
export function addressText({ family, value, zone }: Address): string {
  if (family === 6 && value >> 32n === 0xffffn)
    return `::ffff:${IpAddress._fromNumber(IpFamily.IPV4, value & 0xffffffffn).toString()}`;
  const plain = IpAddress._fromNumber(family === 4 ? IpFamily.IPV4 : IpFamily.IPV6, value).toString();
  return zone === '' ? plain : `${plain}%${zone}`;
}

/** Canonical text of a prefix, host bits kept. */
export function prefixText(prefix: Prefix): string {
  return `${addressText(prefix)}/${prefix.bits}`;
}

function v6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  let plain = text;
  if (dotted !== null) {
    const low = IpAddress.of(dotted[2]!)._value;
    plain = `${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}
