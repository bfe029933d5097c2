// The load-balancer pools of the input, read as LB-IPAM reads them.
import { IpAddress, IpFamily, IpRange, ValueError } from '../../net';
import { isMappedV4, lastOf, masked, parsePrefix } from '../../net/netip';
import { CheckedObject, Model } from '../types';
import { Path } from '../../problem';
import { isPlaceholder, listAt, mapAt, textAt, valueAtPath } from './fields';

/** A block of a pool that cannot be read. */
export interface BadBlock {
  readonly path: Path;
  readonly problem: string;
  readonly repair: string;
}

/** A block of a pool. */
export interface PoolBlock {
  readonly path: Path;
  readonly range: IpRange;
  /** The CIDR as written, if it is one with host bits. */
  readonly hostBits?: string;
}

/** A CiliumLoadBalancerIPPool. */
export interface Pool {
  readonly object: CheckedObject;
  readonly name: string;
  readonly disabled: boolean;
  readonly blocks: readonly PoolBlock[];
  readonly badBlocks: readonly BadBlock[];
  /** True if a block is filled in by something else: nobody knows what the pool holds. */
  readonly open: boolean;
}

/** The model. */
export const POOLS: Model<readonly Pool[]> = {
  name: 'pools',
  build: (world) => world.of('cilium.io', 'CiliumLoadBalancerIPPool').map(poolOf),
};

function poolOf(object: CheckedObject): Pool {
  const { manifest } = object;
  const blocks: PoolBlock[] = [];
  const badBlocks: BadBlock[] = [];
  let open = false;
  // Up to v2alpha1 of Cilium 1.16 the list was called cidrs.
  const written = listAt(manifest, 'spec', 'blocks');
  written.forEach((block, index) => {
    const path: Path = ['spec', 'blocks', index];
    const fields = mapAt(block);
    if ([fields.cidr, fields.start, fields.stop].some((text) => typeof text === 'string' && isPlaceholder(text))) {
      open = true;
      return;
    }
    const read = blockOf(fields, path);
    if (read === undefined) return;
    if ('range' in read) blocks.push(read);
    else badBlocks.push(read);
  });
  return {
    object,
    name: String(manifest.metadata.name),
    disabled: valueAtPath(manifest, ['spec', 'disabled']) === true,
    blocks,
    badBlocks,
    open: open || written.length === 0,
  };
}

/** A block; undefined where the schema already refuses it. `cidr` wins over `start` (run: blocks-cidr-and-range). */
function blockOf(fields: Record<string, unknown>, path: Path): PoolBlock | BadBlock | undefined {
  const [cidr, start, stop] = [textAt(fields, 'cidr'), textAt(fields, 'start'), textAt(fields, 'stop')];
  if (cidr !== undefined) {
    const read = readNetwork(cidr);
    return read === undefined ? undefined : { path: [...path, 'cidr'], ...read };
  }
  if (start === undefined)
    return {
      path,
      problem: stop === undefined ? 'a block without cidr and start' : `a block with stop "${stop}" alone`,
      repair: 'write cidr, or start with stop',
    };
  try {
    return { path, range: IpRange.of(start, stop ?? start) };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { path: [...path, stop === undefined ? 'start' : 'stop'], problem: error.problem, repair: error.repair };
  }
}

/** A network as Go's net.ParseCIDR takes it: host bits are cut off. Undefined for what is none, and for IPv4 in IPv6, which readers fold or not. */
export function readNetwork(text: string): { range: IpRange; hostBits?: string } | undefined {
  const read = parsePrefix(text);
  if (read === undefined || isMappedV4(read)) return undefined;
  const at = (value: bigint) => IpAddress._fromNumber(read.family === 4 ? IpFamily.IPV4 : IpFamily.IPV6, value);
  const first = at(masked(read));
  const range = IpRange._of(first, at(lastOf(read)));
  return first._value === read.value ? { range } : { range, hostBits: `${first.toString()}/${read.bits}` };
}

/** The one address of a text, with or without a prefix length; undefined for what is none. */
export function readAddress(text: string): IpAddress | undefined {
  try {
    return IpAddress.of(text.split('/')[0]!.trim());
  } catch {
    return undefined;
  }
}

/** The range of a network or of a single address; undefined for what is neither. */
export function readRange(text: string): IpRange | undefined {
  if (text.includes('/')) return readNetwork(text)?.range;
  const address = readAddress(text);
  return address === undefined ? undefined : IpRange._of(address, address);
}
