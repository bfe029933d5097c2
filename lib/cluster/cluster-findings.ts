// What is wrong with a cluster that its facts cannot hold: links of nodes that it does not have.
import { errorAt, Finding } from '../construct';
import type { TalosCluster } from './talos-cluster';

/** Findings over the complete cluster. @internal */
export function clusterFindings(cluster: TalosCluster): Finding[] {
  const nodes = cluster._nodes.map(({ name }) => name);
  return cluster._links.flatMap((link) =>
    (link.nodes._names ?? [])
      .filter((name) => !nodes.includes(name))
      .map((name) =>
        errorAt(
          cluster.node.path,
          'cluster/link-node',
          `link "${link.name}" names the node "${name}", which the cluster does not have`,
          `write one of: ${nodes.join(', ')}`,
        ),
      ),
  );
}
