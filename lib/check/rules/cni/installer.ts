// Networks whose plugin no node has: Talos ships few, and nothing in the input brings the others.
import { INSTALLABLE_PLUGINS, INSTALLER_IMAGE, TALOS_PLUGINS } from '../../../multus/releases';
import { configOf } from '../../../world/derived/attachments';
import { CLUSTERS } from '../../../world/derived/clusters';
import { readConfiguration } from '../../../models/cni';
import { listAt, textAt } from '../../../world/derived/fields';
import { MULTUS } from '../../../world/derived/multus';
import { containersOf, POD_TEMPLATES, PodTemplate } from '../../../world/derived/pods';
import { TALOS_SETTINGS } from '../../../world/derived/talos-settings';
import { Rule } from '../../rule';

export const PLUGIN_INSTALLER: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/plugin-missing',
      title: 'On Talos something brings the plugins that the networks need',
      why: `Talos ships ${TALOS_PLUGINS.join(', ')} only, and pods of other networks do not start (siderolabs/talos#10549, #10411). Judged where the input holds Talos documents and the DaemonSet of Multus.`,
    },
  ],
  check(world, report) {
    const { daemonSets, charts, networks } = world.model(MULTUS);
    if (!world.model(TALOS_SETTINGS).present || daemonSets.length === 0 || charts.length > 0) return;
    if (world.model(POD_TEMPLATES).some(bringsPlugins)) return;
    for (const network of networks) {
      if (!daemonSets.some(({ object }) => world.model(CLUSTERS).together(object, network))) continue;
      const text = configOf(network);
      const plugins = text === undefined ? [] : (readConfiguration(text).configuration?.plugins ?? []);
      const types = plugins.flatMap(({ type, ipamType }) => [type, ...(ipamType === undefined ? [] : [ipamType])]);
      const missing = [...new Set(types)].filter(
        (type) => INSTALLABLE_PLUGINS.includes(type) && !TALOS_PLUGINS.includes(type),
      );
      if (missing.length === 0) continue;
      report.warning(
        'cni/plugin-missing',
        network,
        ['spec', 'config'],
        `Talos does not ship ${missing.join(' and ')}, and nothing in the input installs it`,
        `add an init container with the CNI plugins to the DaemonSet of Multus, such as ${INSTALLER_IMAGE}`,
      );
    }
  },
};

/** Any container but Multus' own that writes into the folder of the plugins. */
function bringsPlugins(template: PodTemplate): boolean {
  const volumes = listAt(template.spec, 'volumes').filter((volume) =>
    /^\/opt\/cni(\/bin)?\/?$/.test(textAt(volume, 'hostPath', 'path') ?? ''),
  );
  const names = volumes.map((volume) => textAt(volume, 'name'));
  return containersOf(template).some(
    ({ container }) =>
      !/\/multus-cni([:@]|$)/.test(textAt(container, 'image') ?? '') &&
      listAt(container, 'volumeMounts').some((mount) => names.includes(textAt(mount, 'name'))),
  );
}
