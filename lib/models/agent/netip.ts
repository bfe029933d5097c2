// Texts of addresses as the agent tells them apart.
import { isIP } from 'node:net';
import { parseAddr, parsePrefix } from '../../net/netip';

/** Family of an address, or 0. A zone is no part of an address here. @internal */
export function familyOf(text: string): number {
  return text.includes('%') ? 0 : isIP(text);
}

/** True for an IPv6 address with a zone, which Go takes for an address and for no prefix. The zone may be any text but the empty one. @internal */
export function hasZone(text: string): boolean {
  return text.includes('%') && parseAddr(text) !== undefined;
}

/** True for what the agent turns into a selector without a panic: an address, even with a zone, or a prefix. @internal */
export function isConvertible(text: string): boolean {
  return text.includes('/') ? parsePrefix(text) !== undefined : parseAddr(text) !== undefined;
}
