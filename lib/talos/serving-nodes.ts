// Control planes that lend their addresses to Services lose the label that keeps them from it: Talos gives it to every control plane.
import { Feature } from '../cluster';
import { EXCLUDE_LABEL } from '../models/load-balancer';
import { document } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject } from './statement';

export function servingNodes({ cluster, facts }: Subject): Statement[] {
  const wanted = facts.requirements().some((each) => each.feature === Feature.NODE_IPAM && each.controlPlanes === true);
  if (!wanted) return [];
  const labels = { [EXCLUDE_LABEL]: { $patch: 'delete' } };
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { machine: { nodeLabels: labels } },
      documents: [document('KubeNodeConfig', { labels })],
    }),
  ];
}
