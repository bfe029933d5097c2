// Pools that are on their way out, and pools that hold addresses which no host can use.
import { Cidr, IpAddress, IpRange } from '../../../net';
import { POOLS } from '../../../world/derived/pools';
import { Rule } from '../../rule';

/** Pools hand out addresses that hosts can use. */
export const POOL_ADDRESSES: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/pool-disabled',
      title: 'A pool in use is not disabled',
      why: 'Its Services keep their addresses only until the operator restarts or its leader changes: then they lose them, or get others (run: disabled-later-restart, disabled-later-restart-two). So this is an outage with a delay.',
      words: ({ pool }: { pool: string }) => ({
        message: `pool ${pool} is disabled: its Services keep their addresses only until the Cilium operator restarts`,
        repair: 'move the Services to another pool first, then delete this one',
      }),
    },
    {
      code: 'address/unusable',
      title: 'A pool holds neither the network address nor the broadcast address of a network that the facts name',
      why: 'No host can use them: hosts of the network do not answer or ask by ARP for its ends. A CIDR such as 10.0.0.240/28 in a /24 reaches to the broadcast address, and Cilium gives its ends out by default.',
      words: ({
        range,
        ends,
        subnet,
        usable,
      }: {
        range: string;
        ends: string[];
        subnet: string;
        usable: string[];
      }) => ({
        message: `${range} holds ${ends.join(' and ')}, network or broadcast address of ${subnet}, which no host can use`,
        repair: `write start: ${usable[0]} and stop: ${usable[1]}`,
      }),
    },
  ],
  check(world, report) {
    const { facts } = world;
    const texts = [...(facts?.nodeSubnets ?? []), ...(facts?.links ?? []).flatMap(({ subnets }) => subnets ?? [])];
    const subnets = [...new Set(texts)].flatMap(cidrOf);
    for (const { object, name, disabled, blocks } of world.model(POOLS)) {
      if (disabled) report.warning('address/pool-disabled', object, ['spec', 'disabled'], { pool: name });
      for (const { range, path } of blocks) {
        const subnet = subnets.find((each) => each.range.covers(range));
        const ends = [range.first, range.last].filter((address) => subnet?.isHost(address) === false);
        if (subnet === undefined || ends.length === 0) continue;
        report.error('address/unusable', object, path, {
          range: range.toString(),
          ends: [...new Set(ends.map(String))],
          subnet: subnet.toString(),
          usable: usableOf(range, subnet),
        });
      }
    }
  },
};

/** The range without the ends of the network. */
function usableOf({ first, last }: IpRange, subnet: Cidr): string[] {
  const shift = (address: IpAddress, by: bigint) => IpAddress._fromNumber(address.family, address._value + by);
  return [
    (subnet.isHost(first) ? first : shift(first, 1n)).toString(),
    (subnet.isHost(last) ? last : shift(last, -1n)).toString(),
  ];
}

function cidrOf(text: string): Cidr[] {
  try {
    return [Cidr.of(text)];
  } catch {
    return [];
  }
}
