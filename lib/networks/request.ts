// Values of a network and of its attachments that the plugins would take and then fail on.
import { judgeRequested } from '../models/cni';
import { Cidr, IpAddress, ValueError } from '../net';
import { RequestedAddress } from './attachment';
import { PlacedRange } from './host-local-ranges';

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

/** What a network knows of its addresses when a workload is attached. */
export interface KnownAddresses {
  readonly subnets: readonly Cidr[];
  /** Ranges of host-local; empty with another IPAM. */
  readonly ranges: readonly PlacedRange[];
  readonly gateway?: IpAddress;
}

/**
 * Checks a requested address by what is known already. What the links of the cluster say beyond is judged at synth.
 *
 * @throws ValueError `network/ip-outside`, `network/ip-prefix`, `network/ip-not-host`, `network/ip-gateway`, `network/ip-outside-range`
 */
export function checkAddress(workload: string, { address, prefix }: RequestedAddress, known: KnownAddresses): void {
  const text = prefix === undefined ? address.toString() : `${address.toString()}/${prefix}`;
  const fail = (code: string, problem: string, repair: string) =>
    new ValueError(code, `address ${text} of ${workload} ${problem}`, repair);
  const assumed = known.ranges.find((range) => range.gateway.isSame(address));
  const routers = [
    ...(known.gateway === undefined ? [] : [known.gateway]),
    ...known.ranges.map((range) => range.gateway),
  ];
  const subnets = known.subnets.map((subnet) => subnet.toString());
  const problem = judgeRequested(address, prefix, subnets, routers);
  switch (problem?.reason) {
    case 'outside':
      throw fail(
        'network/ip-outside',
        `lies outside ${problem.subnets.join(', ')}`,
        'write an address of the subnet, or state the subnet that the network really has',
      );
    case 'prefix':
      throw fail(
        'network/ip-prefix',
        `has another prefix length than the subnet ${problem.subnets[0]!}`,
        `write "${address.toString()}/${problem.subnets[0]!.split('/')[1]!}", or the address alone`,
      );
    case 'not-host':
      throw fail(
        'network/ip-not-host',
        `is the network or broadcast address of ${problem.subnets[0]!}: static accepts it, and nobody answers`,
        'write another address of the subnet',
      );
    case 'gateway':
      throw fail(
        'network/ip-gateway',
        `is the gateway of the network${assumed !== undefined && !assumed.gatewayGiven ? ', which host-local assumes where none is given' : ''}`,
        'write another address, or the gateway that the network really has',
      );
    default:
  }
  const { ranges } = known;
  if (ranges.length > 0 && !ranges.some((range) => range.pool.contains(address)))
    throw fail(
      'network/ip-outside-range',
      `lies outside the ranges ${ranges.map((range) => range.pool.toString()).join(', ')}: host-local refuses it`,
      'write an address of a range',
    );
}
