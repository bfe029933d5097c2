// Addresses that two parts of the network claim.
import { ADDRESS_LEDGER } from '../../../world/derived/address-ledger';
import { Rule } from '../../rule';

interface Claimed {
  readonly what: string;
  readonly range: string;
}

/** No address has two owners. */
export const OVERLAP: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/overlap',
      title:
        'No address is claimed twice: node, pod and service subnets, links, nodes, virtual addresses, pools, ranges, addresses and gateways of secondary networks',
      why: 'Of two pools that share one address, the younger stops serving as a whole, also when one is disabled or their selectors are disjoint (run: conflict-same, conflict-disabled-older, conflict-disjoint-selectors). Elsewhere two machines answer for one address, or nodes lose the network behind it. Ranges on two links are compared only where the facts say that both carry one network. Addresses of folders that look like different clusters are not compared.',
      words: ({ moving, fixed, itself }: { moving: Claimed; fixed: Claimed; itself?: boolean }) => ({
        message:
          itself === true
            ? `${moving.what} overlaps itself: ${moving.range} and ${fixed.range}`
            : `${moving.what} (${moving.range}) overlaps ${fixed.what} (${fixed.range})`,
        repair: `choose addresses outside ${fixed.range}`,
      }),
    },
  ],
  check(world, report) {
    for (const { fixed, moving } of world.model(ADDRESS_LEDGER).overlaps)
      report.error(
        'address/overlap',
        moving.at,
        moving.path,
        {
          moving: { what: moving.words, range: moving.range.toString() },
          fixed: { what: fixed.words, range: fixed.range.toString() },
          // One pool may claim an address twice.
          ...(moving.at === fixed.at && moving.kind === 'load-balancer pool' ? { itself: true } : {}),
        },
        'manifest' in fixed.at && fixed.at !== moving.at ? [fixed.at] : [],
      );
  },
};
