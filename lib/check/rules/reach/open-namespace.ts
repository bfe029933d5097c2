// A namespace that no policy protects, where others are closed.
import { yaml } from '../../../problem';
import { Reachability } from '../../../reach';
import { Rule } from '../../rule';
import { clustersWithPolicies, moreRules, workloadsByClass } from './rules-of-world';

interface Data {
  readonly namespace: string;
  readonly workloads: number;
  readonly closed: readonly string[];
}

/** Nobody closes it without knowing why. */
const SYSTEM = 'kube-system';

/** Where policies close namespaces, none is forgotten. */
export const OPEN_NAMESPACE: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/open-namespace',
      title: 'Where some namespaces are closed, no other is left open by mistake',
      why: 'Policies of one namespace say nothing about another: a workload that no rule selects takes connections from everybody, the world included where a way leads there. It may be meant, so it is a note, for namespaces none of whose workloads is in default deny for ingress, beside one where all are; kube-system, which closing breaks, is left out.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: closed, namespace: shop }
        spec: { endpointSelector: {}, ingress: [{}] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: tool, namespace: ops }
        spec: { containers: [{ name: tool, image: 'ops/tool:1.2.3' }] }
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
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: closed, namespace: ops }
        spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: tool, namespace: ops }
        spec: { containers: [{ name: tool, image: 'ops/tool:1.2.3' }] }
      `,
      words: ({ namespace, workloads, closed }: Data) => ({
        message: `no policy closes namespace "${namespace}": everybody may reach its ${workloads === 1 ? 'workload' : `${workloads} workloads`}, while ${closed.join(', ')} ${closed.length === 1 ? 'is' : 'are'} closed`,
        repair:
          'write a policy that denies by default there, or leave it as it is if the namespace is meant to be open',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of clustersWithPolicies(world)) {
      const { reach } = cluster;
      const namespaces = closedWorkloads(reach);
      const closed = [...namespaces].filter(([, each]) => each.every((one) => one)).map(([name]) => name);
      if (closed.length === 0 || reach.policies.settings.policyEnforcementMode === 'never') continue;
      const hasMore = moreRules(world, cluster);
      for (const [namespace, each] of namespaces) {
        if (namespace === SYSTEM || each.some((one) => one) || hasMore(namespace)) continue;
        const first = reach.objects.find(
          ({ manifest: { kind, metadata } }) =>
            (kind === 'Namespace' && metadata.name === namespace) || metadata.namespace === namespace,
        );
        if (first !== undefined)
          report.note('reach/open-namespace', cluster.at(first), ['metadata'], {
            ...{ namespace, workloads: each.length },
            closed: closed.slice(0, 3),
          } satisfies Data);
      }
    }
  },
};

/** Of each namespace, whether its workloads are in default deny for ingress. */
function closedWorkloads(reach: Reachability): Map<string, boolean[]> {
  const found = new Map<string, boolean[]>();
  workloadsByClass(reach).forEach((positions, index) => {
    const { defaultDeny } = reach.matrix.ingress[index]!;
    for (const position of positions) {
      const { namespace } = reach.parties[position]!.workload!;
      found.set(namespace, [...(found.get(namespace) ?? []), defaultDeny]);
    }
  });
  return found;
}
