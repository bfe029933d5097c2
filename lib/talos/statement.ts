// What one subject (KubePrism, links, manifests, …) says in one patch file, and which file that is.
import { Boundary, ClusterNode, ConfigFormat, NodeRole, NodeSelection, TalosCluster } from '../cluster';
import { PlainMap } from '../manifest';

/** What the subjects read. */
export interface Subject {
  readonly cluster: TalosCluster;
  /** @internal */
  readonly facts: Boundary;
}

/** The nodes that a patch file is for. */
export interface Target {
  /** Name of the file without extension. */
  readonly file: string;
  readonly roles: readonly NodeRole[];
  /** Name of the node, for a file of one node. */
  readonly node?: string;
}

export const EVERY_NODE: Target = { file: 'all', roles: [NodeRole.CONTROL_PLANE, NodeRole.WORKER] };
export const CONTROL_PLANES: Target = { file: 'controlplane', roles: [NodeRole.CONTROL_PLANE] };
export const WORKERS: Target = { file: 'worker', roles: [NodeRole.WORKER] };

/** One subject's words for one file. */
export interface Statement {
  readonly target: Target;
  /** Part of the v1alpha1 document. */
  readonly config?: PlainMap;
  /** Documents of their own. */
  readonly documents?: PlainMap[];
}

/** The two forms of one setting. A configuration that holds both is refused, so exactly one of them is ever written. */
export interface BothForms {
  readonly v1alpha1: PlainMap;
  readonly documents: PlainMap[];
}

/** The form that the cluster's configuration has. */
export function inForm(cluster: TalosCluster, target: Target, forms: BothForms): Statement {
  return usesDocuments(cluster) ? { target, documents: forms.documents } : { target, config: forms.v1alpha1 };
}

/** True if the cluster's configuration consists of documents. */
export function usesDocuments(cluster: TalosCluster): boolean {
  return cluster.configFormat === ConfigFormat.DOCUMENTS;
}

/** The form that links, DNS and time have. */
export function inLinkForm(cluster: TalosCluster, target: Target, forms: BothForms): Statement {
  return usesLinkDocuments(cluster) ? { target, documents: forms.documents } : { target, config: forms.v1alpha1 };
}

/** True if links, DNS and time of the cluster are documents. */
export function usesLinkDocuments(cluster: TalosCluster): boolean {
  return cluster.linkFormat === ConfigFormat.DOCUMENTS;
}

/** The file of one node. */
export function targetOfNode(node: ClusterNode): Target {
  return { file: `node-${node.name}`, roles: [node.role], node: node.name };
}

/** The files for a choice of nodes: one for all or for a role, one a node for nodes by name. */
export function targetsOf(cluster: TalosCluster, selection: NodeSelection): Target[] {
  if (selection._names !== undefined)
    return cluster._nodes.filter((node) => selection._includes(node)).map(targetOfNode);
  if (selection._roles.length === 2) return [EVERY_NODE];
  return selection._roles.map((role) => (role === NodeRole.WORKER ? WORKERS : CONTROL_PLANES));
}

/** True if every node of the inner target is one of the outer. */
export function contains(outer: Target, inner: Target): boolean {
  if (outer.node !== undefined) return outer.node === inner.node;
  return inner.roles.every((role) => outer.roles.includes(role));
}

/** The nodes that both targets are for, or undefined. Targets are nested or disjoint. */
export function narrower(a: Target, b: Target): Target | undefined {
  return contains(a, b) ? b : contains(b, a) ? a : undefined;
}

/** Whom a file is for, in words. */
export function audience(target: Target): string {
  if (target.node !== undefined) return `the node "${target.node}"`;
  return target.roles.length === 2
    ? 'every node'
    : target.roles[0] === NodeRole.WORKER
      ? 'the workers'
      : 'the control planes';
}
