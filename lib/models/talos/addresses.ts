// Addresses and networks as Talos checks them.
import { masked, NetipPrefix, parseAddr, parsePrefix } from '../../net/netip';

/** True for what net.ParseIP reads: no zone. */
export function isIp(text: string): boolean {
  return parseAddr(text)?.zone === '';
}

/** True for what net.ParseCIDR reads. */
export function isCidr(text: string): boolean {
  return parsePrefix(text) !== undefined;
}

/** True for a network or an address, with a `!` in front or not; what ParseSubnetOrAddress of Talos reads. */
export function isSubnetOrAddress(text: string): boolean {
  const bare = text.startsWith('!') ? text.slice(1) : text;
  return parsePrefix(bare) !== undefined || parseAddr(bare) !== undefined;
}

/** True if two networks share an address. */
export function overlap(a: NetipPrefix, b: NetipPrefix): boolean {
  if (a.family !== b.family) return false;
  const bits = Math.min(a.bits, b.bits);
  return masked({ ...a, bits }) === masked({ ...b, bits });
}
