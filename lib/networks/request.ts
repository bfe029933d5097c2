// Values of a network and of its attachments that the plugins would take and then fail on.
import { ValueError } from '../net';
import { Ipam } from './ipam';

/**
 * Checks a CNI name. Source: libcni, utils.ValidateNetworkName.
 *
 * @param suggestion a good name
 * @throws ValueError `network/cni-name`
 */
export function checkCniName(text: string, suggestion: string): string {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/.test(text) && !/^[A-Za-z0-9+/]{60,}$/.test(text)) return text;
  // Not shown when it is long: it may be a secret that was pasted into the wrong place.
  const shown = text.length > 60 ? `a text of ${text.length} characters` : `"${text}"`;
  throw new ValueError(
    'network/cni-name',
    `not a CNI name: ${shown}`,
    `write letters, digits, "_", "." and "-", starting with a letter or digit, such as "${suggestion}"`,
  );
}

/**
 * Checks how many addresses a workload may ask for. Source: vectors static-none, hostlocal-ip-two.
 *
 * @throws ValueError `network/ip-not-possible`, `network/ip-one`, `network/ip-missing`
 */
export function checkRequest(workload: string, ipam: Ipam, count: number): void {
  if (ipam._plugin === undefined && count > 0)
    throw new ValueError(
      'network/ip-not-possible',
      `${workload} asks for addresses on a network without IPAM`,
      'use Ipam.static()',
    );
  if (ipam._perNode && count > 1)
    throw new ValueError(
      'network/ip-one',
      `${workload} asks for ${count} addresses: through Multus host-local takes exactly one`,
      'ask for one address, or use Ipam.static()',
    );
  if (ipam._plugin === 'static' && count === 0)
    throw new ValueError(
      'network/ip-missing',
      `${workload} asks for no address, and static has none of its own`,
      "write ips: ['192.168.40.50'] in attach(), or use Ipam.range()",
    );
}
