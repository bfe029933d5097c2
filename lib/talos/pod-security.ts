// Namespaces that Pod Security lets do anything, besides kube-system.
import { document } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject } from './statement';

export function podSecurity({ cluster }: Subject): Statement[] {
  const namespaces = cluster._props.podSecurityExemptions ?? [];
  if (namespaces.length === 0) return [];
  const entry = { name: 'PodSecurity', configuration: { exemptions: { namespaces } } };
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { cluster: { apiServer: { admissionControl: [entry] } } },
      documents: [document('KubeAdmissionControlConfig', entry)],
    }),
  ];
}
