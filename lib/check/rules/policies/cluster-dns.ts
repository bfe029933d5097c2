// The DNS service of the cluster behind a default deny.
import { isSubject, lookup, podIdentity, subjectPolicy } from '../../../models/agent/verdict';
import { hasPoliciesOutside, POLICIES } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** Where Talos and kubeadm run the DNS service, and its label. */
const DNS_NAMESPACE = 'kube-system';
const DNS_LABELS = { 'k8s-app': 'kube-dns' };

/** The DNS service keeps getting questions. */
export const CLUSTER_DNS_DENIED: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/deny-kube-system',
      title: 'A policy that denies in kube-system lets the DNS service be asked',
      why: 'CoreDNS runs there: in default deny without a rule for port 53 no pod of the cluster resolves a name. Judged over all policies of the input together.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: deny, namespace: kube-system }
        spec:
          endpointSelector: {}
          ingress: [{}]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: deny, namespace: kube-system }
        spec:
          endpointSelector: {}
          ingress: [{}]
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: dns, namespace: kube-system }
        spec:
          endpointSelector: { matchLabels: { k8s-app: kube-dns } }
          ingress:
            - fromEntities: [cluster]
              toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
      `,
      words: ({ namespace }: { namespace: string }) => ({
        message: `everything is denied to the DNS service in ${namespace}: it gets no questions from the pods of the cluster`,
        repair:
          'let the pods with k8s-app: kube-dns take port 53 from the entity cluster and reach kube-apiserver and their upstream, and do so for all else that runs there',
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    const { policies } = joined;
    if (policies.entries.length === 0 || hasPoliciesOutside(world, DNS_NAMESPACE)) return;
    const pod = (namespace: string, labels: Record<string, string>) =>
      podIdentity({
        namespace,
        labels,
        namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
        serviceAccount: 'default',
      });
    const dns = pod(DNS_NAMESPACE, DNS_LABELS);
    const ingress = subjectPolicy(policies, dns, true, true);
    if (!ingress.defaultDeny) return;
    const asks = (protocol: string) =>
      lookup(ingress, pod('default', { app: 'any' }), protocol, 53, NO_NAMES, policies.agent.does).allowed;
    if (asks('UDP')) return;
    const first = joined.rules.find(
      ({ entry }) =>
        entry.ingress && entry.defaultDeny && !entry.node && isSubject(entry, dns, policies) && asksNobodyElse(entry),
    );
    if (first !== undefined)
      report.warning('policy/deny-kube-system', first.at, first.entry.origin.path, { namespace: DNS_NAMESPACE });
  },
};

const NO_NAMES = new Map();

/** The rule is the denying one: it lets nobody in. */
function asksNobodyElse({ peers, ports }: { peers?: readonly unknown[]; ports: readonly unknown[] }): boolean {
  return peers === undefined || (peers.length === 0 && ports.length === 0);
}
