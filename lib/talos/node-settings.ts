// What Kubernetes is told of each node: labels, annotations, taints, and whether control planes run workloads.
import { PlainMap } from '../manifest';
import { document, said, unlessEmpty } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject, targetOfNode } from './statement';

/** The taint of a control plane, and so its key in the generated configuration. */
const CONTROL_PLANE_TAINT = 'node-role.kubernetes.io/control-plane';

export function nodeSettings({ cluster }: Subject): Statement[] {
  return cluster._nodes.flatMap((node) => {
    const { labels, annotations, taints } = node._options;
    const stated = unlessEmpty({ labels, annotations, taints });
    if (stated === undefined) return [];
    const machine = said({ nodeLabels: labels, nodeAnnotations: annotations, nodeTaints: taints });
    return [
      inForm(cluster, targetOfNode(node), {
        v1alpha1: { machine },
        documents: [document('KubeNodeConfig', stated)],
      }),
    ];
  });
}

export function scheduling({ cluster }: Subject): Statement[] {
  const allow = cluster._props.allowSchedulingOnControlPlanes;
  if (allow === undefined) return [];
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { cluster: { allowSchedulingOnControlPlanes: allow } },
      // The documents have no switch: the taint is there, or it is not. Stated and then deleted, since a second deletion finds nothing and fails.
      documents: [taint('NoSchedule'), ...(allow ? [taint({ $patch: 'delete' })] : [])],
    }),
  ];
}

function taint(effect: unknown): PlainMap {
  return document('KubeNodeConfig', { taints: { [CONTROL_PLANE_TAINT]: effect } });
}
