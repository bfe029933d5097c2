// Addresses and prefixes as Go's netip reads them: host bits and addresses mapped into IPv6 are taken, which the values of the net room refuse.
import { isIP } from 'node:net';

/** A prefix as it was written: the address may have host bits. @internal */
export interface Prefix {
  readonly address: string;
  readonly family: number;
  readonly bits: number;
}

/** Family of an address, or 0. A zone is no part of an address here. @internal */
export function familyOf(text: string): number {
  return text.includes('%') ? 0 : isIP(text);
}

/** True for an IPv6 address with a zone, which Go takes for an address and for no prefix. The zone may be any text but the empty one. @internal */
export function hasZone(text: string): boolean {
  const percent = text.indexOf('%');
  return percent > 0 && percent < text.length - 1 && isIP(text.slice(0, percent)) === 6;
}

/** True for what the agent turns into a selector without a panic: an address, even with a zone, or a prefix. @internal */
export function isConvertible(text: string): boolean {
  return text.includes('/') ? readPrefix(text) !== undefined : familyOf(text) !== 0 || hasZone(text);
}

/** Reads `address/length`; undefined for what Go refuses. @internal */
export function readPrefix(text: string): Prefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const length = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const address = text.slice(0, slash);
  const family = familyOf(address);
  const bits = Number(length);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return undefined;
  return { address, family, bits };
}

/** True if the network around `outer` holds the address of `inner`. @internal */
export function holds(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family) return false;
  const host = BigInt((outer.family === 4 ? 32 : 128) - outer.bits);
  return numberOf(outer.address, outer.family) >> host === numberOf(inner.address, inner.family) >> host;
}

/** The number that an address is. @internal */
export function numberOf(address: string, family: number): bigint {
  if (family === 4) return BigInt(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  const quad = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const groups = quad === null ? address : `${quad[1]}${hexGroups(numberOf(quad[2]!, 4))}`;
  const [head, tail] = groups.split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const all = [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function hexGroups(quad: bigint): string {
  return `${(quad >> 16n).toString(16)}:${(quad & 0xffffn).toString(16)}`;
}
