// KubePrism: the load balancer of the Kubernetes API on every node, which Cilium reaches before there are Services. Stated
// though it is the default, because a configuration from before Talos 1.6 lacks it (siderolabs/talos#9132).
import { document } from './documents';
import { EVERY_NODE, inForm, Statement, Subject } from './statement';

export function kubePrism({ cluster }: Subject): Statement[] {
  const { kubePrismPort: port } = cluster;
  return [
    inForm(cluster, EVERY_NODE, {
      v1alpha1: { machine: { features: { kubePrism: { enabled: true, port } } } },
      documents: [document('KubePrismConfig', { port })],
    }),
  ];
}
