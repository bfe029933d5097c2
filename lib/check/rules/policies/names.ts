// Peers by DNS name: they need answers that the proxy has seen.
import { writtenNamespace } from '../../../world/derived/fields';
import { hasPoliciesOutside, PolicyRule, POLICIES } from '../../../world/derived/policies';
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
    const seen = new Set(looking.flatMap((rule) => joined.subjectsOf(rule)));
    const index = new Subjects(looking);
    for (const rule of joined.rules) {
      const { entry, at } = rule;
      if (entry.ingress || entry.deny) continue;
      const names = (entry.peers ?? []).flatMap(({ name }) => (name === undefined ? [] : [name.name || name.pattern]));
      if (names.length === 0) continue;
      if (hasPoliciesOutside(world, writtenNamespace(at.manifest))) continue;
      const pods = joined.subjectsOf(rule);
      if (
        pods.length === 0
          ? world.complete
            ? index.cover(rule)
            : index.mayCover(rule)
          : pods.every((pod) => seen.has(pod))
      )
        continue;
      report[levelOfAbsence(world, true)]('policy/fqdn-without-dns', at, entry.origin.path, {
        names: [...new Set(names)].sort(),
        unless: !world.complete,
      });
    }
  },
};

/** Rules by what they are about, for the case that no pods are in sight: found by one of their conditions, not one after the other. */
class Subjects {
  private readonly byCondition = new Map<string, PolicyRule[]>();
  private readonly byNamespace = new Map<string | undefined, PolicyRule[]>();

  public constructor(rules: readonly PolicyRule[]) {
    for (const rule of rules) {
      const { subject, namespace } = rule.entry;
      const [first] = subject.asks;
      const key = keyOf(namespace, subject.wildcard || first === undefined ? undefined : askText(first));
      const known = this.byCondition.get(key);
      if (known === undefined) this.byCondition.set(key, [rule]);
      else known.push(rule);
      const ofNamespace = this.byNamespace.get(namespace);
      if (ofNamespace === undefined) this.byNamespace.set(namespace, [rule]);
      else ofNamespace.push(rule);
    }
  }

  /** True if one of them may be about the same pods, which live out of sight: no label is asked to have different values. */
  public mayCover({ entry }: PolicyRule): boolean {
    return [...new Set([entry.namespace, undefined])].some((namespace) =>
      (this.byNamespace.get(namespace) ?? []).some(
        ({ entry: { node, subject } }) =>
          node === entry.node && !subject.asks.some((ask) => entry.subject.asks.some((other) => excludes(ask, other))),
      ),
    );
  }

  /** True if one of them is about the same pods, about all of the namespace, or about more. */
  public cover({ entry }: PolicyRule): boolean {
    const texts = new Set(entry.subject.asks.map(askText));
    return [entry.namespace, undefined].some((namespace) =>
      [undefined, ...texts].some((text) =>
        (this.byCondition.get(keyOf(namespace, text)) ?? []).some(
          ({ entry: { node, subject } }) =>
            node === entry.node && (subject.wildcard || subject.asks.every((ask) => texts.has(askText(ask)))),
        ),
      ),
    );
  }
}

function keyOf(namespace: string | undefined, condition: string | undefined): string {
  return `${namespace ?? '*'}\0${condition ?? '*'}`;
}

type Ask = PolicyRule['entry']['subject']['asks'][number];

function excludes(a: Ask, b: Ask): boolean {
  return (
    a.key === b.key && a.operator === 'In' && b.operator === 'In' && !a.values.some((value) => b.values.includes(value))
  );
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
