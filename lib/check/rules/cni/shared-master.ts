// Networks that cannot share the link of a node.
import { CLUSTERS } from '../../../world/derived/clusters';
import { configOf } from '../../../world/derived/attachments';
import { PluginConfiguration, readConfiguration } from '../../../models/cni';
import { MULTUS } from '../../../world/derived/multus';
import { CheckedObject } from '../../../world/types';
import { Rule } from '../../rule';

interface OnMaster {
  readonly network: CheckedObject;
  readonly plugin: PluginConfiguration;
  readonly master: string;
}

export const SHARED_MASTER: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/shared-master',
      title: 'macvlan in passthru mode, or beside ipvlan, has its link for itself',
      why: 'The kernel refuses a second child beside a passthru one, and ipvlan beside macvlan: the second pod of a node does not start. Source: the plugins, run; cni.dev.',
    },
  ],
  check(world, report) {
    const clusters = world.model(CLUSTERS);
    const users = world.model(MULTUS).networks.flatMap(usersOf);
    users.forEach((user, index) => {
      const other = users
        .slice(0, index)
        .find(
          (each) =>
            each.master === user.master &&
            each.network !== user.network &&
            exclude(each, user) &&
            clusters.together(each.network, user.network),
        );
      if (other === undefined) return;
      const words = ({ plugin, network }: OnMaster) =>
        `${network.manifest.metadata.name} (${[plugin.type, plugin.fields.mode].filter((part) => part !== undefined).join(' ')})`;
      report.warning(
        'cni/shared-master',
        user.network,
        ['spec', 'config'],
        `${words(user)} and ${words(other)} build on one link, ${user.master}: on one node the second pod does not start`,
        'use another link, such as a VLAN of it, or the same type and mode for both',
      );
    });
  },
};

function usersOf(network: CheckedObject): OnMaster[] {
  const text = configOf(network);
  const plugins = text === undefined ? [] : (readConfiguration(text).configuration?.plugins ?? []);
  return plugins.flatMap((plugin) => {
    const { master, linkInContainer } = plugin.fields;
    const counts =
      ['macvlan', 'ipvlan'].includes(plugin.type) &&
      typeof master === 'string' &&
      master !== '' &&
      linkInContainer !== true;
    return counts ? [{ network, plugin, master }] : [];
  });
}

function exclude(a: OnMaster, b: OnMaster): boolean {
  return (
    a.plugin.type !== b.plugin.type ||
    [a, b].some(({ plugin }) => plugin.type === 'macvlan' && plugin.fields.mode === 'passthru')
  );
}
