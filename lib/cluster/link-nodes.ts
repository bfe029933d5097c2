// Links of nodes that the cluster does not have: no fact can hold them, so no rule over the facts would see them.
import { errorAt, Finding } from '../construct';
import { Link } from './link';
import { ClusterNode } from './nodes';

/**
 * Findings for links that name nodes which are not there.
 *
 * @param path of the cluster
 * @internal
 */
export function linkNodeFindings(path: string, links: readonly Link[], nodes: readonly ClusterNode[]): Finding[] {
  const names = nodes.map(({ name }) => name);
  return links.flatMap((link) =>
    (link.nodes._names ?? [])
      .filter((name) => !names.includes(name))
      .map((name) =>
        errorAt(
          path,
          'cluster/link-node',
          `link "${link.name}" names the node "${name}", which the cluster does not have`,
          `write one of: ${names.join(', ')}`,
        ),
      ),
  );
}
