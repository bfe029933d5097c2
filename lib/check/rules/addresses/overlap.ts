// Addresses that two parts of the network claim.
import { ADDRESS_LEDGER, Claim } from '../../../world/derived/address-ledger';
import { Rule } from '../../rule';

/** No address has two owners. */
export const OVERLAP: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/overlap',
      title:
        'No address is claimed twice: pools, pod and service subnets, nodes, virtual addresses, ranges and addresses of secondary networks',
      why: 'Of two pools that share one address, the younger stops serving as a whole, also when one is disabled or their selectors are disjoint (run: conflict-same, conflict-disabled-older, conflict-disjoint-selectors). Elsewhere two machines answer for one address, or nodes lose the network behind it. Addresses of folders that look like different clusters are not compared.',
    },
  ],
  check(world, report) {
    for (const { fixed, moving } of world.model(ADDRESS_LEDGER).overlaps) {
      const same = fixed.at === moving.at;
      const where = same ? 'of the same object' : placeOf(fixed);
      report.error(
        'address/overlap',
        moving.at,
        moving.path,
        same
          ? `${moving.words} overlaps itself: ${moving.range.toString()} and ${fixed.range.toString()}`
          : `${moving.words} (${moving.range.toString()}) overlaps ${fixed.words} (${fixed.range.toString()})${where}`,
        `choose addresses outside ${fixed.range.toString()}`,
      );
    }
  },
};

function placeOf({ at }: Claim): string {
  const place = at.origin.construct ?? at.origin.file;
  return place === undefined ? '' : ` of ${place}`;
}
