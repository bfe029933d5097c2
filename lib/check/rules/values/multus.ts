// Cilium renames the CNI configuration of others away, and Multus is one of the others.
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { MULTUS } from '../../../world/derived/multus';
import { Rule } from '../../rule';

/** Beside Multus the values say `cni.exclusive: false`. */
export const CNI_EXCLUSIVE: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/cni-exclusive',
      title: 'Beside Multus the values of Cilium say cni.exclusive: false',
      why: 'Otherwise Cilium renames the configuration of Multus to *.cilium_bak, and pods start without their networks, without an error (multus-cni#972, siderolabs/talos#10468).',
      words: ({ by, written }: { by: string; written: boolean }) => ({
        message: `cni.exclusive is true${written ? '' : ' by default'}: Cilium renames the CNI configuration of Multus away (${by})`,
        repair: 'set cni.exclusive: false',
      }),
    },
  ],
  check(world, report) {
    const { daemonSets, charts, networks } = world.model(MULTUS);
    const installed = [...daemonSets.map(({ object }) => object), ...charts];
    const seen = new Set<unknown>();
    for (const object of [...installed, ...networks]) {
      const install = installOf(world, object);
      if (install === undefined || seen.has(install) || !install.isOn('cni.exclusive')) continue;
      seen.add(install);
      const { at, path } = install.placeOf('cni.exclusive');
      const { kind, metadata } = object.manifest;
      const data = {
        by: `${kind} ${String(metadata.name)}`,
        written: install.own('cni.exclusive') !== undefined,
      };
      const say = installed.includes(object) ? report.error.bind(report) : report.warning.bind(report);
      say('values/cni-exclusive', at, path, data, [object]);
    }
  },
};
