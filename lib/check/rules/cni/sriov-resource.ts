// Networks of SR-IOV without the resource that hands out virtual functions.
import { pluginsOf } from '../../../models/cni';
import { configOf } from '../../../world/derived/attachments';
import { isPlaceholder, mapAt, textsOf } from '../../../world/derived/fields';
import { MULTUS } from '../../../world/derived/multus';
import { Rule } from '../../rule';

const RESOURCE = 'k8s.v1.cni.cncf.io/resourceName';

export const SRIOV_RESOURCE: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/sriov-resource',
      title: 'A network of SR-IOV names the resource of its virtual functions',
      why: 'The plugin needs the PCI address of a virtual function (deviceID). Multus passes the one that the device plugin gave the pod, and knows which resource to look at by the annotation alone; without both every ADD fails. Source: sriov-cni 2.10, Multus 4.3.',
      words: () => ({
        message: 'sriov without a virtual function: neither deviceID nor a resource of the device plugin is named',
        repair: `write the annotation ${RESOURCE}, such as intel.com/sriov_netdevice, and let pods ask for that resource`,
      }),
    },
  ],
  check(world, report) {
    for (const network of world.model(MULTUS).networks) {
      const text = configOf(network);
      if (text === undefined || isPlaceholder(text)) continue;
      const resource = mapAt(network.manifest.metadata, 'annotations')[RESOURCE];
      if (typeof resource === 'string' && resource !== '') continue;
      const written = deviceIn(text);
      if (pluginsOf(text)[0]?.type === 'sriov' && !written)
        report.error('cni/sriov-resource', network, ['metadata', 'annotations'], {});
    }
  },
};

/** True if the configuration itself names a device. */
function deviceIn(text: string): boolean {
  try {
    return [...textsOf(JSON.parse(text))].some(({ path }) => path.at(-1) === 'deviceID');
  } catch {
    return true;
  }
}
