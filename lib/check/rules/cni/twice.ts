// Names and MACs that two networks or two pods have.
import { CLUSTERS } from '../../../world/derived/clusters';
import { Attached, NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { Rule } from '../../rule';
import { nameOf } from './names';

export const TWICE: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/name-twice',
      title: 'Two different networks of host-local have names of their own',
      why: 'Nodes keep one store of addresses a name: what one network gives away is missing in the other (vector hostlocal-same-name). The same network in several namespaces may share its name, and should.',
      words: ({ network, other, name }: { network: string; other: string; name: string }) => ({
        message: `the name "${name}" of ${network} is that of ${other} too, a different network: nodes keep one store of addresses for both`,
        repair: `write "name": "${network.replace('/', '-')}"`,
      }),
    },
    {
      code: 'cni/mac-twice',
      title: 'Every interface on a LAN has a MAC of its own',
      why: 'On one node the kernel refuses the second (vector macvlan-mac-twice); on two the switch sends the frames of both to one of them.',
      words: ({ mac, network, owner }: { mac: string; network: string; owner: string }) => ({
        message: `${network}: the MAC address ${mac} is that of ${owner} already`,
        repair: 'give each interface a MAC address of its own',
      }),
    },
  ],
  check(world, report) {
    const clusters = world.model(CLUSTERS);
    const networks = world.model(NETWORKS);
    networks.forEach((network, index) => {
      const other = networks
        .slice(0, index)
        .find(
          (each) =>
            each.cniName === network.cniName && differ(each, network) && clusters.together(each.object, network.object),
        );
      if (other === undefined) return;
      const data = { network: network.key, other: other.key, name: network.cniName };
      report.warning('cni/name-twice', network.object, ['spec', 'config'], data, [other.object]);
    });
    const owners: { readonly lan: string; readonly mac: string; readonly attached: Attached }[] = [];
    for (const { object, lan, main, attached } of networks)
      for (const each of attached) {
        const mac = each.selection.request.mac?.toLowerCase().replace(/-/g, ':');
        if (mac === undefined || lan === undefined || main.plugin?.takesMac !== true) continue;
        const { annotation } = each;
        const owner = owners.find(
          (known) =>
            known.lan === lan &&
            known.mac === mac &&
            clusters.together(known.attached.annotation.object, annotation.object),
        );
        owners.push({ lan, mac, attached: each });
        if (owner === undefined) continue;
        const before = owner.attached.annotation.object;
        const data = { mac, network: each.selection.name, owner: nameOf(before) };
        report.error('cni/mac-twice', annotation.object, annotation.path, data, [object, before]);
      }
  },
};

/** True for two networks that would share a store of addresses and are not one network written twice. */
function differ(a: SecondaryNetwork, b: SecondaryNetwork): boolean {
  if (!a.perNode || !b.perNode || a.main.ipam.dataDir !== b.main.ipam.dataDir) return false;
  return a.lan !== b.lan || JSON.stringify(a.pools.map(texts)) !== JSON.stringify(b.pools.map(texts));
}

function texts(set: SecondaryNetwork['pools'][number]): string[] {
  return set.map(({ subnet, pool }) => `${subnet.toString()} ${pool.toString()}`);
}
