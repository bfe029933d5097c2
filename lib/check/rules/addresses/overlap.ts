// Addresses that two parts of the network claim.
import { ADDRESS_LEDGER, Claim, ClaimKind, Overlap } from '../../../world/derived/address-ledger';
import { World } from '../../../world/types';
import { Rule } from '../../rule';

interface Claimed {
  readonly what: string;
  readonly range: string;
}

interface Data {
  readonly moving: Claimed;
  readonly fixed: Claimed;
  readonly itself?: boolean;
  /** Others inside of the same pool or pod subnet. */
  readonly more?: readonly string[];
}

/** No address has two owners. */
export const OVERLAP: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/overlap',
      title:
        'No address is claimed twice: node, pod and service subnets, links, nodes, virtual addresses, pools, ranges, addresses and gateways of secondary networks',
      why: 'Of two pools that share one address, the younger stops serving as a whole, also when one is disabled or their selectors are disjoint (run: conflict-same, conflict-disabled-older, conflict-disjoint-selectors). Elsewhere two machines answer for one address, or nodes lose the network behind it. A pool over the addresses of machines does no harm while every Service asks for its own: in a folder that is a warning. Ranges on two links are compared only where the facts say that both carry one network. Addresses of folders that look like different clusters are not compared.',
      words: ({ moving, fixed, itself, more }: Data) => ({
        message:
          itself === true
            ? `${moving.what} overlaps itself: ${moving.range} and ${fixed.range}`
            : `${moving.what} (${moving.range}) overlaps ${fixed.what} (${fixed.range})${more === undefined ? '' : `, and so it is with ${more.join(', ')}`}`,
        repair: `choose addresses outside ${fixed.range}`,
      }),
    },
  ],
  check(world, report) {
    for (const { fixed, moving, more } of gathered(world))
      report[world.complete || !mayBeSpared(fixed, moving) ? 'error' : 'warning'](
        'address/overlap',
        moving.at,
        moving.path,
        {
          moving: { what: moving.words, range: moving.range.toString() },
          fixed: { what: fixed.words, range: fixed.range.toString() },
          // One pool may claim an address twice.
          ...(moving.at === fixed.at && moving.kind === 'load-balancer pool' ? { itself: true } : {}),
          ...(more.length === 0 ? {} : { more: more.map(textOf) }),
        },
        'manifest' in fixed.at && fixed.at !== moving.at ? [fixed.at] : [],
      );
  },
};

/** Ranges that are wrong once, however many addresses lie in them. */
const WIDE: readonly ClaimKind[] = ['load-balancer pool', 'pod subnet'];
const SINGLE: readonly ClaimKind[] = ['node address', 'virtual address', 'router address', 'static address'];

/** Overlaps; in a folder those of single addresses with one range are the first of them and the others. Constructs hear of each. */
function gathered(world: World): (Overlap & { readonly more: readonly Claim[] })[] {
  const { overlaps } = world.model(ADDRESS_LEDGER);
  if (world.complete) return overlaps.map((overlap) => ({ ...overlap, more: [] }));
  const found: (Overlap & { readonly more: Claim[] })[] = [];
  const ranges = new Map<Claim, (typeof found)[number]>();
  for (const overlap of overlaps) {
    const { fixed, moving } = overlap;
    const range = [fixed, moving].find(({ kind }) => WIDE.includes(kind));
    const single = [fixed, moving].find(({ kind }) => SINGLE.includes(kind));
    const first = range === undefined || single === undefined ? undefined : ranges.get(range);
    if (first !== undefined) {
      // Every machine may say the same virtual address.
      const known = [first.fixed, first.moving, ...first.more].map(textOf);
      if (!known.includes(textOf(single!))) first.more.push(single!);
      continue;
    }
    const own = { ...overlap, more: [] };
    found.push(own);
    if (range !== undefined && single !== undefined) ranges.set(range, own);
  }
  return found;
}

const textOf = ({ words, range }: Claim) => `${words} (${range.toString()})`;

/** A pool takes no address from a machine where every Service asks for its own, which a folder does not tell. */
function mayBeSpared(fixed: Claim, moving: Claim): boolean {
  return (
    [fixed, moving].some(({ kind }) => kind === 'load-balancer pool') &&
    [fixed, moving].some(({ kind }) => SINGLE.includes(kind))
  );
}
