// Node addresses among the networks that Talos gives to Services and pods where nothing else is written.
import { Cidr } from '../../../net';
import { ADDRESS_LEDGER } from '../../../world/derived/address-ledger';
import { TALOS_MACHINES } from '../../../world/derived/talos-machines';
import { Rule } from '../../rule';

interface AmongData {
  readonly address: string;
  readonly subnet: string;
  readonly what: 'service' | 'pod';
}

/** Networks where nothing else is written. Source: Talos, pkg/machinery/constants. */
const DEFAULTS = [
  { what: 'service', subnet: '10.96.0.0/12' },
  { what: 'pod', subnet: '10.244.0.0/16' },
] as const;

/** Nodes are not among Services. Subnets that are written are the matter of address/overlap. */
export const TALOS_AMONG_SERVICES: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/node-among-services',
      title: 'No node address lies in the networks that Talos gives to Services and pods by default',
      why: 'Talos drops addresses of the service and pod subnets from the addresses of a node without a word, and Services take the address of a machine (siderolabs/talos#8882, #13469).',
      words: ({ address, subnet, what }: AmongData) => ({
        message: `the node address ${address} lies in the ${what} subnet ${subnet}, which holds where no other is written`,
        repair: `write cluster.network.${what}Subnets with another network, unless another patch does, or give the node another address`,
      }),
    },
  ],
  check(world, report) {
    const { claims } = world.model(ADDRESS_LEDGER);
    const whole = new Set(
      world.model(TALOS_MACHINES).flatMap(({ files }) => files.flatMap((file) => (file.isWhole ? file.documents : []))),
    );
    for (const { what, subnet } of DEFAULTS) {
      const stated = what === 'service' ? world.facts?.serviceSubnets : world.facts?.podSubnets;
      if (stated?.length || claims.some(({ kind, at }) => kind === `${what} subnet` && !('manifest' in at))) continue;
      const range = Cidr.of(subnet);
      for (const { kind, at, path, range: address } of claims)
        if (
          kind === 'node address' &&
          !('manifest' in at) &&
          whole.has(at) &&
          address.family === range.family &&
          range.contains(address.first)
        )
          report.warning('talos/node-among-services', at, path, { address: address.first.toString(), subnet, what });
    }
  },
};
