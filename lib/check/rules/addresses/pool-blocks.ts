// Blocks of a load-balancer pool that LB-IPAM cannot read, or reads otherwise than they look.
import { POOLS, readNetwork } from '../../../world/derived/pools';
import { TALOS_FACTS } from '../../../world/derived/talos-facts';
import { Rule } from '../../rule';

/** Blocks are readable, networks have no host bits. */
export const POOL_BLOCKS: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/pool-block',
      title: 'Every block of a pool is a cidr, or a start with a stop of the same family that is not lower',
      why: 'The schema lets texts through. In 1.18 and 1.19 the blocks behind a bad one are missing without a word; in 1.20 the whole pool is absent, and if it is the only one LB-IPAM does not start (run: blocks-range-reversed, blocks-good-then-bad).',
      words: ({ problem, repair }: { problem: string; repair: string }) => ({ message: problem, repair }),
    },
    {
      code: 'address/host-bits',
      title: 'A network is written without host bits',
      why: 'LB-IPAM cuts them off and serves the whole network (run: blocks-host-bits), Talos refuses them in subnets: what looks like a few addresses is more.',
      words: ({ network, kind, text, range }: { network: string; kind?: string; text?: string; range?: string }) => ({
        message:
          kind === undefined
            ? `a network with host bits: the pool serves all of ${range}`
            : `${kind} with host bits: "${text}"`,
        repair: `did you mean "${network}"?`,
      }),
    },
  ],
  check(world, report) {
    for (const { object, blocks, badBlocks } of world.model(POOLS)) {
      for (const { path, problem, repair } of badBlocks)
        report.error('address/pool-block', object, path, { problem, repair });
      for (const { path, range, hostBits } of blocks)
        if (hostBits !== undefined)
          report.warning('address/host-bits', object, path, { network: hostBits, range: range.toString() });
    }
    for (const { kind, text, at, path } of world.model(TALOS_FACTS).addresses) {
      if (kind !== 'pod subnet' && kind !== 'service subnet') continue;
      const hostBits = readNetwork(text)?.hostBits;
      if (hostBits !== undefined) report.warning('address/host-bits', at, path, { network: hostBits, kind, text });
    }
  },
};
