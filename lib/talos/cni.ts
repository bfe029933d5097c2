// No Flannel where the app brings its own primary CNI.
import { Role } from '../cluster';
import { deletion, document } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject } from './statement';

export function cni({ cluster, facts }: Subject): Statement[] {
  const { flannel = facts.all(Role.PRIMARY_CNI).length === 0 ? undefined : false } = cluster._props;
  if (flannel === undefined) return [];
  if (flannel) return [inForm(cluster, CONTROL_PLANES, FLANNEL)];
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { cluster: { network: { cni: { name: 'none' } } } },
      // The document has no "enabled": its absence is CNI none. On a v1alpha1 configuration the same deletion is accepted and
      // Flannel stays on, in silence (facts/talos-engine.md, refuted 1).
      documents: [deletion('KubeFlannelCNIConfig')],
    }),
  ];
}

/** Flannel, where somebody asks for it: what every generated configuration has. */
const FLANNEL = {
  v1alpha1: { cluster: { network: { cni: { name: 'flannel' } } } },
  documents: [document('KubeFlannelCNIConfig', {})],
};
