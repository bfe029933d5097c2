// Addresses and prefixes as numbers, and what stands around an address.
import { addrText, lastOf, masked, NetipAddress, NetipPrefix, parseAddr, parsePrefix, WIDTH } from '../../../net/netip';

/** An address. @internal */
export type Address = Omit<NetipAddress, 'zone'>;

/** A prefix without host bits. @internal */
export type PrefixValue = NetipPrefix;

/** Reads an address; undefined for what is none, and for one with a zone. @internal */
export function readAddress(text: string): Address | undefined {
  const read = parseAddr(text);
  return read?.zone === '' ? { family: read.family, value: read.value } : undefined;
}

/** Reads an address or a prefix; host bits are cut off. @internal */
export function readNetwork(text: string): PrefixValue | undefined {
  if (text.includes('/')) {
    const prefix = parsePrefix(text);
    return prefix === undefined ? undefined : { ...prefix, value: masked(prefix) };
  }
  const address = readAddress(text);
  return address === undefined ? undefined : { ...address, bits: WIDTH[address.family] };
}

/** True if the address lies in the prefix. @internal */
export function contains(prefix: PrefixValue, address: Address): boolean {
  if (prefix.family !== address.family) return false;
  if (prefix.family === 6) return masked({ ...address, bits: prefix.bits }) === prefix.value;
  // IPv4 fits into a number, and a number is many times faster.
  const distance = Number(address.value) - Number(prefix.value);
  return distance >= 0 && distance < 2 ** (WIDTH[4] - prefix.bits);
}

/** True if `inner` is `outer` or lies in it. @internal */
export function covers(outer: PrefixValue, inner: PrefixValue): boolean {
  return outer.bits <= inner.bits && contains(outer, inner);
}

/** First and last address of a prefix. @internal */
export function rangeOf(prefix: PrefixValue): { first: bigint; last: bigint } {
  return { first: prefix.value, last: lastOf(prefix) };
}

/** The usual text of a prefix; a host has no length. @internal */
export function networkText({ family, bits, value }: PrefixValue): string {
  return `${addressText({ family, value })}${bits === WIDTH[family] ? '' : `/${bits}`}`;
}

/** The usual text of an address. @internal */
export function addressText(address: Address): string {
  return addrText(address);
}
