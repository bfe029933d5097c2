// The DaemonSet of Multus as upstream ships it, on Talos: a folder that is empty there, too little memory, a copy over a running program.
import { quantity } from '../../../models/api-server/schema/quantity';
import { isMultusImage, MULTUS } from '../../../world/derived/multus';
import { listAt, textAt } from '../../../world/derived/fields';
import { containersOf } from '../../../world/derived/pods';
import { TALOS_SETTINGS } from '../../../world/derived/talos-settings';
import { Rule } from '../../rule';

/** Below this the daemon of the thick plugin ends when a node starts many pods: 50Mi is upstream's. */
const LEAST_MEMORY = '128Mi';
/** Where containerd keeps network namespaces on every Talos machine; on some /var/run is a folder of its own. */
const NETNS = '/var/run/netns';

export const MULTUS_ON_TALOS: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/multus-netns',
      title: 'On Talos Multus mounts /var/run/netns',
      why: 'containerd keeps the namespaces of pods there. Machines that were installed before Talos 1.8.1 have a folder /var/run of its own, in which /run/netns is empty: no pod starts. Source: siderolabs/talos f711907e0, e4341fa66.',
      words: ({ hostPath }: { hostPath: string }) => ({
        message: `hostPath ${hostPath} is empty on Talos machines where /var/run is a folder: Multus finds no network namespace`,
        repair: `write ${NETNS}, which is right everywhere`,
      }),
    },
    {
      code: 'cni/multus-memory',
      title: 'The daemon of Multus has memory for the start of a node',
      why: 'Every plugin that it runs counts to its memory, some 55 MiB each: with the 50Mi of the upstream manifest it is killed when a node starts many pods at once, and none of them starts (multus-cni#1346, siderolabs/talos#12463).',
      words: ({ memory }: { memory: string }) => ({
        message: `memory limit ${memory}: the daemon is killed when a node starts many pods at once`,
        repair: 'write at least 512Mi, and connectionLimit with Multus 4.3',
      }),
    },
    {
      code: 'cni/multus-installer',
      title: 'The binary of Multus is replaced in one step',
      why: 'cp writes into the file that a node may be running, and fails with "text file busy": after a restart the pod of Multus never starts, and no pod after it. install_multus writes beside it and renames (multus-cni#1221); the manifest has it from 4.2.3 on, the image since 4.0.',
      words: ({ command }: { command: string }) => ({
        message: `"${command}" copies over the binary in use: "text file busy" keeps Multus from starting`,
        repair: 'write command: [/usr/src/multus-cni/bin/install_multus, -d, /host/opt/cni/bin, -t, thick]',
      }),
    },
  ],
  check(world, report) {
    const talos = world.model(TALOS_SETTINGS).present;
    for (const template of world.model(MULTUS).daemonSets) {
      if (talos)
        listAt(template.spec, 'volumes').forEach((volume, index) => {
          const hostPath = textAt(volume, 'hostPath', 'path');
          if (hostPath?.replace(/\/$/, '') !== '/run/netns') return;
          const path = [...template.path, 'spec', 'volumes', index, 'hostPath', 'path'];
          report.warning('cni/multus-netns', template.object, path, { hostPath });
        });
      for (const { container, path } of containersOf(template)) {
        const words = [...listAt(container, 'command'), ...listAt(container, 'args')].map(String);
        if (isMultusImage(textAt(container, 'image')) && copies(words.join(' ')))
          report.warning('cni/multus-installer', template.object, [...path, 'command'], { command: words.join(' ') });
        const memory = textAt(container, 'resources', 'limits', 'memory');
        const runs = path.includes('containers') && listAt(container, 'command').some(isDaemon);
        if (!runs || memory === undefined || !isMultusImage(textAt(container, 'image'))) continue;
        const bytes = quantity(memory);
        if (bytes === undefined || bytes >= quantity(LEAST_MEMORY)!) continue;
        const at = [...path, 'resources', 'limits', 'memory'];
        report.warning('cni/multus-memory', template.object, at, { memory });
      }
    }
  },
};

/** A copy of the shim; what is renamed, or copied with the removal of the old file, is none. */
function copies(command: string): boolean {
  return /(^|[\s;&])cp\s[^;&]*multus-shim/.test(command) && !/\bmv\b|--remove-destination|install_multus/.test(command);
}

function isDaemon(word: unknown): boolean {
  return typeof word === 'string' && /(^|\/)multus-daemon$/.test(word);
}
