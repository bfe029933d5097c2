// Texts of addresses and prefixes as Go's netip reads and writes them: IPv4 in IPv6 is IPv6, zones are taken, host bits are kept. The one reader of
// them; the values of this room refuse on top what readers disagree about. net.ParseCIDR reads the same prefixes, net.ParseIP addresses without zone.
import { isIPv4, isIPv6 } from 'node:net';

/** An address as a number. */
export interface NetipAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
  /** Empty for none. */
  readonly zone: string;
}

/** An address with a prefix length: host bits are kept. */
export interface NetipPrefix {
  readonly family: 4 | 6;
  readonly value: bigint;
  readonly bits: number;
}

/** Bits of an address of each family. */
export const WIDTH = { 4: 32, 6: 128 } as const;

/** netip.ParseAddr; undefined for what it refuses: blanks, leading zeros, a prefix length, an empty zone, a zone behind IPv4. */
export function parseAddr(text: string): NetipAddress | undefined {
  if (isIPv4(text)) return { family: 4, value: valueOfV4(text), zone: '' };
  const percent = text.indexOf('%');
  const bare = percent < 0 ? text : text.slice(0, percent);
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  if (!isIPv6(bare) || (percent >= 0 && zone === '')) return undefined;
  return { family: 6, value: valueOfV6(bare), zone };
}

/** netip.ParsePrefix; undefined for what it refuses: a length with leading zeros or beyond the family, a zone. */
export function parsePrefix(text: string): NetipPrefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const length = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const address = parseAddr(text.slice(0, slash));
  const bits = Number(length);
  if (address === undefined || address.zone !== '' || bits > WIDTH[address.family]) return undefined;
  return { family: address.family, value: address.value, bits };
}

/** netip.ParseAddrPort; undefined for what it refuses. */
export function parseAddrPort(text: string): { readonly address: NetipAddress; readonly port: number } | undefined {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^[\]]*)):([^:]*)$/.exec(text) ?? [];
  if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) > 65535) return undefined;
  const address = parseAddr(bracketed ?? plain ?? '');
  if (address === undefined || (address.family === 6) !== (bracketed !== undefined)) return undefined;
  return { address, port: Number(port) };
}

/** The number of the first address of the network around a prefix. */
export function masked({ family, value, bits }: NetipPrefix): bigint {
  const host = BigInt(WIDTH[family] - bits);
  return (value >> host) << host;
}

/** The number of the last address of the network around a prefix. */
export function lastOf(prefix: NetipPrefix): bigint {
  return masked(prefix) + (1n << BigInt(WIDTH[prefix.family] - prefix.bits)) - 1n;
}

/** True if the network around a prefix holds the address. */
export function contains(prefix: NetipPrefix, { family, value }: Pick<NetipAddress, 'family' | 'value'>): boolean {
  return prefix.family === family && masked(prefix) === masked({ family, value, bits: prefix.bits });
}

/** True for an IPv4 address in IPv6 clothes: Go's older readers take it for IPv4. */
export function isMappedV4({ family, value }: Pick<NetipAddress, 'family' | 'value'>): boolean {
  return family === 6 && value >> 32n === 0xffffn;
}

/** Canonical text of an address. */
export function addrText({ family, value, zone }: Omit<NetipAddress, 'zone'> & { readonly zone?: string }): string {
  const text =
    family === 4
      ? textOfV4(value)
      : isMappedV4({ family, value })
        ? `::ffff:${textOfV4(value & 0xffffffffn)}`
        : textOfV6(value);
  return zone === undefined || zone === '' ? text : `${text}%${zone}`;
}

/** Canonical text of a prefix, host bits kept. */
export function prefixText(prefix: NetipPrefix): string {
  return `${addrText(prefix)}/${prefix.bits}`;
}

function valueOfV4(text: string): bigint {
  return BigInt(text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
}

function valueOfV6(text: string): bigint {
  let hex = text;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const low = valueOfV4(dotted[2]!);
    hex = `${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const [head = '', tail] = hex.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function textOfV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 0xffn).toString()).join('.');
}

/** The longest run of zeros is left out, if there are two or more, the first of equals (RFC 5952). */
function textOfV6(value: bigint): string {
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
