// Names that Cilium has for what is not selected by labels.

/**
 * A named set of peers.
 *
 * Source: pkg/policy/api/entity.go. `none`, which selects nobody, is left out.
 */
export enum Entity {
  /** Everything, inside and outside the cluster. */
  ALL = 'all',
  /** Every address outside the cluster; never pods, never nodes. */
  WORLD = 'world',
  /** Everything in the cluster: pods, nodes, the API server, gateways; not the world. */
  CLUSTER = 'cluster',
  /** Everything in all clusters of the mesh. From Cilium 1.20 on, said at synth where the minor is older. */
  CLUSTER_MESH = 'cluster-mesh',
  /** The node that the pod runs on, and its hostNetwork pods. */
  HOST = 'host',
  /** The other nodes and their hostNetwork pods; API server nodes too. */
  REMOTE_NODE = 'remote-node',
  /** The Kubernetes API server, wherever it runs. */
  KUBE_API_SERVER = 'kube-apiserver',
  /** The proxy of gateways and ingresses. */
  INGRESS = 'ingress',
  /** Pods whose labels are not known yet. */
  INIT = 'init',
  /** Cilium's own health endpoints. */
  HEALTH = 'health',
  /** Pods that Cilium does not manage. */
  UNMANAGED = 'unmanaged',
}
