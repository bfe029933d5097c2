// Rules about pods that share the network of their node.
import { Endpoint, endpointName, PolicyRule, POLICIES } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

type Selector = PolicyRule['entry']['subject'];

interface Data {
  readonly pods: readonly string[];
  readonly as: 'subject' | 'peer';
}

/** Pods with hostNetwork are nodes to policy. */
export const HOST_NETWORK: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/host-network',
      title: 'A policy about pods names pods that have a network of their own',
      why: "A pod with hostNetwork has its node's identity and no labels: a rule by labels never matches it, and what it should deny passes. Source: Documentation/network/kubernetes/policy.rst, and the policy engine, run.",
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress: [{ fromEntities: [cluster] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              hostNetwork: true
              containers: [{ name: web, image: 'shop/web:1.2.3', ports: [{ containerPort: 80 }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress: [{ fromEntities: [cluster] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: 'shop/web:1.2.3', ports: [{ containerPort: 80 }] }]
      `,
      words: ({ pods, as }: Data) => ({
        message: `${pods.join(', ')} ${pods.length === 1 ? 'shares' : 'share'} the network of the node: ${as === 'subject' ? 'the policy never applies to them' : 'the rule never matches them'}`,
        repair:
          as === 'subject'
            ? 'write a CiliumClusterwideNetworkPolicy with a nodeSelector, or give the pods a network of their own'
            : 'write fromEntities or toEntities: [host, remote-node]',
      }),
    },
  ],
  check(world, report) {
    const joined = world.model(POLICIES);
    const said = new Set<string>();
    for (const rule of joined.rules) {
      if (rule.entry.node) continue;
      const say = (
        endpoints: readonly Endpoint[],
        as: Data['as'],
        path: readonly (string | number)[],
        selectors: readonly Selector[],
      ) => {
        // Beside pods that it does match the selector has its use.
        if (endpoints.length === 0 || endpoints.some(({ hostNetwork }) => !hostNetwork)) return;
        const pods = endpoints.map(endpointName).sort();
        const key = [rule.entry.origin.policy, as, ...path, ...pods].join('\0');
        if (said.has(key)) return;
        said.add(key);
        // A selector of whole namespaces may mean pods that a chart brings.
        const isCertain = world.complete || selectors.some(asksForPods);
        report[isCertain ? 'error' : 'note']('policy/host-network', rule.at, path, { pods, as } satisfies Data);
      };
      say(joined.subjectsOf(rule), 'subject', rule.entry.origin.path.slice(0, -2), [rule.entry.subject]);
      if (namesPods(rule)) say(joined.peersOf(rule), 'peer', rule.entry.origin.path, rule.entry.peers ?? []);
    }
  },
};

/** It asks for labels of the pods, and not of their namespaces only. */
function asksForPods({ asks }: Selector): boolean {
  return asks.some(({ key }) => !/^io\.(?:kubernetes\.pod\.namespace|cilium\.k8s\.(?:namespace|policy))/.test(key));
}

/** Peers by labels; everybody and what is outside are no pods. */
function namesPods({ entry }: PolicyRule): boolean {
  return (entry.peers ?? []).some(({ wildcard, asks, worldOnly }) => !wildcard && !worldOnly && asks.length > 0);
}
