// Pods that policies protect, and that stand in networks where no policy of Cilium applies.
import { yaml } from '../../../problem';
import { Rule } from '../../rule';
import { clustersWithPolicies, workloadsByClass } from './rules-of-world';

interface Data {
  readonly networks: readonly string[];
}

/** Who closes pods knows of their other doors. */
export const OTHER_NETWORKS: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/other-networks',
      title: 'Pods in default deny have no second network without somebody knowing that policy ends there',
      why: 'Cilium sees its own interface of a pod alone: whoever stands in a network that Multus adds reaches the pod there, whatever its policies say. That is how such networks are used, so it is a note, for pods that are in default deny for ingress.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: closed, namespace: shop }
        spec: { endpointSelector: {}, ingress: [{}] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, annotations: { k8s.v1.cni.cncf.io/networks: cameras } }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: closed, namespace: shop }
        spec: { endpointSelector: {}, ingress: [{}] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      words: ({ networks }: Data) => ({
        message: `the pods are in default deny, and not on ${networks.join(', ')}: no policy of Cilium applies there`,
        repair: 'filter in that network or in the pod, or leave it as it is if everybody there may reach the pods',
      }),
    },
  ],
  check(world, report) {
    for (const { reach, at } of clustersWithPolicies(world))
      workloadsByClass(reach).forEach((positions, index) => {
        if (!reach.matrix.ingress[index]!.defaultDeny) return;
        for (const position of positions) {
          const { networks, object } = reach.parties[position]!.workload!;
          if (networks.length > 0) report.note('reach/other-networks', at(object), ['metadata'], { networks });
        }
      });
  },
};
