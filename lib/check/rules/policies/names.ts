// Peers by DNS name: they need answers that the proxy has seen.
import { isSubject } from '../../../models/agent/verdict';
import { writtenNamespace } from '../../../world/derived/fields';
import { hasPoliciesOutside, PolicyRule, PolicyWorld, POLICIES } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { levelOfAbsence, Rule } from '../../rule';

/** toFQDNs needs a DNS rule for the same pods, in whatever policy. */
export const NAMES_WITHOUT_DNS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/fqdn-without-dns',
      title: 'Who may reach names has a rule that looks at DNS',
      why: 'The agent knows the addresses of a name only from answers that its DNS proxy has seen; without rules.dns for the same pods, in this policy or another, no name ever gets an address and the traffic stays denied. Source: Documentation/security/policy/language.rst, "DNS based"; cilium/cilium#13144.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toFQDNs: [{ matchName: api.example.com }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toFQDNs: [{ matchName: api.example.com }]
            - toEndpoints:
                - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
              toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }]
      `,
      words: ({ names, unless }: { names: readonly string[]; unless: boolean }) => ({
        message: `toFQDNs names ${names.join(', ')}, and no policy of these pods has rules.dns: the agent learns no addresses for them${unless ? ', unless a policy elsewhere does' : ''}`,
        repair:
          'allow port 53 to the DNS service with rules.dns: [{matchPattern: "*"}], here or in another policy of the same pods',
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    const looking = joined.rules.filter(
      ({ entry }) =>
        !entry.ingress && !entry.deny && entry.ports.some(({ contents }) => (contents?.dns.length ?? 0) > 0),
    );
    for (const rule of joined.rules) {
      const { entry, at } = rule;
      if (entry.ingress || entry.deny) continue;
      const names = (entry.peers ?? []).flatMap(({ name }) => (name === undefined ? [] : [name.name || name.pattern]));
      if (names.length === 0) continue;
      if (hasPoliciesOutside(world, writtenNamespace(at.manifest))) continue;
      const pods = joined.subjectsOf(rule);
      if (pods.length === 0 ? looking.some((other) => covers(other, rule)) : isSeen(joined, looking, rule)) continue;
      report[levelOfAbsence(world, true)]('policy/fqdn-without-dns', at, entry.origin.path, {
        names: [...new Set(names)].sort(),
        unless: !world.complete,
      });
    }
  },
};

/** Every pod of the rule has a rule that looks at DNS. */
function isSeen(joined: PolicyWorld, looking: readonly PolicyRule[], rule: PolicyRule): boolean {
  return joined
    .subjectsOf(rule)
    .every(({ identity }) => looking.some(({ entry }) => isSubject(entry, identity, joined.policies)));
}

/** Without pods in sight: the other rule is about the same pods, about all of the namespace, or about more. */
function covers(other: PolicyRule, rule: PolicyRule): boolean {
  const [wide, narrow] = [other.entry, rule.entry];
  if (wide.node !== narrow.node) return false;
  if (wide.namespace !== undefined && wide.namespace !== narrow.namespace) return false;
  const texts = new Set(narrow.subject.asks.map(askText));
  return wide.subject.wildcard || wide.subject.asks.every((ask) => texts.has(askText(ask)));
}

function askText({
  source,
  key,
  operator,
  values,
}: {
  source: string;
  key: string;
  operator: string;
  values: readonly string[];
}): string {
  return [source === 'k8s' ? 'any' : source, key, operator, ...values].join('\0');
}
