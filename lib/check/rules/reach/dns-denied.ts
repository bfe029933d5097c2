// Pods that may reach others, and cannot ask for their addresses.
import { objectKey } from '../../../manifest';
import { Entry } from '../../../models/agent/verdict';
import { yaml } from '../../../problem';
import { Reachability } from '../../../reach';
import { Rule } from '../../rule';
import {
  clustersWithPolicies,
  levelOfMissingRule,
  moreRules,
  objectOf,
  placeOf,
  podsInWords,
  workloadsByClass,
} from './rules-of-world';

interface Data {
  readonly pods: string;
  readonly policies: readonly string[];
}

/** Pods that reach others by name can resolve names. */
export const DNS_DENIED: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/dns-denied',
      title: 'Pods that may reach other workloads may ask DNS',
      why: 'Programs name a Service by its name: in default deny for egress, pods without a rule for port 53 towards anybody wait for DNS in vain. A policy elsewhere may allow it: a warning in a complete world, else a note.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress: [{ toEndpoints: [{ matchLabels: { app: api } }], toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec:
          selector: { matchLabels: { app: api } }
          template:
            metadata: { labels: { app: api } }
            spec: { containers: [{ name: api, image: 'shop/api:1.2.3', ports: [{ containerPort: 8080 }] }] }
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress:
            - toEndpoints: [{ matchLabels: { app: api } }]
              toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
            - toEndpoints: [{ matchLabels: { k8s-app: kube-dns, io.kubernetes.pod.namespace: kube-system } }]
              toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec:
          selector: { matchLabels: { app: api } }
          template:
            metadata: { labels: { app: api } }
            spec: { containers: [{ name: api, image: 'shop/api:1.2.3', ports: [{ containerPort: 8080 }] }] }
      `,
      words: ({ pods, policies }: Data) => ({
        message: `${pods} may reach other workloads and ask no DNS: ${policies.join(', ')} ${policies.length === 1 ? 'puts' : 'put'} egress into default deny, and no rule allows port 53`,
        repair:
          'allow port 53 (protocol ANY) to the pods with k8s-app: kube-dns of kube-system, or to the node if it answers there',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of clustersWithPolicies(world)) {
      const { reach } = cluster;
      const hasMore = moreRules(world, cluster);
      const found = new Map<Entry, { positions: number[]; policies: Set<string> }>();
      workloadsByClass(reach).forEach((positions, index) => {
        const [first] = positions;
        if (first === undefined || !isCutFromDns(reach, index)) return;
        if (hasMore(reach.parties[first]!.workload!.namespace)) return;
        const own = reach.matrix.egress[index]!.entries.filter(({ defaultDeny }) => defaultDeny);
        const known = found.get(own[0]!) ?? { positions: [], policies: new Set<string>() };
        known.positions.push(...positions);
        for (const entry of own) known.policies.add(objectKey(objectOf(cluster, entry).manifest));
        found.set(own[0]!, known);
      });
      for (const [entry, { positions, policies }] of found)
        report[levelOfMissingRule(world)]('reach/dns-denied', objectOf(cluster, entry), placeOf(entry), {
          pods: podsInWords(reach, positions),
          policies: [...policies].sort(),
        });
    }
  },
};

/** True for pods in default deny that some rule lets reach pods, and none lets reach port 53 of anybody. */
function isCutFromDns({ matrix }: Reachability, index: number): boolean {
  const { defaultDeny, entries } = matrix.egress[index]!;
  if (!defaultDeny) return false;
  const allows = entries.filter(({ deny, peers }) => !deny && peers !== undefined);
  return allows.some((entry) => reachesPods(matrix.classes, entry)) && !allows.some(mayBeForDns);
}

function reachesPods(classes: Reachability['matrix']['classes'], entry: Entry): boolean {
  let found = false;
  classes.peersOf(entry)?.forEach((peer) => (found ||= classes.samples[peer]!.workload !== undefined));
  return found;
}

/** A name may stand for 53 somewhere. */
function mayBeForDns({ ports }: Entry): boolean {
  return (
    ports.length === 0 ||
    ports.some((rule) =>
      rule.ports.some(
        ({ port, end, name, protocol }) =>
          ['UDP', 'TCP', 'ANY'].includes(protocol) &&
          (name !== '' || port === 0 || port === 53 || (port < 53 && end >= 53)),
      ),
    )
  );
}
