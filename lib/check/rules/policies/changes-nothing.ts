// Policies that deny nothing by default and allow nothing either.
import { Entry } from '../../../models/agent/verdict';
import { POLICIES, PolicyRule } from '../../../world/derived/policies';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** A policy does something. */
export const CHANGES_NOTHING: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/changes-nothing',
      title: 'A policy allows or denies something',
      why: 'An empty rule denies by default; with enableDefaultDeny off nothing is left of it. Source: Documentation/security/policy/intro.rst, "enableDefaultDeny"; the policy engine, run.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          enableDefaultDeny: { ingress: false, egress: false }
          ingress: [{}]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress: [{}]
      `,
      words: () => ({
        message: 'the rules are empty and enableDefaultDeny is off: the policy changes nothing',
        repair: 'leave enableDefaultDeny out to deny everything, or write who is allowed or denied',
      }),
    },
  ],
  check(world, report) {
    const byPolicy = new Map<number, PolicyRule[]>();
    for (const rule of world.model(POLICIES).rules) {
      const { policy } = rule.entry.origin;
      byPolicy.set(policy, [...(byPolicy.get(policy) ?? []), rule]);
    }
    for (const [first, ...others] of byPolicy.values())
      if ([first!, ...others].every(({ entry }) => isNothing(entry)))
        report.warning('policy/changes-nothing', first!.at, first!.entry.origin.path, {});
  },
};

/** The rule names nobody, and what it does not name stays allowed. */
function isNothing({ defaultDeny, peers, ports }: Entry): boolean {
  return !defaultDeny && (peers === undefined || peers.length === 0) && ports.length === 0;
}
