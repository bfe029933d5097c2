// The world outside, cut along the networks that policies name: addresses of one region are equal to policy.
import { Address, contains, covers, networkText, Policies, PrefixValue, rangeOf } from '../models/agent/verdict';

/** A network without the smaller ones inside of it. @internal */
export interface Region {
  /** Undefined for all of a family. */
  readonly network: PrefixValue;
  readonly without: readonly PrefixValue[];
  /** One of its addresses. */
  readonly address: Address;
}

/** Everything of a family. */
const FAMILIES: readonly PrefixValue[] = [
  { family: 4, bits: 0, value: 0n },
  { family: 6, bits: 0, value: 0n },
];

/** Regions of the families that the cluster has, cut along the networks of others too. @internal */
export function regionsOf(policies: Policies, others: readonly Policies[] = []): Region[] {
  const families = policies.agent.dualStack ? [4, 6] : [4];
  const networks = new Map<string, PrefixValue>();
  const named = [policies, ...others].flatMap((each) => [
    ...each.networks,
    ...each.groups.flatMap(({ prefixes }) => prefixes),
  ]);
  for (const network of [...FAMILIES, ...named])
    if (families.includes(network.family)) networks.set(`${network.family}/${network.bits}/${network.value}`, network);
  const all = [...networks.values()].sort(
    (a, b) => a.family - b.family || Number(a.value > b.value) - Number(a.value < b.value) || a.bits - b.bits,
  );
  const regions: Region[] = [];
  for (const network of all) {
    const inside = all.filter((other) => other !== network && covers(network, other));
    const without = inside.filter((one) => !inside.some((other) => other !== one && covers(other, one)));
    const address = gap(network, without);
    if (address !== undefined) regions.push({ network, without, address });
  }
  return regions;
}

/** An address of the network that lies in none of the others, which come in order and do not overlap. */
function gap(network: PrefixValue, without: readonly PrefixValue[]): Address | undefined {
  let { first } = rangeOf(network);
  const { last } = rangeOf(network);
  for (const hole of without)
    if (contains(hole, { family: network.family, value: first })) first = rangeOf(hole).last + 1n;
  return first > last ? undefined : { family: network.family, value: first };
}

/** `10.0.0.0/8`, `10.0.0.0/8 without 10.96.0.0/12`, `world` for a whole family. @internal */
export function regionText({ network, without }: Region): string {
  const name = network.bits === 0 ? (network.family === 4 ? 'world' : 'world (IPv6)') : networkText(network);
  if (without.length === 0 || network.bits === 0) return name;
  return `${name} without ${without.map(networkText).join(', ')}`;
}
