// Values that several plugins share: mtu, MAC, names of links.
import { InterfaceName, IpFamily, ValueError } from '../../net';
import { Planned } from './planned';
import { Judge } from './problem';
import { shown } from './shape';

const LEAST_MTU = 68;
const LEAST_MTU_IPV6 = 1280;
const MOST_MTU = 65535;

/** An mtu that no kernel takes. Zero leaves the default. */
export function checkMtu(mtu: unknown, planned: Planned, judge: Judge, negative: 'error' | 'warning'): void {
  if (typeof mtu !== 'number' || mtu === 0) return;
  const at = judge.at('mtu');
  if (mtu < 0) {
    if (negative === 'error') at.error('mtu', 'mtu-negative', { mtu, least: LEAST_MTU, most: MOST_MTU });
    else at.warning('mtu', 'mtu-negative-ignored', { mtu, least: LEAST_MTU, most: MOST_MTU });
  } else if (mtu < LEAST_MTU || mtu > MOST_MTU)
    at.error('mtu', 'mtu-out-of-range', { mtu, least: LEAST_MTU, most: MOST_MTU });
  else if (mtu < LEAST_MTU_IPV6 && planned?.some(({ subnet }) => subnet.family === IpFamily.IPV6) === true) {
    at.error('mtu', 'mtu-too-small-for-ipv6', { mtu, least: LEAST_MTU_IPV6 });
  }
}

/** A MAC that no interface takes. Go reads colons, dashes and dots. */
export function checkMac(mac: unknown, judge: Judge, longer: 'error' | 'warning' = 'error'): void {
  if (typeof mac !== 'string' || mac === '') return;
  const bytes = macBytes(mac);
  if (bytes === undefined) judge.error('mac', 'no-mac-address', { mac: shown(mac) });
  else if (bytes.length !== 6) judge[longer]('mac', 'mac-length', { mac: shown(mac), bytes: bytes.length });
  else if ((bytes[0]! & 1) === 1) judge.error('mac', 'mac-multicast', { mac: shown(mac) });
  else if (bytes.every((byte) => byte === 0)) judge.error('mac', 'mac-zero', { mac: shown(mac) });
}

/** True for a text that Go reads as a MAC of 6, 8 or 20 bytes. */
export function isMac(mac: string): boolean {
  return macBytes(mac) !== undefined;
}

function macBytes(text: string): number[] | undefined {
  const pairs = /^[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\1)*[0-9a-fA-F]{2}$/.test(text);
  const groups = /^[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+$/.test(text);
  const bare = /^[0-9a-fA-F]+$/.test(text) && text.length % 2 === 0;
  if (!pairs && !groups && !bare) return undefined;
  const bytes = text
    .replace(/[:.-]/g, '')
    .match(/../g)!
    .map((pair) => parseInt(pair, 16));
  return [6, 8, 20].includes(bytes.length) ? bytes : undefined;
}

/** A name that no link can have. */
export function checkLinkName(name: unknown, judge: Judge): void {
  if (typeof name !== 'string' || name === '') return;
  try {
    InterfaceName.of(name);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    judge.error('link-name', 'grammar', { problem: error.problem, repair: error.repair });
  }
}
