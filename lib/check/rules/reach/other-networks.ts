// Pods that policies protect, and that stand in networks where no policy of Cilium applies.
import { PlainMap } from '../../../manifest';
import { yaml } from '../../../problem';
import { mapAt, textAt, writtenNamespace } from '../../../world/derived/fields';
import { CheckedObject } from '../../../world/types';
import { Rule } from '../../rule';
import { clustersWithPolicies, workloadsByClass } from './rules-of-world';

/** Annotation of a MultiNetworkPolicy. */
const POLICY_FOR = 'k8s.v1.cni.cncf.io/policy-for';

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
      why: 'Cilium sees its own interface of a pod alone: whoever stands in a network that Multus adds reaches the pod there, whatever its policies say. That is how such networks are used, so it is a note, for pods that are in default deny for ingress. A MultiNetworkPolicy that holds on the network is such knowledge.',
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
        repair:
          'filter in that network, in the pod or by a MultiNetworkPolicy, or leave it as it is if everybody there may reach the pods',
      }),
    },
  ],
  check(world, report) {
    const policies = world.of('k8s.cni.cncf.io', 'MultiNetworkPolicy');
    for (const { reach, at } of clustersWithPolicies(world))
      workloadsByClass(reach).forEach((positions, index) => {
        if (!reach.matrix.ingress[index]!.defaultDeny) return;
        for (const position of positions) {
          const { object, ...pods } = reach.parties[position]!.workload!;
          const networks = pods.networks.filter((network) => !policies.some((policy) => holds(policy, network, pods)));
          if (networks.length > 0) report.note('reach/other-networks', at(object), ['metadata'], { networks });
        }
      });
  },
};

/** True if a policy of the pods names the network: `policy-for` lists `[namespace/]name`. */
function holds(
  { manifest }: CheckedObject,
  network: string,
  pods: { readonly namespace: string; readonly labels: PlainMap },
): boolean {
  const namespace = writtenNamespace(manifest) ?? 'default';
  const names = (textAt(manifest, 'metadata', 'annotations', POLICY_FOR) ?? '').split(',').map((each) => each.trim());
  const isNamed = names.some((name) => (name.includes('/') ? name : `${namespace}/${name}`) === network);
  const labels = Object.entries(mapAt(manifest, 'spec', 'podSelector', 'matchLabels'));
  return namespace === pods.namespace && isNamed && labels.every(([key, value]) => pods.labels[key] === value);
}
