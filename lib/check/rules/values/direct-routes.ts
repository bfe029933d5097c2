// Direct routes between nodes that share no network: Cilium cannot write a route whose next hop is behind a router.
import { Cidr, InterfaceAddress, IpFamily, ValueError } from '../../../net';
import { ciliumInstalls, CiliumValues } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { TALOS_MACHINES, TalosMachine } from '../../../world/derived/talos-machines';
import { World } from '../../../world/types';
import { Rule } from '../../rule';

interface Data {
  readonly machine: string;
  readonly networks: readonly string[];
  readonly other: string;
  readonly others: readonly string[];
}

/** Nodes reach each other without a router. */
export const DIRECT_ROUTES: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/direct-routes',
      title: 'With autoDirectNodeRoutes all nodes are in one network',
      why: 'The agent writes a route to the pods of each node over the node itself; where that is behind a router it logs "must be directly reachable", and the pods there are out of reach unless the router knows them. Judged where the addresses of the machines are written. Source: pkg/datapath/linux, createDirectRouteSpec; cilium/cilium#31124, #28302.',
      words: ({ machine, networks, other, others }: Data) => ({
        message: `autoDirectNodeRoutes is true, and ${machine} (${networks.join(', ')}) and ${other} (${others.join(', ')}) share no network: neither reaches the pods of the other`,
        repair:
          'set routingMode: tunnel; or directRoutingSkipUnreachable: true, where BGP or the router carries the pod subnets between the networks',
      }),
    },
  ],
  check(world, report) {
    // Where BGP tells the routers of the pods, the way over them is meant.
    if (world.of('cilium.io', 'CiliumBGPAdvertisement').length > 0) return;
    for (const install of ciliumInstalls(world)) {
      if (install.get('routingMode') !== 'native' || !install.isOn('autoDirectNodeRoutes')) continue;
      if (!install.isOff('directRoutingSkipUnreachable')) continue;
      const [first, ...rest] = machinesOf(world, install);
      const apart = rest.find(
        ({ networks }) => !networks.some((one) => first!.networks.some((two) => one.overlaps(two))),
      );
      if (first === undefined || apart === undefined) continue;
      const { at, path } = install.placeOf('autoDirectNodeRoutes');
      report.warning('values/direct-routes', at, path, {
        machine: first.name,
        networks: first.networks.map(String),
        other: apart.name,
        others: apart.networks.map(String),
      } satisfies Data);
    }
  },
};

interface Placed {
  readonly name: string;
  readonly networks: readonly Cidr[];
}

/** The machines whose networks are all known: none by DHCP, none of one address alone. */
function machinesOf(world: World, install: CiliumValues): Placed[] {
  return world.model(TALOS_MACHINES).flatMap((machine): Placed[] => {
    if (machine.isOpen || machine.documents.some((document) => installOf(world, document) !== install)) return [];
    const networks = networksOf(machine);
    return networks === undefined || networks.length === 0 ? [] : [{ name: machine.name, networks }];
  });
}

function networksOf({ network }: TalosMachine): Cidr[] | undefined {
  const found: Cidr[] = [];
  for (const { dhcp, addresses } of network.links) {
    if (dhcp.v4 || dhcp.v6) return undefined;
    for (const text of addresses) {
      const cidr = networkOf(text);
      if (cidr === undefined) return undefined;
      if (cidr.family === IpFamily.IPV4) found.push(cidr);
    }
  }
  return found;
}

function networkOf(text: string): Cidr | undefined {
  try {
    const { network, address } = InterfaceAddress.of(text);
    return network.prefix === address.bits ? undefined : network;
  } catch (error) {
    if (error instanceof ValueError) return undefined;
    throw error;
  }
}
