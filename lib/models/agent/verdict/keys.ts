// Keys of the labels that the agent itself puts on endpoints. Source: pkg/k8s/apis/cilium.io/const.go.

/** @internal */
export const NAMESPACE_LABEL = 'io.kubernetes.pod.namespace';
/** Prefix of the labels of a namespace. @internal */
export const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
/** @internal */
export const SERVICE_ACCOUNT_LABEL = 'io.cilium.k8s.policy.serviceaccount';
/** @internal */
export const CLUSTER_LABEL = 'io.cilium.k8s.policy.cluster';
/** Key of a group's own label, its name behind a slash. @internal */
export const GROUP_NAME_LABEL = 'io.cilium.policy.cidrgroupname';
