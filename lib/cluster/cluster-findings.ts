// What is wrong with a cluster as a whole: its links, its nodes, what carries the node addresses.
import { errorAt, Finding, warningAt } from '../construct';
import { NodeRole } from './nodes';
import type { TalosCluster } from './talos-cluster';

/** Findings over the complete cluster. @internal */
export function clusterFindings(cluster: TalosCluster): Finding[] {
  const findings: Finding[] = [];
  const path = cluster.node.path;
  const nodes = cluster._nodes;
  for (const link of cluster._links) {
    for (const name of link.nodes._names ?? []) {
      if (!nodes.some((node) => node.name === name))
        findings.push(
          errorAt(
            path,
            'cluster/link-node',
            `link "${link.name}" names the node "${name}", which the cluster does not have`,
            `write one of: ${nodes.map((n) => n.name).join(', ')}`,
          ),
        );
    }
    for (const other of cluster._links) {
      if (other.name <= link.name || other.interfaceName !== link.interfaceName) continue;
      const shared = nodes.filter((node) => link.nodes._includes(node) && other.nodes._includes(node));
      if (shared.length > 0)
        findings.push(
          errorAt(
            path,
            'cluster/link-twice',
            `links "${link.name}" and "${other.name}" are both "${link.interfaceName}" on ${shared.map((n) => n.name).join(', ')}`,
            'state each interface once',
          ),
        );
    }
  }
  if (nodes.length > 0 && cluster._nodesOf(NodeRole.CONTROL_PLANE).length === 0)
    findings.push(
      errorAt(
        path,
        'cluster/no-control-plane',
        'the cluster has workers but no control plane',
        'add them with addControlPlanes([...])',
      ),
    );
  if (cluster._nodesOf(NodeRole.CONTROL_PLANE).length % 2 === 0 && cluster._nodesOf(NodeRole.CONTROL_PLANE).length > 0)
    findings.push(
      warningAt(
        path,
        'cluster/even-control-planes',
        `${cluster._nodesOf(NodeRole.CONTROL_PLANE).length} control planes: etcd then survives no more failures than with one less`,
        'use 1, 3 or 5',
      ),
    );
  const managed = cluster._links.filter((link) => link.managed);
  if (managed.length > 0 && !managed.some((link) => link.dhcp) && cluster._primaryLink === undefined) {
    findings.push(
      errorAt(
        path,
        'cluster/primary-link',
        'no link is said to carry the node addresses, and configuring any link turns the default DHCP off on all of them',
        'add the primary NIC with dhcp: true, or with its subnet and managed: false',
      ),
    );
  }
  return findings;
}
