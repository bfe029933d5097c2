// The port of the Kubernetes API on the control planes, where it is not the usual one.
import { document } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject } from './statement';

export function apiPort({ cluster }: Subject): Statement[] {
  const { apiPort: port } = cluster._props;
  if (port === undefined) return [];
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { cluster: { controlPlane: { localAPIServerPort: port } } },
      documents: [document('KubeAPIServerConfig', { apiPort: port })],
    }),
  ];
}
