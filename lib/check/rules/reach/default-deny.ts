// Default deny that a policy switches on beside what it says.
import { isMap } from '../../../manifest';
import { Entry, SubjectPolicy } from '../../../models/agent/verdict';
import { yaml } from '../../../problem';
import { valueAtPath } from '../../../world/derived/fields';
import { CheckedObject } from '../../../world/types';
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
  readonly direction: 'ingress' | 'egress';
  readonly pods: string;
  readonly says: 'denies' | 'DNS';
}

/** A policy cuts off no more than it seems to. */
export const DEFAULT_DENY: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/default-deny',
      title: 'A policy that denies one thing, or allows DNS, leaves the rest a way',
      why: 'Any rule puts its pods into default deny for its direction, a deny rule too: pods that only deny rules select get or send nothing at all, and pods that may only ask DNS reach nothing that they ask for. Whoever writes enableDefaultDeny, or one empty rule, means it. Policies elsewhere may open the rest: a warning in a complete world, else a note.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: no-tool, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: tool } }] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: 'shop/web:1.2.3', ports: [{ containerPort: 8080 }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: no-tool, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          enableDefaultDeny: { ingress: false }
          ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: tool } }] }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: 'shop/web:1.2.3', ports: [{ containerPort: 8080 }] }]
      `,
      words: ({ direction, pods, says }: Data) => ({
        message:
          says === 'denies'
            ? `the deny rule switches default deny on, and no rule allows any ${direction} of ${pods}: everything is denied, not only what it names`
            : `the rule for DNS switches default deny on, and no rule allows any other egress of ${pods}: they resolve names and reach nothing`,
        repair: `write enableDefaultDeny: { ${direction}: false }, or allow what is to be left`,
      }),
    },
  ],
  check(world, report) {
    for (const cluster of clustersWithPolicies(world)) {
      const { reach } = cluster;
      const hasMore = moreRules(world, cluster);
      const found = new Map<Entry, Data & { positions: number[] }>();
      workloadsByClass(reach).forEach((positions, index) => {
        const [first] = positions;
        if (first === undefined || hasMore(reach.parties[first]!.workload!.namespace)) return;
        for (const policy of [reach.matrix.ingress[index]!, reach.matrix.egress[index]!]) {
          const side = sideEffect(policy, (entry) => objectOf(cluster, entry));
          // Over a network of their own, pods reach others whatever policy says.
          const isApart = positions.some((each) => reach.parties[each]!.workload!.networks.length > 0);
          if (side === undefined || (side.says === 'DNS' && isApart)) continue;
          const known = found.get(side.entry);
          if (known !== undefined) known.positions.push(...positions);
          else
            found.set(side.entry, {
              ...{ direction: policy.ingress ? 'ingress' : 'egress', says: side.says, pods: '' },
              positions: [...positions],
            });
        }
      });
      for (const [entry, { positions, ...data }] of found)
        report[levelOfMissingRule(world)]('reach/default-deny', objectOf(cluster, entry), placeOf(entry), {
          ...data,
          pods: podsInWords(reach, positions),
        });
    }
  },
};

/** The rule that switches default deny on, where it says something else than that. */
function sideEffect(
  { ingress, entries, defaultDeny }: SubjectPolicy,
  objectFor: (entry: Entry) => CheckedObject,
): { entry: Entry; says: Data['says'] } | undefined {
  const [first] = entries.filter((entry) => entry.defaultDeny);
  if (!defaultDeny || first === undefined || entries.some((entry) => isMeant(entry, objectFor(entry))))
    return undefined;
  if (entries.every(({ deny }) => deny)) return { entry: first, says: 'denies' };
  const allows = entries.filter(({ deny }) => !deny);
  return !ingress && allows.every(isForDns) ? { entry: first, says: 'DNS' } : undefined;
}

/** One empty rule, or a default deny that is written. */
function isMeant(entry: Entry, { manifest }: CheckedObject): boolean {
  const { ingress, origin, peers, ports } = entry;
  if (peers === undefined && ports.length === 0) return true;
  const written = valueAtPath(manifest, placeOf(entry));
  if (isMap(written) && Object.keys(written).length === 0) return true;
  const [root] = origin.path;
  const spec = root === 'specs' ? origin.path.slice(0, 2) : ['spec'];
  return valueAtPath(manifest, [...spec, 'enableDefaultDeny', ingress ? 'ingress' : 'egress']) === true;
}

function isForDns({ ports }: Entry): boolean {
  return (
    ports.length > 0 &&
    ports.every((rule) => rule.ports.every(({ port, end, name }) => name === '' && port === 53 && end <= 53))
  );
}
