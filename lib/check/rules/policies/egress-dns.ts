// Pods whose egress is in default deny, without a way to the DNS service.
import { lookup, podIdentity, policyOf } from '../../../models/agent/verdict';
import { textsOf } from '../../../world/derived/fields';
import { Endpoint, endpointName, hasPoliciesOutside, POLICIES, PolicyRule } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

interface Data {
  readonly pods: readonly string[];
  /** A name of a Service in their environment or arguments. */
  readonly name?: string;
}

/** A name of a Service inside of a text. */
const SERVICE_NAME = /\b[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.svc\b/;
const NO_NAMES = new Map();

/** Who may reach something may ask for its name. */
export const EGRESS_WITHOUT_DNS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/egress-without-dns',
      title: 'Pods in default deny may ask the DNS service, where they use names',
      why: 'What a policy allows by labels is reached by a name most of the time, and with egress in default deny the question to port 53 is denied first. A warning where the pods hold the name of a Service; else a note. Judged over all policies of the input together.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress: [{ toEndpoints: [{ matchLabels: { app: api } }] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec:
          containers: [{ name: web, image: 'shop/web:1.2.3', env: [{ name: API, value: 'http://api.shop.svc:8080' }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toEndpoints: [{ matchLabels: { app: api } }]
            - toEndpoints:
                - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
              toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec:
          containers: [{ name: web, image: 'shop/web:1.2.3', env: [{ name: API, value: 'http://api.shop.svc:8080' }] }]
      `,
      words: ({ pods, name }: Data) => ({
        message: `the egress of ${pods.join(', ')} is in default deny, and no policy of the input lets them ask the DNS service${name === undefined ? '' : `, although they use the name ${name}`}`,
        repair:
          'allow port 53 to the pods with k8s-app: kube-dns in kube-system, here or in another policy of the same pods',
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    const { policies } = joined;
    const dns = podIdentity({
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns' },
      namespaceLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
      serviceAccount: 'coredns',
    });
    const rulesOf = new Map<Endpoint, PolicyRule[]>();
    for (const rule of joined.rules)
      if (!rule.entry.ingress && !rule.entry.node)
        for (const endpoint of joined.subjectsOf(rule)) rulesOf.set(endpoint, [...(rulesOf.get(endpoint) ?? []), rule]);
    /** Pods without a way, by the first rule that opens something to them. */
    const without = new Map<PolicyRule, Endpoint[]>();
    for (const [endpoint, rules] of rulesOf) {
      // Who denies everything means it, and who looks at names is judged by toFQDNs.
      const opening = rules.find(({ entry }) => !entry.deny && entry.peers !== undefined && entry.peers.length > 0);
      if (opening === undefined || endpoint.hostNetwork || rules.some(isByName)) continue;
      if (hasPoliciesOutside(world, endpoint.identity.namespace)) continue;
      const entries = rules.map(({ entry }) => entry);
      const egress = policyOf(policies, endpoint.identity, false, true, entries);
      if (!egress.defaultDeny || asksByPort(entries)) continue;
      if (lookup(egress, dns, 'UDP', 53, NO_NAMES, policies.agent.does).allowed) continue;
      without.set(opening, [...(without.get(opening) ?? []), endpoint]);
    }
    for (const [{ entry, at }, endpoints] of without) {
      const name = endpoints.map(nameIn).find((each) => each !== undefined);
      const data: Data = { pods: endpoints.map(endpointName).sort(), ...(name === undefined ? {} : { name }) };
      report[name === undefined ? 'note' : 'warning']('policy/egress-without-dns', at, entry.origin.path, { ...data });
    }
  },
};

function isByName({ entry }: PolicyRule): boolean {
  return (entry.peers ?? []).some(({ name }) => name !== undefined);
}

/** Port 53 to whomever: the DNS service may be another than the one that Talos runs, such as on the node. */
function asksByPort(entries: readonly PolicyRule['entry'][]): boolean {
  return entries.some(
    ({ deny, ports }) =>
      !deny && ports.some(({ ports: each }) => each.some(({ port, endPort, name }) => isDns(port, endPort, name))),
  );
}

function isDns(port: number, endPort: number, name: string): boolean {
  return port === 53 || (port < 53 && port > 0 && endPort >= 53) || name.includes('dns');
}

/** The first name of a Service in the containers of a pod. */
function nameIn({ template }: Endpoint): string | undefined {
  for (const list of [template.spec.containers, template.spec.initContainers])
    for (const { text } of textsOf(list)) {
      const found = SERVICE_NAME.exec(text)?.[0];
      if (found !== undefined) return found;
    }
  return undefined;
}
