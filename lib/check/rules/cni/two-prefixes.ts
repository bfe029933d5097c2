// Addresses of one network with two prefix lengths: pods then disagree about who is on the link.
import { Cidr, InterfaceAddress } from '../../../net';
import { Attached, NETWORKS } from '../../../world/derived/networks';
import { Rule } from '../../rule';

export const TWO_PREFIXES: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/two-prefixes',
      title: 'Addresses of one network have one prefix length',
      why: 'A pod with the longer one sends to its router what its neighbour takes for local, so answers come another way, or not at all.',
      words: ({ network, address, other, owner }: Record<'network' | 'address' | 'other' | 'owner', string>) => ({
        message: `${network}: ${address} and ${other} of ${owner} are on one network with two prefix lengths`,
        repair: 'write the prefix length of the network at both',
      }),
    },
  ],
  check(world, report) {
    for (const { object, attached, links } of world.model(NETWORKS)) {
      // Where the facts tell the subnet, each address is held to it.
      if (links.some(({ subnets = [] }) => subnets.length > 0)) continue;
      /** The first address of each network. */
      const seen = new Map<string, { readonly text: string; readonly subnet: Cidr; readonly by: Attached }>();
      for (const by of attached)
        for (const text of by.selection.request.ips ?? []) {
          const subnet = networkOf(text);
          if (subnet === undefined) continue;
          const key = subnet.toString();
          if (!seen.has(key)) seen.set(key, { text, subnet, by });
          const other = [...seen.values()].find(
            (each) => each.subnet.prefix !== subnet.prefix && each.subnet.overlaps(subnet),
          );
          if (other === undefined) continue;
          const { annotation, selection } = by;
          const before = other.by.annotation.object;
          const { kind, metadata } = before.manifest;
          const data = {
            network: selection.name,
            address: text,
            other: other.text,
            owner: `${kind} ${String(metadata.name)}`,
          };
          report.warning('cni/two-prefixes', annotation.object, annotation.path, data, [object, before]);
        }
    }
  },
};

/** The network of an address that stands for no host alone. */
function networkOf(text: string): Cidr | undefined {
  try {
    const { network, address } = InterfaceAddress.of(text);
    return network.prefix === address.bits ? undefined : network;
  } catch {
    return undefined;
  }
}
