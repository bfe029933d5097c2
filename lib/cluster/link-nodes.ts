// Links of nodes that the cluster does not have: no fact can hold them, so no rule over the facts would see them.
import { errorAt, Finding } from '../construct';
import { Link } from './link';
import { ClusterNode } from './nodes';

/**
 * Findings for links that name nodes which are not there, and for addresses of nodes that do not have the link.
 *
 * @param path of the cluster
 * @internal
 */
export function linkNodeFindings(path: string, links: readonly Link[], nodes: readonly ClusterNode[]): Finding[] {
  return links.flatMap((link) => [...unknownNodes(path, link, nodes), ...nodesWithout(path, link, nodes)]);
}

function unknownNodes(path: string, link: Link, nodes: readonly ClusterNode[]): Finding[] {
  const names = nodes.map(({ name }) => name);
  return (link.nodes._names ?? [])
    .filter((name) => !names.includes(name))
    .map((name) =>
      errorAt(
        path,
        'cluster/link-node',
        `link "${link.name}" names the node "${name}", which the cluster does not have`,
        `write one of: ${names.join(', ')}`,
      ),
    );
}

/** Nodes that `address` or `select` name, on which the link is not. */
function nodesWithout(path: string, link: Link, nodes: readonly ClusterNode[]): Finding[] {
  return link._named
    .filter((node) => !link.nodes._includes(node) || !nodes.includes(node))
    .map((node) =>
      errorAt(
        path,
        'cluster/link-node',
        `link "${link.name}" is given something of the node "${node.name}", which does not have it`,
        `the link is on ${link.nodes.toString()}: add the node there, or use a link of it`,
      ),
    );
}
