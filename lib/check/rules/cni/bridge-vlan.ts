// VLANs of a bridge network that the bridge of the node does not carry to its uplink.
import { listAt, mapAt, textAt } from '../../../world/derived/fields';
import { CLUSTERS } from '../../../world/derived/clusters';
import { NETWORKS } from '../../../world/derived/networks';
import { CheckedDocument, World } from '../../../world/types';
import { Rule } from '../../rule';

interface Data {
  readonly bridge: string;
  readonly vlan: number;
  readonly uplinks: readonly string[];
}

/** The uplink of a bridge of Talos carries untagged frames only. */
export const BRIDGE_VLAN: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/bridge-vlan',
      title: 'A VLAN of a bridge network leaves the node',
      why: "The bridge plugin tags the port of the pod, and nobody adds the VLAN to the bridge's uplink: Talos can switch VLAN filtering on and knows no VLANs of a port. Pods of one node reach each other, and nothing else. Source: Talos machinery 1.12 to 1.14, BridgeConfig and bridge of an interface; the bridge plugin, run.",
      words: ({ bridge, vlan, uplinks }: Data) => ({
        message: `VLAN ${vlan} on the bridge ${bridge}: its uplink ${uplinks.join(', ')} is no member of the VLAN, and Talos' bridge knows filtering only`,
        repair: `make a VLAN link ${uplinks[0]}.${vlan} on the uplink and a bridge over it in the machine configuration, and name that bridge here without vlan`,
      }),
    },
  ],
  check(world, report) {
    const bridges = bridgesOf(world);
    for (const { object, main } of world.model(NETWORKS)) {
      // The field of plugins that make or use a bridge of the node.
      const { bridge, vlan } = main.fields;
      if (typeof bridge !== 'string' || typeof vlan !== 'number' || vlan === 0) continue;
      const hit = bridges.find(({ name, at }) => name === bridge && world.model(CLUSTERS).together(object, at));
      if (hit === undefined || hit.uplinks.length === 0) continue;
      report.warning('cni/bridge-vlan', object, ['spec', 'config'], {
        bridge,
        vlan,
        uplinks: hit.uplinks,
      } satisfies Data);
    }
  },
};

/** Bridges that the machine configurations make, in both forms. */
function bridgesOf(world: World): { name: string; uplinks: string[]; at: CheckedDocument }[] {
  const texts = (list: readonly unknown[]) => list.filter((each): each is string => typeof each === 'string');
  return world.talos.flatMap((at) => {
    const { content } = at;
    if (textAt(content, 'kind') === 'BridgeConfig') {
      const name = textAt(content, 'name');
      return name === undefined ? [] : [{ name, uplinks: texts(listAt(content, 'links')), at }];
    }
    return listAt(content, 'machine', 'network', 'interfaces').flatMap((link) => {
      const name = textAt(link, 'interface');
      const bridge = mapAt(link, 'bridge');
      return name === undefined || Object.keys(bridge).length === 0
        ? []
        : [{ name, uplinks: texts(listAt(bridge, 'interfaces')), at }];
    });
  });
}
