// Virtual machines of KubeVirt on secondary networks: the binding of the interface against the plugin of the network.
import { pluginOf } from '../../../catalogue/cni-plugins';
import { Path } from '../../../problem';
import { CLUSTERS } from '../../../world/derived/clusters';
import { isPlaceholder, listAt, mapAt, textAt, writtenNamespace } from '../../../world/derived/fields';
import { MULTUS } from '../../../world/derived/multus';
import { NETWORKS } from '../../../world/derived/networks';
import { CheckedObject, World } from '../../../world/types';
import { isOutside } from '../../../world/outside';
import { levelOfAbsence, Rule } from '../../rule';

const GROUP = 'kubevirt.io';
/** Where each kind keeps the spec of its machine. Source: KubeVirt API v1. */
const SPECS: Readonly<Record<string, Path>> = {
  VirtualMachine: ['spec', 'template', 'spec'],
  VirtualMachineInstance: ['spec'],
  VirtualMachineInstanceReplicaSet: ['spec', 'template', 'spec'],
};

interface Binding {
  readonly interface: string;
  readonly network: string;
  readonly plugin: string;
}

/** Machines are bound to networks that carry their own MAC address. */
export const KUBEVIRT: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/kubevirt-binding',
      title: 'The bridge binding of a virtual machine is on a network that carries its MAC address',
      why: 'The bridge binding hands the MAC address of the pod to the machine and gives the pod another; macvlan and ipvlan deliver frames for the address of the pod alone, so the machine hears nothing. Source: KubeVirt user guide, interfaces and networks; facts of the plugins.',
      words: ({ interface: name, network, plugin }: Binding) => ({
        message: `interface "${name}" with the bridge binding on ${network}, a ${plugin} network: frames for the machine's MAC address never reach it`,
        repair: 'use a network of the bridge plugin on a bridge of the node, or the macvtap binding',
      }),
    },
    {
      code: 'cni/kubevirt-network',
      title: 'The network of a virtual machine exists',
      why: 'The pod of the machine waits for a NetworkAttachmentDefinition that is not there and never starts.',
      words: ({ network, unless }: { network: string; unless: boolean }) => ({
        message: `networkName "${network}" names no NetworkAttachmentDefinition of the input${unless ? ', unless it lies elsewhere' : ''}`,
        repair: 'write the name of a network, as namespace/name if it is in another namespace',
      }),
    },
  ],
  check(world, report) {
    for (const [kind, place] of Object.entries(SPECS))
      for (const machine of world.of(GROUP, kind)) {
        const networks = listAt(machine.manifest, ...place, 'networks');
        const interfaces = listAt(machine.manifest, ...place, 'domain', 'devices', 'interfaces');
        networks.forEach((network, index) => {
          const wanted = textAt(network, 'multus', 'networkName');
          if (wanted === undefined || isPlaceholder(wanted)) return;
          const path = [...place, 'networks', index, 'multus', 'networkName'];
          const found = findNetwork(world, machine, wanted);
          if (found === undefined) {
            if (isNetworkOutside(world, wanted)) return;
            const level = levelOfAbsence(world, world.model(MULTUS).networks.length > 0);
            report[level]('cni/kubevirt-network', machine, path, { network: wanted, unless: !world.complete });
            return;
          }
          const main = world.model(NETWORKS).find(({ object }) => object === found)?.main;
          const plugin = main === undefined ? undefined : pluginOf(main.type);
          // The pod's interface is a child of the link, with an address that the kernel sorts frames by.
          if (main === undefined || plugin?.onLink !== true || plugin.excludes === undefined) return;
          const name = textAt(network, 'name');
          const position = interfaces.findIndex((each) => textAt(each, 'name') === name);
          if (position < 0 || mapAt(interfaces[position]).bridge === undefined) return;
          report.warning(
            'cni/kubevirt-binding',
            machine,
            [...place, 'domain', 'devices', 'interfaces', position, 'bridge'],
            { interface: name!, network: wanted, plugin: main.type } satisfies Binding,
            [found],
          );
        });
      }
  },
};

function findNetwork(world: World, machine: CheckedObject, wanted: string): CheckedObject | undefined {
  const [first, second] = wanted.split('/');
  const [namespace, name] = second === undefined ? [writtenNamespace(machine.manifest), first] : [first, second];
  return world
    .model(MULTUS)
    .networks.find(
      (network) =>
        network.manifest.metadata.name === name &&
        (namespace === undefined || (writtenNamespace(network.manifest) ?? namespace) === namespace) &&
        world.model(CLUSTERS).together(machine, network),
    );
}

/** `namespace/name`, or `name` alone: then any namespace will do, since a kustomization may set that of the machine. */
function isNetworkOutside(world: World, wanted: string): boolean {
  const [name = '', namespace] = wanted.split('/').reverse();
  return isOutside(world, { kind: 'NetworkAttachmentDefinition', namespace, name });
}
