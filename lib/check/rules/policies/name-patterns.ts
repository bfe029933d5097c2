// Patterns of DNS rules that are meant for the names of the cluster, and match none of them: a star ends at the first dot.
import { allowsQuestion, DnsMatch } from '../../../models/agent/verdict';
import { POLICIES } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

interface Data {
  readonly pattern: string;
  /** Labels before the domain that the pattern has room for. */
  readonly instead: string;
}

/** The domain of the cluster, as generated configurations have it, and the least that stands before it for a Service: name, namespace, svc. */
const DOMAIN = /\.cluster\.local\.?$/i;
const SERVICE = 'web.shop.svc.cluster.local.';

/** A star has room for one label. */
export const NAME_PATTERNS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/star-one-label',
      title: 'A pattern for names of Services has a star for each label',
      why: 'A star stands for letters of one label and ends at the first dot: *.cluster.local matches no Service, whose name has three labels before the domain. From Cilium 1.19 on **. stands for several. Source: pkg/fqdn/matchpattern; layer 7 of the engine, run.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: dns, namespace: shop }
        spec:
          endpointSelector: {}
          egress:
            - toEndpoints:
                - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
              toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*.cluster.local' }] } }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: dns, namespace: shop }
        spec:
          endpointSelector: {}
          egress:
            - toEndpoints:
                - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
              toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*.*.svc.cluster.local' }] } }]
      `,
      words: ({ pattern, instead }: Data) => ({
        message: `the pattern ${pattern} matches no Service: a star ends at the first dot, and their names have three labels before cluster.local`,
        repair: `write ${instead}`,
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    const { does } = joined.policies.agent;
    const said = new Set<string>();
    for (const { entry, at } of joined.rules)
      for (const { contents } of entry.ports) {
        const dns = contents?.dns ?? [];
        const covered = dns.some((each) => allowsQuestion(each, SERVICE, does));
        if (covered) continue;
        for (const each of dns) {
          const key = `${entry.origin.policy}\0${each.pattern}`;
          if (!isTooShort(each) || said.has(key)) continue;
          said.add(key);
          report.warning('policy/star-one-label', at, entry.origin.path, {
            pattern: each.pattern,
            instead: does.subdomainPattern ? '**.cluster.local, or *.*.svc.cluster.local' : '*.*.svc.cluster.local',
          } satisfies Data);
        }
      }
  },
};

/** It begins with a star, ends with the domain, and has fewer labels than the name of a Service. */
function isTooShort({ pattern }: DnsMatch): boolean {
  if (!pattern.startsWith('*') || !DOMAIN.test(pattern)) return false;
  return pattern.replace(/\.$/, '').split('.').length < SERVICE.split('.').length - 1;
}
