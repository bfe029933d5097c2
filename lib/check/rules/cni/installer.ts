// Networks whose plugin no node has: Talos ships few, and nothing in the input brings the others.
import { INSTALLABLE_PLUGINS, INSTALLER_IMAGE, pluginsOfImage, TALOS_PLUGINS } from '../../../catalogue/cni-plugins';
import { configOf } from '../../../world/derived/attachments';
import { CLUSTERS } from '../../../world/derived/clusters';
import { pluginsOf } from '../../../models/cni';
import { listAt, textAt } from '../../../world/derived/fields';
import { isMultusImage, MULTUS } from '../../../world/derived/multus';
import { containersOf, POD_TEMPLATES, PodTemplate } from '../../../world/derived/pods';
import { TALOS_SETTINGS } from '../../../world/derived/talos-settings';
import { isOutside } from '../../../world/outside';
import { levelOfAbsence, Rule } from '../../rule';
import { listed } from './names';

export const PLUGIN_INSTALLER: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/plugin-missing',
      title: 'On Talos something brings the plugins that the networks need',
      why: `Talos ships ${TALOS_PLUGINS.join(', ')} only, and pods of other networks do not start (siderolabs/talos#10549, #10411). Judged where the input holds Talos documents and the DaemonSet of Multus.`,
      words: ({ plugins, installer }: { plugins: string[]; installer: string | null }) =>
        installer === null
          ? {
              message: `Talos does not ship ${listed(plugins)}, and nothing in the input installs ${plugins.length === 1 ? 'it' : 'them'}`,
              repair: `add an init container with the CNI plugins to the DaemonSet of Multus, such as ${INSTALLER_IMAGE}`,
            }
          : {
              message: `${listed(plugins)} ${plugins.length === 1 ? 'is' : 'are'} neither on Talos nor in ${installer}`,
              repair: `use one of ${INSTALLABLE_PLUGINS.join(', ')}, or an image that has it`,
            },
    },
  ],
  check(world, report) {
    const { daemonSets, charts, networks } = world.model(MULTUS);
    if (!world.model(TALOS_SETTINGS).present || daemonSets.length === 0 || charts.length > 0) return;
    if (isOutside(world, { kind: 'DaemonSet' })) return;
    const images = world.model(POD_TEMPLATES).flatMap(imagesWithPlugins);
    const others = images.flatMap((image) => pluginsOfImage(image) ?? []);
    const bringing = images.filter((image) => pluginsOfImage(image) === undefined);
    // What an image of somebody else brings is not known.
    if (bringing.some((image) => !isInstaller(image))) return;
    const brought = bringing.length > 0;
    const level = levelOfAbsence(world, true);
    for (const network of networks) {
      if (!daemonSets.some(({ object }) => world.model(CLUSTERS).together(object, network))) continue;
      const types = pluginsOf(configOf(network) ?? '').flatMap(({ type, ipamType }) => [
        type,
        ...(ipamType === undefined ? [] : [ipamType]),
      ]);
      const plugins = [...new Set(types)].filter((type) => {
        if (TALOS_PLUGINS.includes(type) || others.includes(type)) return false;
        // A plugin of another maker may come with a chart of its own, unless there is nothing else.
        return INSTALLABLE_PLUGINS.includes(type) ? !brought : brought || world.complete;
      });
      if (plugins.length === 0) continue;
      report[level]('cni/plugin-missing', network, ['spec', 'config'], {
        plugins,
        installer: brought ? bringing[0] : null,
      });
    }
  },
};

function isInstaller(image: string): boolean {
  const repository = INSTALLER_IMAGE.slice(0, INSTALLER_IMAGE.lastIndexOf(':'));
  return image === repository || image.startsWith(`${repository}:`) || image.startsWith(`${repository}@`);
}

/** Images of the containers, but for Multus' own, that write into the folder of the plugins. */
function imagesWithPlugins(template: PodTemplate): string[] {
  const volumes = listAt(template.spec, 'volumes').filter((volume) =>
    /^\/opt\/cni(\/bin)?\/?$/.test(textAt(volume, 'hostPath', 'path') ?? ''),
  );
  const names = volumes.map((volume) => textAt(volume, 'name'));
  return containersOf(template).flatMap(({ container }) => {
    const image = textAt(container, 'image') ?? '';
    const mounts = listAt(container, 'volumeMounts').some((mount) => names.includes(textAt(mount, 'name')));
    return mounts && !isMultusImage(image) ? [image] : [];
  });
}
