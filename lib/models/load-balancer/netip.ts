// Addresses and blocks as LB-IPAM compares them.
import { IpFamily } from '../../net';
import { addrText, isMappedV4, lastOf, masked, parseAddr, parsePrefix } from '../../net/netip';

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

/** Reads an address; undefined for what Go refuses. */
export function parseAddress(text: string): Address | undefined {
  const read = parseAddr(text);
  return read === undefined ? undefined : { ...read, family: FAMILIES[read.family] };
}

/** Reads `address/length` and cuts the host bits off; undefined for what Go refuses. */
export function parseNetwork(text: string): AddressRange | undefined {
  const read = parsePrefix(text);
  if (read === undefined) return undefined;
  const at = (value: bigint): Address => ({ family: FAMILIES[read.family], value, zone: '' });
  return { first: at(masked(read)), last: at(lastOf(read)) };
}

const FAMILIES = { 4: IpFamily.IPV4, 6: IpFamily.IPV6 } as const;
const plain = (address: Address) => ({
  ...address,
  family: address.family === IpFamily.IPV4 ? (4 as const) : (6 as const),
});

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
export function textOf(address: Address): string {
  return addrText(plain(address));
}

/** True for an IPv4 address in IPv6 clothes: Go's older readers take it for IPv4. */
export function isMapped(address: Address): boolean {
  return address.zone === '' && isMappedV4(plain(address));
}
