// Rules by address about what lies inside of the cluster, where Cilium goes by identity.
import { listAt, mapAt, textAt, valueAtPath } from '../../../world/derived/fields';
import { INSIDE_ADDRESSES, InsideKind } from '../../../world/derived/inside-addresses';
import { readRange } from '../../../world/derived/pools';
import { CLUSTERS } from '../../../world/derived/clusters';
import { POLICIES, rulePath } from '../../../world/derived/policies';
import { Path, yaml } from '../../../problem';
import { Rule } from '../../rule';

interface Data {
  readonly field: string;
  readonly cidr: string;
  readonly inside: InsideKind;
  readonly owner: string;
}

const REPAIR: Readonly<Record<InsideKind, string>> = {
  pod: 'write a selector of the pods: fromEndpoints or toEndpoints, podSelector in a NetworkPolicy',
  service: 'write the pods behind the Service, with their own port: it is translated before policies are asked',
  node: 'write entities: host, remote-node, or kube-apiserver for control planes, in a CiliumNetworkPolicy',
  'load-balancer':
    'write the pods behind the Service, with their own port: inside of the cluster the address is translated first',
  virtual:
    'let pods use the Service kubernetes with the entity kube-apiserver; who asks the virtual address itself needs the entity host beside the rule',
};

/** What becomes of a rule by such an address. A virtual address is the host's own only on the machine that holds it. */
function effect({ field, cidr, inside, owner }: Data): string {
  return inside === 'virtual'
    ? `${field} ${cidr} is a virtual address of machines: where it is held it is the host, which no rule by address matches`
    : `${field} ${cidr} lies in the ${inside} addresses of ${owner}, and a rule by address never matches what is inside of the cluster`;
}

/** Addresses of pods, Services and nodes are never matched by a rule by address. */
export const POLICY_ADDRESSES: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/cidr-in-cluster',
      title: 'A rule by address names what lies outside of the cluster',
      why: 'Pods and nodes have identities of their own, which no rule by address covers by default (policy-cidr-match-mode), and the address of a Service is translated to its pods before. Source: Documentation/security/policy/language.rst, "CIDR based", and the policy engine, run.',
      bad: yaml`
        apiVersion: v1
        kind: Node
        metadata: { name: worker-1 }
        status: { addresses: [{ type: InternalIP, address: 192.168.70.21 }] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress: [{ toCIDR: [192.168.70.21/32] }]
      `,
      good: yaml`
        apiVersion: v1
        kind: Node
        metadata: { name: worker-1 }
        status: { addresses: [{ type: InternalIP, address: 192.168.70.21 }] }
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          egress: [{ toEntities: [host, remote-node] }]
      `,
      words: (data: Data) => ({ message: effect(data), repair: REPAIR[data.inside] }),
    },
  ],
  check(world, report) {
    const inside = world.model(INSIDE_ADDRESSES);
    if (inside.length === 0) return;
    const seen = new Set<string>();
    for (const policyRule of world.model(POLICIES).rules) {
      const { entry, at } = policyRule;
      const place = rulePath(policyRule);
      const key = [entry.origin.policy, ...place].join('\0');
      if (seen.has(key)) continue;
      seen.add(key);
      const rule = valueAtPath(at.manifest, place);
      for (const { field, text, path } of addressesOf(rule)) {
        const range = readRange(text);
        if (range === undefined) continue;
        const hit = inside.find((each) => each.range.covers(range) && world.model(CLUSTERS).together(at, each.at));
        if (hit === undefined) continue;
        report.warning('policy/cidr-in-cluster', at, [...place, ...path], {
          field,
          cidr: text,
          inside: hit.kind,
          owner: hit.owner,
        } satisfies Data);
      }
    }
  },
};

/** Every address of a rule, in the fields of Cilium's policies and of NetworkPolicy. */
function addressesOf(rule: unknown): { field: string; text: string; path: Path }[] {
  const plain = ['fromCIDR', 'toCIDR'].flatMap((field) =>
    listAt(rule, field).flatMap((text, index) =>
      typeof text === 'string' ? [{ field, text, path: [field, index] }] : [],
    ),
  );
  const sets = ['fromCIDRSet', 'toCIDRSet'].flatMap((field) =>
    listAt(rule, field).flatMap((item, index) => {
      const text = textAt(item, 'cidr');
      return text === undefined ? [] : [{ field, text, path: [field, index, 'cidr'] }];
    }),
  );
  const blocks = ['from', 'to'].flatMap((field) =>
    listAt(rule, field).flatMap((item, index) => {
      const text = textAt(mapAt(item, 'ipBlock'), 'cidr');
      return text === undefined ? [] : [{ field: 'ipBlock', text, path: [field, index, 'ipBlock', 'cidr'] }];
    }),
  );
  return [...plain, ...sets, ...blocks];
}
