// Networks whose addresses come from a daemon that nothing runs.
import { NETWORKS } from '../../../world/derived/networks';
import { MULTUS } from '../../../world/derived/multus';
import { listAt } from '../../../world/derived/fields';
import { containersOf, POD_TEMPLATES } from '../../../world/derived/pods';
import { TALOS_SETTINGS } from '../../../world/derived/talos-settings';
import { pluginOf } from '../../../catalogue/cni-plugins';
import { isOutside } from '../../../world/outside';
import { levelOfAbsence, Rule } from '../../rule';

export const DHCP_DAEMON: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/dhcp-daemon',
      title: 'Where a network takes addresses by DHCP, something runs the daemon of the plugin',
      why: 'The plugin asks a daemon on the node, by a socket, and fails without: the pod does not start (vector dhcp-no-daemon; multus-cni#1031). Judged where the input holds Talos documents, whose machines run nothing else, and the DaemonSet of Multus.',
      words: ({ ipam }: { ipam: string }) => ({
        message: `${ipam} asks a daemon on the node, and nothing in the input runs one: pods with this network do not start`,
        repair: `run "${ipam} daemon" on every node, such as in a container beside Multus that mounts /run/cni and the network namespaces`,
      }),
    },
  ],
  check(world, report) {
    const { daemonSets, charts } = world.model(MULTUS);
    if (!world.model(TALOS_SETTINGS).present || daemonSets.length === 0 || charts.length > 0) return;
    if (isOutside(world, { kind: 'DaemonSet' })) return;
    const commands = world
      .model(POD_TEMPLATES)
      .flatMap(containersOf)
      .map(({ container }) => [...listAt(container, 'command'), ...listAt(container, 'args')].join(' '));
    const level = levelOfAbsence(world, true);
    for (const { object, main } of world.model(NETWORKS)) {
      const ipam = main.ipamType;
      if (ipam === undefined || pluginOf(ipam)?.needsDaemon !== true) continue;
      if (commands.some((command) => command.includes(ipam) && /\bdaemon\b/.test(command))) continue;
      report[level]('cni/dhcp-daemon', object, ['spec', 'config'], { ipam });
    }
  },
};
