// Addresses and prefixes as Go's netip reads, compares and writes them: IPv4 in IPv6 is IPv6, zones are taken, host bits are cut off.
import { isIPv4, isIPv6 } from 'node:net';
import { IpAddress, IpFamily } from '../../net';

/** An address. Two of them are the same if family, number and zone are. */
export interface Address {
  readonly family: IpFamily;
  /** The address as an unsigned number. */
  readonly value: bigint;
  /** Empty for none. */
  readonly zone: string;
}

/** First and last address of a block; of one family, but for a zone. */
export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

const MAPPED = 0xffffn;

/** Reads an address; undefined for what Go refuses: blanks, leading zeros, a prefix length, an empty zone. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: IpFamily.IPV4, value: IpAddress.of(text)._value, zone: '' };
  const percent = text.indexOf('%');
  const bare = percent < 0 ? text : text.slice(0, percent);
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  if (!isIPv6(bare) || (percent >= 0 && zone === '')) return undefined;
  return { family: IpFamily.IPV6, value: numberOf(bare), zone };
}

/** IpAddress takes no IPv4 in IPv6, which is an address here. */
function numberOf(text: string): bigint {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const groups = mapped === null ? text : mapped[1] + hexOf(IpAddress.of(mapped[2]!)._value);
  const [head, tail] = groups.split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function hexOf(quad: bigint): string {
  return `${(quad >> 16n).toString(16)}:${(quad & 0xffffn).toString(16)}`;
}

/** Reads `address/length` and cuts the host bits off; undefined for what Go refuses. */
export function parsePrefix(text: string): AddressRange | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const length = text.slice(slash + 1);
  const address = parseAddress(text.slice(0, slash));
  if (address === undefined || address.zone !== '' || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const host = bitsOf(address.family) - Number(length);
  if (host < 0) return undefined;
  const size = 1n << BigInt(host);
  const first = address.value - (address.value % size);
  return { first: { ...address, value: first }, last: { ...address, value: first + size - 1n } };
}

/** Number of bits of an address of the family. */
export function bitsOf(family: IpFamily): number {
  return family === IpFamily.IPV4 ? 32 : 128;
}

/** Order of addresses: IPv4 before IPv6, then by number, then by zone. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family !== b.family) return a.family === IpFamily.IPV4 ? -1 : 1;
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.zone === b.zone ? 0 : a.zone < b.zone ? -1 : 1;
}

/** True for the same address. */
export function isSameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value && a.zone === b.zone;
}

/** True if the address lies between the ends, both included. */
export function isWithin({ first, last }: AddressRange, address: Address): boolean {
  return compareAddresses(address, first) >= 0 && compareAddresses(address, last) <= 0;
}

/** True if the ranges share an address. */
export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return compareAddresses(a.first, b.last) <= 0 && compareAddresses(b.first, a.last) <= 0;
}

/** The address `steps` further on; past the last one nothing is equal to it. */
export function step(address: Address, steps: bigint): Address {
  return { ...address, value: address.value + steps };
}

/** Canonical text. */
export function textOf({ family, value, zone }: Address): string {
  const text =
    family === IpFamily.IPV6 && value >> 32n === MAPPED
      ? `::ffff:${IpAddress._fromNumber(IpFamily.IPV4, value & 0xffffffffn).toString()}`
      : IpAddress._fromNumber(family, value).toString();
  return zone === '' ? text : `${text}%${zone}`;
}

/** True for an IPv4 address in IPv6 clothes: Go's older readers take it for IPv4. */
export function isMapped({ family, value, zone }: Address): boolean {
  return family === IpFamily.IPV6 && zone === '' && value >> 32n === MAPPED;
}
