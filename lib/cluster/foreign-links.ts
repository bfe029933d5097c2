// Links of another cluster: their names may exist here too, and mean another network.
import { errorAt, Finding, NetworkConstruct } from '../construct';
import { Link } from './link';
import { TalosCluster } from './talos-cluster';

/** Findings for links that do not belong to the cluster of the construct's app. @internal */
export function foreignLinkFindings(construct: NetworkConstruct, links: readonly Link[]): Finding[] {
  const cluster = TalosCluster.of(construct);
  return links
    .filter((link) => cluster === undefined || !cluster._links.includes(link))
    .map((link) =>
      errorAt(
        construct.node.path,
        'cluster/foreign-link',
        `link "${link.name}" (${link.interfaceName}) belongs to ${cluster === undefined ? 'a cluster that is not in this app' : `another cluster than ${cluster.node.path}`}`,
        cluster === undefined
          ? 'add the TalosCluster to this app'
          : `write one of its links: ${cluster._links.map((own) => own.name).join(', ')}`,
      ),
    );
}
