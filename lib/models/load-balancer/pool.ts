// A CiliumLoadBalancerIPPool, as LB-IPAM reads it. Facts: loadbalancer-engine 1c, 4.1.
import { LabelSelector, readLabelSelector } from '../kubernetes/label-selector';
import { LoadBalancerFeatures } from './features';
import { listAt, mapAt, textAt, textsAt } from './fields';
import { AddressRange, compareAddresses, isSameAddress, parseAddress, parseNetwork, step } from './netip';
import { SHAPES, TypeProblem, typeProblems } from './shape';

/**
 * Why a block cannot be read.
 * - `empty`: neither cidr nor start
 * - `cidr`, `start`, `stop`: not a network, not an address
 * - `families`: start and stop of two families
 * - `reversed`: start above stop
 */
export type BlockProblem = 'empty' | 'cidr' | 'start' | 'stop' | 'families' | 'reversed';

/** A block of a pool. */
export interface PoolBlock {
  /** Place in spec.blocks. */
  readonly index: number;
  /** The addresses, unless there is a problem. */
  readonly range?: AddressRange;
  readonly problem?: BlockProblem;
  /** True for a network, whose ends allowFirstLastIPs may reserve; false for start and stop. */
  readonly fromCidr: boolean;
  /** True if the network was written with host bits, which are cut off: the block is larger than it looks. */
  readonly hostBits: boolean;
  /** True if start or stop stand beside cidr, which wins. */
  readonly startIgnored: boolean;
  /** True if the first and the last address are not given to Services. */
  readonly endsReserved: boolean;
}

/** A pool as it is written. */
export interface Pool {
  readonly name: string;
  readonly manifest: unknown;
  readonly blocks: readonly PoolBlock[];
  readonly disabled: boolean;
  readonly allowFirstLastIPs: 'Yes' | 'No';
  /** Not written: every Service. With problems: whoever meets the pool reports an error. */
  readonly serviceSelector: LabelSelector;
  /** When it was made, in milliseconds; undefined if the object does not say. */
  readonly created: number | undefined;
  /** What the API server refuses by its type. */
  readonly typeProblems: readonly TypeProblem[];
}

/** Reads a pool. */
export function readPool(manifest: unknown): Pool {
  const spec = mapAt(manifest, 'spec');
  const metadata = mapAt(manifest, 'metadata');
  const allowFirstLastIPs = textAt(spec, 'allowFirstLastIPs') === 'No' ? 'No' : 'Yes';
  const created = Date.parse(textAt(metadata, 'creationTimestamp') ?? '');
  return {
    name: textAt(metadata, 'name') ?? '',
    manifest,
    blocks: listAt(spec, 'blocks').map((block, index) => readBlock(block, index, allowFirstLastIPs === 'No')),
    disabled: spec.disabled === true,
    allowFirstLastIPs,
    serviceSelector: readLabelSelector(spec.serviceSelector),
    created: Number.isNaN(created) ? undefined : created,
    typeProblems: typeProblems(manifest, SHAPES.CiliumLoadBalancerIPPool),
  };
}

function readBlock(block: unknown, index: number, reserve: boolean): PoolBlock {
  const [cidr, start, stop] = [textAt(block, 'cidr') ?? '', textAt(block, 'start') ?? '', textAt(block, 'stop') ?? ''];
  const base = { index, fromCidr: cidr !== '', hostBits: false, startIgnored: false, endsReserved: false };
  if (cidr !== '') {
    const range = parseNetwork(cidr);
    if (range === undefined) return { ...base, problem: 'cidr' };
    return {
      ...base,
      range,
      hostBits: !isSameAddress(parseAddress(cidr.slice(0, cidr.lastIndexOf('/')))!, range.first),
      startIgnored: start !== '' || stop !== '',
      endsReserved: reserve && hasInside(range),
    };
  }
  if (start === '') return { ...base, problem: stop === '' ? 'empty' : 'start' };
  const first = parseAddress(start);
  if (first === undefined) return { ...base, problem: 'start' };
  const last = stop === '' ? first : parseAddress(stop);
  if (last === undefined) return { ...base, problem: 'stop' };
  if (first.family !== last.family) return { ...base, problem: 'families' };
  if (compareAddresses(first, last) > 0) return { ...base, problem: 'reversed' };
  return { ...base, range: { first, last } };
}

/** True if something is left between the ends: only then are they reserved. */
export function hasInside({ first, last }: AddressRange): boolean {
  return !isSameAddress(first, last) && !isSameAddress(step(first, 1n), last);
}

/** The blocks that LB-IPAM works with: behind a bad one come none up to 1.19, and from 1.20 on none at all. Facts: 1c. */
export function blocksInForce({ blocks }: Pool, does: LoadBalancerFeatures): PoolBlock[] {
  const bad = blocks.findIndex(({ problem }) => problem !== undefined);
  if (bad < 0) return [...blocks];
  return does.badPoolIsAbsent ? [] : blocks.slice(0, bad);
}

/** The fields whose change LB-IPAM takes for an edit. @internal */
export function poolSpec(manifest: unknown): unknown {
  const spec = mapAt(manifest, 'spec');
  const written = (value: unknown) => value !== undefined && value !== null;
  return {
    blocks: written(spec.blocks)
      ? listAt(spec, 'blocks').map((block) => ['cidr', 'start', 'stop'].map((key) => textAt(block, key) ?? ''))
      : undefined,
    disabled: spec.disabled === true,
    allow: textAt(spec, 'allowFirstLastIPs') ?? '',
    selector: written(spec.serviceSelector)
      ? {
          labels: mapAt(spec.serviceSelector, 'matchLabels'),
          expressions: listAt(spec.serviceSelector, 'matchExpressions').map((expression) => [
            textAt(expression, 'key') ?? '',
            textAt(expression, 'operator') ?? '',
            textsAt(expression, 'values'),
          ]),
        }
      : undefined,
  };
}
