// Services whose addresses are to be those of nodes, in a cluster where no node may lend its own.
import { EXCLUDE_LABEL, notNodeIpams } from '../../../models/load-balancer';
import { EXCLUDED_NODES } from '../../../world/derived/excluded-nodes';
import { LOAD_BALANCING } from '../../../world/derived/load-balancing';
import { levelOfAbsence, Rule } from '../../rule';

/** Node IPAM finds a node that serves. */
export const NODE_IPAM: Rule = {
  layer: 'addresses',
  codes: [
    {
      code: 'address/node-ipam-excluded',
      title: 'A Service of Node IPAM finds a node that serves',
      why: 'Node IPAM leaves out nodes with the label node.kubernetes.io/exclude-from-external-load-balancers, which Talos puts on every control plane (read in operator/pkg/nodeipam): without another node the Service stays without address.',
      words: ({ nodes }: { nodes: number }) => ({
        message: `${nodes === 1 ? 'the one node of the input has' : `all ${nodes} nodes of the input have`} the label ${EXCLUDE_LABEL}: Node IPAM leaves ${nodes === 1 ? 'it' : 'them'} out, and the Service gets no address`,
        repair: `delete the label where the node shall serve, as nodeLabels: {${EXCLUDE_LABEL}: {$patch: delete}} in a patch of its machine`,
      }),
    },
  ],
  check(world, report) {
    const nodes = world.model(EXCLUDED_NODES);
    if (nodes.length === 0 || nodes.some(({ excluded }) => !excluded)) return;
    const level = levelOfAbsence(world, true);
    for (const { services, settings } of world.model(LOAD_BALANCING))
      for (const { at, service } of services) {
        if (notNodeIpams(service, settings) !== undefined) continue;
        report[level](
          'address/node-ipam-excluded',
          at,
          at.manifest.kind === 'Service' ? ['spec', 'loadBalancerClass'] : [],
          { nodes: nodes.length },
          nodes.map((node) => node.at),
        );
      }
  },
};
