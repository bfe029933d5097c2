// Addresses that the values of a chart ask LB-IPAM for, where nobody here renders the chart: the annotation means the same wherever it ends up.
import { CLUSTERS } from '../../../world/derived/clusters';
import { POOLS, readAddress } from '../../../world/derived/pools';
import { VALUE_REFERENCES } from '../../../world/derived/value-references';
import { Rule } from '../../rule';
import { NOT_IN_POOL } from '../addresses/requested';

/** A requested address lies in a pool. */
export const VALUE_ADDRESSES: Rule = {
  layer: 'addresses',
  codes: [NOT_IN_POOL],
  check(world, report) {
    const clusters = world.model(CLUSTERS);
    for (const { release, reference, place } of world.model(VALUE_REFERENCES)) {
      if (reference.refers !== 'addresses') continue;
      const pools = world
        .model(POOLS)
        .filter(({ object, disabled }) => !disabled && clusters.together(object, release));
      if (pools.length === 0 || pools.some(({ open, badBlocks }) => open || badBlocks.length > 0)) continue;
      for (const text of reference.addresses.split(',')) {
        const address = readAddress(text.trim());
        const isHeld = pools.some(({ blocks }) =>
          blocks.some(({ range }) => address !== undefined && range.contains(address)),
        );
        if (address === undefined || text.includes('/') || isHeld) continue;
        const known = pools.map(({ name, blocks }) => ({ name, ranges: blocks.map(({ range }) => range.toString()) }));
        report.warning('address/not-in-pool', release, place(reference.path), {
          address: address.toString(),
          pools: known,
        });
      }
    }
  },
};
