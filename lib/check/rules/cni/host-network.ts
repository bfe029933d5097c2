// Pods on the network of their node that ask for another one.
import { ANNOTATIONS } from '../../../world/derived/attachments';
import { Rule } from '../../rule';
import { listed } from './names';

export const HOST_NETWORK: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/host-network',
      title: 'A pod on the network of its node asks for no other',
      why: 'The runtime calls no CNI plugin for such a pod: it never gets the interface, and nobody says so. Source: CRI, NamespaceMode NODE.',
      words: ({ networks }: { networks: string[] }) => ({
        message: `the pods use the network of the node (hostNetwork), so ${listed(networks)} is never attached`,
        repair: 'remove hostNetwork, or the annotation',
      }),
    },
  ],
  check(world, report) {
    for (const { object, path, template, selections } of world.model(ANNOTATIONS))
      if (template?.spec.hostNetwork === true && selections.length > 0)
        report.error('cni/host-network', object, path, { networks: selections.map(({ name }) => name) });
  },
};
