// No kube-proxy where the primary CNI handles Services.
import { Feature, Role } from '../cluster';
import { document } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject } from './statement';

export function proxy({ cluster, facts }: Subject): Statement[] {
  const replaced = facts.requirements().some((requirement) => requirement.feature === Feature.KUBE_PROXY_REPLACEMENT);
  const { kubeProxy = replaced && facts.all(Role.PRIMARY_CNI).length > 0 ? false : undefined } = cluster._props;
  if (kubeProxy === undefined) return [];
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { cluster: { proxy: { disabled: !kubeProxy } } },
      // Disabled, never deleted: without the document Talos falls back to kube-proxy on [proxy-document-deleted].
      documents: [document('KubeProxyConfig', { enabled: kubeProxy })],
    }),
  ];
}
