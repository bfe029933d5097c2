// What is wrong with a cluster that its facts cannot hold: links of nodes that it does not have.
import { errorAt, Finding } from '../construct';
import { ClusterNode, Link } from './nodes';

/** Findings over the links and nodes of the complete cluster at a construct path. @internal */
export function clusterFindings(path: string, links: readonly Link[], nodes: readonly ClusterNode[]): Finding[] {
  const known = nodes.map(({ name }) => name);
  return links.flatMap((link) =>
    (link.nodes._names ?? [])
      .filter((name) => !known.includes(name))
      .map((name) =>
        errorAt(
          path,
          'cluster/link-node',
          `link "${link.name}" names the node "${name}", which the cluster does not have`,
          `write one of: ${known.join(', ')}`,
        ),
      ),
  );
}
