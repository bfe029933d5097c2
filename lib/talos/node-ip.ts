// The networks that the kubelet takes the node's address from and etcd announces. Stated always: with a second NIC, a bridge or
// a VLAN Talos picks any routed address, and a node whose address changes later is disrupted (siderolabs/talos#10870).
import { NodeRole } from '../cluster';
import { document, unlessEmpty } from './documents';
import { CONTROL_PLANES, EVERY_NODE, inForm, Statement, Subject } from './statement';

export function nodeIp({ cluster }: Subject): Statement[] {
  const excludes = cluster._props.nodeIpExcludes ?? [];
  // What is left out comes last: Talos goes through the list once.
  const validSubnets = [...cluster.nodeSubnets.map(String), ...excludes.map((text) => `!${text.replace(/^!/, '')}`)];
  return [
    inForm(cluster, EVERY_NODE, {
      v1alpha1: { machine: { kubelet: { nodeIP: { validSubnets } } } },
      documents: [document('KubeNodeConfig', { nodeIP: { validSubnets } })],
    }),
  ];
}

/** etcd's peer address, which must not move to a further link of a control plane. A v1alpha1 field in every minor. */
export function etcdSubnets({ cluster }: Subject): Statement[] {
  const links = cluster._links.filter(
    (link) =>
      link.nodes._roles.includes(NodeRole.CONTROL_PLANE) &&
      hasControlPlane(link.nodes._names, cluster._nodesOf(NodeRole.CONTROL_PLANE)),
  );
  const { etcdAdvertisedSubnets, etcdListenSubnets: listenSubnets } = cluster._props;
  const advertisedSubnets = etcdAdvertisedSubnets ?? (links.length < 2 ? undefined : cluster.nodeSubnets.map(String));
  const etcd = unlessEmpty({ advertisedSubnets, listenSubnets });
  return etcd === undefined ? [] : [{ target: CONTROL_PLANES, config: { cluster: { etcd } } }];
}

function hasControlPlane(names: string[] | undefined, controlPlanes: { name: string }[]): boolean {
  return names === undefined || controlPlanes.some((node) => names.includes(node.name));
}
