// Pods that may ask the DNS service, whose questions a local redirect hands to other pods.
import { Identity, lookup, podIdentity, policyOf } from '../../../models/agent/verdict';
import { mapAt, textAt } from '../../../world/derived/fields';
import { Endpoint, endpointName, hasPoliciesOutside, POLICIES, PolicyRule } from '../../../world/derived/policies';
import { CheckedObject, World } from '../../../world/types';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

const NO_NAMES = new Map();
const DNS = { namespace: 'kube-system', service: 'kube-dns' };

interface Redirect {
  readonly at: CheckedObject;
  /** The pods that take the questions. */
  readonly cache: Identity;
}

/** Who may ask kube-dns may ask the cache before it. */
export const REDIRECTED_DNS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/redirected-dns',
      title: 'Who may ask the DNS service may ask the pods that its questions are redirected to',
      why: 'A CiliumLocalRedirectPolicy is applied before policies are asked: a question to kube-dns is one to the pods of the cache, and a rule for the pods of kube-dns does not let it pass. Names do not resolve then. Source: Documentation/network/kubernetes/local-redirect-policy.rst, node-local DNS cache.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumLocalRedirectPolicy
        metadata: { name: node-local-dns, namespace: kube-system }
        spec:
          redirectFrontend:
            serviceMatcher:
              serviceName: kube-dns
              namespace: kube-system
              toPorts: [{ name: dns, port: '53', protocol: UDP }]
          redirectBackend:
            localEndpointSelector: { matchLabels: { k8s-app: node-local-dns } }
            toPorts: [{ name: dns, port: '53', protocol: UDP }]
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
              toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumLocalRedirectPolicy
        metadata: { name: node-local-dns, namespace: kube-system }
        spec:
          redirectFrontend:
            serviceMatcher:
              serviceName: kube-dns
              namespace: kube-system
              toPorts: [{ name: dns, port: '53', protocol: UDP }]
          redirectBackend:
            localEndpointSelector: { matchLabels: { k8s-app: node-local-dns } }
            toPorts: [{ name: dns, port: '53', protocol: UDP }]
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toEndpoints:
                - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
                - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: node-local-dns }
              toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      words: ({ pods, redirect }: { pods: readonly string[]; redirect: string }) => ({
        message: `${pods.join(', ')} may ask kube-dns, and ${redirect} hands the questions to pods that no policy lets them reach`,
        repair:
          'allow port 53 to the pods of the cache too, beside those of kube-dns, which answer where no cache runs',
      }),
    },
  ],
  check(world, report) {
    const redirects = redirectsOf(world);
    if (redirects.length === 0) return;
    const joined = world.model(POLICIES);
    const { policies } = joined;
    const dns = identityOf({ 'k8s-app': 'kube-dns' });
    const rulesOf = new Map<Endpoint, PolicyRule[]>();
    for (const rule of joined.rules)
      if (!rule.entry.ingress && !rule.entry.node)
        for (const endpoint of joined.subjectsOf(rule)) rulesOf.set(endpoint, [...(rulesOf.get(endpoint) ?? []), rule]);
    for (const { at, cache } of redirects) {
      const without = new Map<PolicyRule, Endpoint[]>();
      for (const [endpoint, rules] of rulesOf) {
        if (endpoint.hostNetwork || hasPoliciesOutside(world, endpoint.identity.namespace)) continue;
        const entries = rules.map(({ entry }) => entry);
        const egress = policyOf(policies, endpoint.identity, false, true, entries);
        const asks = (peer: Identity) => lookup(egress, peer, 'UDP', 53, NO_NAMES, policies.agent.does).allowed;
        if (egress.defaultDeny && asks(dns) && !asks(cache))
          without.set(rules[0]!, [...(without.get(rules[0]!) ?? []), endpoint]);
      }
      for (const [{ entry, at: policy }, endpoints] of without)
        report.warning(
          'policy/redirected-dns',
          policy,
          entry.origin.path,
          {
            pods: endpoints.map(endpointName).sort(),
            redirect: `CiliumLocalRedirectPolicy ${String(at.manifest.metadata.name)}`,
          },
          [at],
        );
    }
  },
};

/** The redirects of the DNS service, to pods by their labels. */
function redirectsOf(world: World): Redirect[] {
  return world.of('cilium.io', 'CiliumLocalRedirectPolicy').flatMap((at): Redirect[] => {
    const service = mapAt(at.manifest, 'spec', 'redirectFrontend', 'serviceMatcher');
    if (textAt(service, 'serviceName') !== DNS.service || textAt(service, 'namespace') !== DNS.namespace) return [];
    const labels = mapAt(at.manifest, 'spec', 'redirectBackend', 'localEndpointSelector', 'matchLabels');
    return [{ at, cache: identityOf(labels as Record<string, string>) }];
  });
}

function identityOf(labels: Record<string, string>): Identity {
  return podIdentity({
    namespace: DNS.namespace,
    labels,
    namespaceLabels: { 'kubernetes.io/metadata.name': DNS.namespace },
    serviceAccount: 'default',
  });
}
