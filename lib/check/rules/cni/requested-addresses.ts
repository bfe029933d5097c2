// Addresses that pods ask for, held to the LAN that they will be on.
import { InterfaceAddress, IpAddress } from '../../../net';
import { Attached, NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { readAddress } from '../../../world/derived/pools';
import { judgeRequested, routersOf } from '../../../models/cni';
import { Report, Rule } from '../../rule';

interface Requested {
  readonly network: string;
  readonly address: string;
}

export const REQUESTED_ADDRESSES: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/ip-outside',
      title: 'A fixed address lies in the network of its link',
      why: 'static gives any address. Outside of the network on the link nobody answers it. Judged where the facts state the networks of the link.',
      words: ({ network, address, subnets }: Requested & { subnets: string[] }) => ({
        message: `${network}: the address ${address} lies outside of ${subnets.join(', ')}, the network on the link`,
        repair: 'write an address of that network',
      }),
    },
    {
      code: 'cni/ip-prefix',
      title: 'A fixed address has the prefix length of the network of its link',
      why: 'With a shorter one the pod looks for other networks on the link itself, with a longer one it does not find its neighbours. Judged where the facts state the networks of the link.',
      words: ({ network, address, repaired }: Requested & { repaired: string }) => ({
        message: `${network}: the address ${address} has another prefix length than the network on the link`,
        repair: `write "${repaired}"`,
      }),
    },
    {
      code: 'cni/ip-not-host',
      title: 'A fixed address is not that of the network or the broadcast',
      why: 'static takes both, and nobody answers (vectors static-network-address, static-broadcast-address).',
      words: ({ network, address, subnet }: Requested & { subnet: string }) => ({
        message: `${network}: the address ${address} is the network or broadcast address of ${subnet}: static accepts it, and nobody answers`,
        repair: 'write another address of the subnet',
      }),
    },
    {
      code: 'cni/ip-gateway',
      title: 'A fixed address is not that of a router of the network',
      why: 'Two machines answer for it, and the routes of the pods end at one of them.',
      words: ({ network, address }: Requested) => ({
        message: `${network}: the address ${address} is that of a router which the routes of the network name`,
        repair: 'write another address, or the router that the network really has',
      }),
    },
    {
      code: 'cni/ips-ignored',
      title: 'Addresses that a pod asks for are given',
      why: 'dhcp ignores them, and without an IPAM plugin nobody reads them; beside configured ones static adds them. Source: the plugins, run.',
      words: ({ network, addresses, ipam }: { network: string; addresses: string[]; ipam: string | null }) => {
        const list = addresses.join(', ');
        if (ipam === null)
          return {
            message: `${network}: the network has no IPAM plugin, nobody gives ${list}`,
            repair: 'write "ipam": {"type": "static"} in the network',
          };
        return ipam === 'static'
          ? {
              message: `${network}: ${list} comes on top of the addresses of the network, as it does not declare the capability`,
              repair: 'write "capabilities": {"ips": true} in the network',
            }
          : {
              message: `${network}: ${ipam} ignores the requested ${list}`,
              repair: 'reserve the address by MAC in the DHCP server, or use static',
            };
      },
    },
  ],
  check(world, report) {
    for (const network of world.model(NETWORKS))
      for (const attached of network.attached) {
        ignored(report, network, attached);
        judge(report, network, attached);
      }
  },
};

function judge(report: Report, { object, main, links, lan, pools }: SecondaryNetwork, attached: Attached): void {
  const { annotation, selection } = attached;
  // host-local judges by its own ranges.
  if (pools.length > 0 || lan === undefined || main.ipamType === undefined) return;
  const subnets = [...new Set(links.flatMap((link) => link.subnets ?? []))];
  const routers = routersOf(main.ipam);
  for (const text of selection.request.ips ?? []) {
    const address = addressOf(text);
    if (address === undefined) continue;
    const problem = judgeRequested(address.address, address.prefix, subnets, routers);
    if (problem === undefined) continue;
    const data = { network: selection.name, address: text };
    const say = problem.reason === 'prefix' ? report.warning.bind(report) : report.error.bind(report);
    const more = {
      outside: { subnets: problem.subnets },
      prefix: { repaired: `${address.address.toString()}/${problem.subnets[0]?.split('/')[1] ?? ''}` },
      'not-host': { subnet: problem.subnets[0] },
      gateway: {},
    }[problem.reason];
    say(`cni/ip-${problem.reason}`, annotation.object, annotation.path, { ...data, ...more }, [object]);
  }
}

function addressOf(text: string): { address: IpAddress; prefix?: number } | undefined {
  const address = readAddress(text);
  if (address === undefined) return undefined;
  try {
    return text.includes('/') ? { address, prefix: InterfaceAddress.of(text).prefix } : { address };
  } catch {
    return undefined;
  }
}

function ignored(report: Report, { object, main }: SecondaryNetwork, { annotation, selection }: Attached): void {
  const { ips } = selection.request;
  if (ips === undefined) return;
  const added = main.capabilities.ips !== true && Array.isArray(main.ipam.addresses) && main.ipam.addresses.length > 0;
  const says = main.ipamType === undefined || main.ipamType === 'dhcp' || (main.ipamType === 'static' && added);
  if (!says) return;
  const data = { network: selection.name, addresses: ips, ipam: main.ipamType ?? null };
  report.warning('cni/ips-ignored', annotation.object, annotation.path, data, [object]);
}
