// Networks that do not fit the link that they are on.
import { Cidr } from '../../../net';
import { LinkFacts } from '../../../facts';
import { isMtuRefused } from '../../../models/cni';
import { NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';

const AT = ['spec', 'config'];
/** What drivers set where nobody sets an mtu. */
const DRIVER_MTU = 1500;

export const LINK: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/mtu-above-link',
      title: 'The mtu of a network is not above that of its link',
      why: 'The plugin refuses it, and the pod does not start (vectors macvlan-mtu-above, vlan-mtu-above). Judged where the facts state the mtu of the link.',
      words: ({ mtu, linkMtu, master }: { mtu: number; linkMtu: number; master: string }) => ({
        message: `mtu ${mtu} is above the ${linkMtu} of the link "${master}": the plugin refuses it`,
        repair: `write at most ${linkMtu}, or raise the mtu of the link`,
      }),
    },
    {
      code: 'cni/mtu-unknown',
      title: 'A large mtu stands on a link that states its own',
      why: `Drivers set ${DRIVER_MTU}, and the plugin refuses more than the link has. A note where there are no facts about links.`,
      words: ({ mtu, master }: { mtu: number; master: string }) => ({
        message: `mtu ${mtu}, but nothing states the mtu of the link "${master}", and drivers set ${DRIVER_MTU}`,
        repair: 'state the mtu of the link in the facts, or write at most 1500',
      }),
    },
    {
      code: 'cni/subnet-differs',
      title: 'The subnet of a network is that of its link',
      why: 'Pods with another prefix length do not find their neighbours, or look for others on the link. Judged where the facts state the networks of the link.',
      words: ({ subnet, linkSubnet, master }: { subnet: string; linkSubnet: string; master: string }) => ({
        message: `subnet ${subnet} differs from ${linkSubnet} of the link "${master}"`,
        repair: `write ${linkSubnet}`,
      }),
    },
    {
      code: 'cni/wifi-master',
      title: 'A network whose pods have MACs of their own is on a wired link',
      why: 'Access points drop frames of MAC addresses that did not log in; the kernel calls Wi-Fi links wl….',
      words: ({ master }: { master: string }) => ({
        message: `the link "${master}" is Wi-Fi: access points drop frames of MAC addresses that did not log in`,
        repair: 'use a wired link, or ipvlan',
      }),
    },
  ],
  check(world, report) {
    for (const network of world.model(NETWORKS)) {
      const { object, main, master } = network;
      if (master === undefined) continue;
      if (main.plugin?.ownMac === true && /^wl/.test(master)) report.warning('cni/wifi-master', object, AT, { master });
      mtu(world, report, network, master);
      subnets(report, network, master);
    }
  },
};

function mtu(world: World, report: Report, network: SecondaryNetwork, master: string): void {
  const { object, main, links } = network;
  const own = main.fields.mtu;
  if (typeof own !== 'number' || main.plugin?.mtuUpToLink !== true) return;
  const known = links.map((link) => mtuOf(world, link));
  const stated = known.flatMap((each) => each ?? []);
  for (const linkMtu of new Set(stated.filter((each) => isMtuRefused(main, each))))
    report.error('cni/mtu-above-link', object, AT, { mtu: own, linkMtu, master });
  if (own <= DRIVER_MTU || (links.length > 0 && stated.length === links.length)) return;
  const level = world.facts?.links === undefined ? 'note' : 'warning';
  report[level]('cni/mtu-unknown', object, AT, { mtu: own, master });
}

/** A VLAN without an mtu has that of its parent. */
function mtuOf({ facts }: World, link: LinkFacts): number | undefined {
  return link.mtu ?? facts?.links?.find(({ name }) => name === link.parent)?.mtu;
}

function subnets(report: Report, { object, pools, links }: SecondaryNetwork, master: string): void {
  const stated = links.flatMap((link) => (link.subnets ?? []).map((text) => Cidr.of(text)));
  for (const subnet of new Set(pools.flat().map((pool) => pool.subnet.toString()))) {
    const own = Cidr.of(subnet);
    const other = stated.find((each) => each.overlaps(own));
    if (other === undefined || stated.some((each) => each.toString() === subnet)) continue;
    report.warning('cni/subnet-differs', object, AT, { subnet, linkSubnet: other.toString(), master });
  }
}
