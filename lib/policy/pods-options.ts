// What pods can be chosen by.
import { LabelExpression } from './label-expression';

/** Which pods are meant; all that is given must hold. */
export interface PodsOptions {
  /**
   * Labels that the pods have, with or without source: `{ role: 'api' }`, `{ 'k8s:role': 'api' }`.
   *
   * @default - any labels
   */
  readonly labels?: { [key: string]: string };
  /**
   * Further conditions on their labels.
   *
   * @default - none
   */
  readonly expressions?: LabelExpression[];
  /**
   * Their namespaces; one of several.
   *
   * @default - the policy's own; in a clusterwide policy, and where something else is said about namespaces, every one
   */
  readonly namespaces?: string[];
  /**
   * Namespaces whose pods are not meant, of all others.
   *
   * @default - none
   */
  readonly exceptNamespaces?: string[];
  /**
   * Pods of every namespace.
   *
   * @default false
   */
  readonly anyNamespace?: boolean;
  /**
   * Labels that their namespaces have.
   *
   * @default - any labels
   */
  readonly namespaceLabels?: { [key: string]: string };
  /**
   * Further conditions on the labels of their namespaces.
   *
   * @default - none
   */
  readonly namespaceExpressions?: LabelExpression[];
  /**
   * Service accounts that they run as; one of several.
   *
   * @default - any
   */
  readonly serviceAccounts?: string[];
  /**
   * Clusters of the mesh that they run in, by name; one of several.
   *
   * @default - the policy's own cluster (on Cilium 1.18 all of the mesh, unless `policy-default-local-cluster` is on)
   */
  readonly clusters?: string[];
  /**
   * Pods of every cluster of the mesh.
   *
   * @default false
   */
  readonly anyCluster?: boolean;
}
