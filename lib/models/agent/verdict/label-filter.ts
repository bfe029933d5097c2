// Which labels of a pod become part of its identity: the default label filter of the agent.
import { Memory } from '../memory';

/** Every label of Kubernetes that no endpoint carries, unless a longer rule keeps it. Source: pkg/labelsfilter/filter.go, the same in 1.18 to 1.20. */
const KEPT: readonly RegExp[] = [
  /^reserved:.*/,
  /^io\.kubernetes\.pod\.namespace/,
  /^io\.cilium\.k8s\.namespace\.labels/,
  /^app\.kubernetes\.io/,
  /^io\.cilium\.k8s\.policy\.cluster/,
  /^io\.cilium\.k8s\.policy\.serviceaccount/,
];
const DROPPED: readonly RegExp[] = [
  /^io\.kubernetes/,
  /^kubernetes\.io/,
  /^statefulset\.kubernetes\.io\/pod-name/,
  /^apps\.kubernetes\.io\/pod-index/,
  /^batch\.kubernetes\.io\/job-completion-index/,
  /^batch\.kubernetes\.io\/controller-uid/,
  /^.*beta\.kubernetes\.io/,
  /^k8s\.io/,
  /^pod-template-generation/,
  /^pod-template-hash/,
  /^controller-revision-hash/,
  /^controller-uid/,
  /^annotation.*/,
  /^etcd_node/,
  /^topology\.kubernetes\.io/,
];
/** Labels under this prefix are Cilium's own; a pod cannot set them. Source: pkg/k8s/utils, RemoveCiliumLabels. */
const OWNED = 'io.cilium.k8s';

/** True if a label of this key is part of an identity. The longest rule that keeps it must be longer than the shortest that drops it. @internal */
export function isIdentityLabel(key: string): boolean {
  return ANSWERS.ask(key);
}

/** Few keys stand on many pods. */
const ANSWERS = new Memory((key: string): boolean => {
  let dropped = 0;
  for (const rule of DROPPED) {
    const length = rule.exec(key)?.[0].length ?? 0;
    if (length > 0 && (dropped === 0 || length < dropped)) dropped = length;
  }
  if (dropped === 0) return true;
  return KEPT.some((rule) => (rule.exec(key)?.[0].length ?? 0) > dropped);
});

/** True for a label that only Cilium itself may put on a pod or a group. @internal */
export function isOwnedByCilium(key: string): boolean {
  return key.startsWith(OWNED);
}
