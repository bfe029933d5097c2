// Rules about contents in policies that are meant to deny nothing.
import { POLICIES } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** A rule about contents denies what it does not name, whatever enableDefaultDeny says. */
export const ADDITIVE_CONTENTS: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/additive-l7',
      title: 'A policy that denies nothing by default has no rule about contents',
      why: 'Traffic that such a rule sends to the proxy is refused there if the rule does not name it, also where the direction is not in default deny. Source: Documentation/security/policy/intro.rst, "enableDefaultDeny"; layer 7 of the engine, run.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          enableDefaultDeny: { ingress: false }
          ingress:
            - fromEntities: [cluster]
              toPorts: [{ ports: [{ port: '80', protocol: TCP }], rules: { http: [{ path: '/v1/.*' }] } }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEntities: [cluster]
              toPorts: [{ ports: [{ port: '80', protocol: TCP }], rules: { http: [{ path: '/v1/.*' }] } }]
      `,
      words: ({ direction, contents }: { direction: string; contents: string }) => ({
        message: `${contents} where ${direction} is not in default deny: the proxy still refuses what the rule does not name`,
        repair: 'leave the contents open (for DNS matchPattern: "*"), or let the policy deny by default',
      }),
    },
  ],
  check(world, report) {
    for (const { entry, at } of world.model(POLICIES).rules) {
      if (entry.defaultDeny || entry.deny) continue;
      const http = entry.ports.some(({ contents }) => (contents?.http.length ?? 0) > 0);
      const dns = entry.ports.some(({ contents }) => {
        const rules = contents?.dns ?? [];
        return rules.length > 0 && !rules.some(({ pattern }) => pattern === '*' || pattern === '**');
      });
      if (!http && !dns) continue;
      report.warning('policy/additive-l7', at, entry.origin.path, {
        direction: entry.ingress ? 'ingress' : 'egress',
        contents: http ? 'HTTP rules' : 'DNS names',
      });
    }
  },
};
