// Addresses and prefixes as numbers, and what stands around an address.
import { numberOf, familyOf, readPrefix } from '../netip';

/** An address. @internal */
export interface Address {
  readonly family: number;
  readonly value: bigint;
}

/** A prefix without host bits. @internal */
export interface PrefixValue {
  readonly family: number;
  readonly bits: number;
  readonly value: bigint;
}

const WIDTH: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** Reads an address; undefined for what is none. @internal */
export function readAddress(text: string): Address | undefined {
  const family = familyOf(text);
  return family === 0 ? undefined : { family, value: numberOf(text, family) };
}

/** Reads an address or a prefix; host bits are cut off. @internal */
export function readNetwork(text: string): PrefixValue | undefined {
  if (!text.includes('/')) {
    const address = readAddress(text);
    return address === undefined ? undefined : { ...address, bits: WIDTH[address.family]! };
  }
  const prefix = readPrefix(text);
  if (prefix === undefined) return undefined;
  const { family, bits } = prefix;
  return { family, bits, value: masked(numberOf(prefix.address, family), family, bits) };
}

function masked(value: bigint, family: number, bits: number): bigint {
  const host = BigInt(WIDTH[family]! - bits);
  return (value >> host) << host;
}

/** True if the address lies in the prefix. @internal */
export function contains(prefix: PrefixValue, address: Address): boolean {
  return prefix.family === address.family && masked(address.value, prefix.family, prefix.bits) === prefix.value;
}

/** True if `inner` is `outer` or lies in it. @internal */
export function covers(outer: PrefixValue, inner: PrefixValue): boolean {
  return outer.bits <= inner.bits && contains(outer, inner);
}

/** First and last address of a prefix. @internal */
export function rangeOf(prefix: PrefixValue): { first: bigint; last: bigint } {
  const host = BigInt(WIDTH[prefix.family]! - prefix.bits);
  return { first: prefix.value, last: prefix.value + (1n << host) - 1n };
}

/** The usual text of a prefix; a host has no length. @internal */
export function networkText({ family, bits, value }: PrefixValue): string {
  return `${addressText({ family, value })}${bits === WIDTH[family] ? '' : `/${bits}`}`;
}

/** The usual text of an address. @internal */
export function addressText({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  // The longest run of zeros, if there are two or more, the first of equals (RFC 5952).
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8;) {
    let end = at;
    while (end < 8 && groups[end] === '0') end++;
    if (end - at > best.length) best = { at, length: end - at };
    at = end + 1;
  }
  if (best.at < 0) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}
