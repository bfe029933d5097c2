// Rules that let nothing through.
import { isMap } from '../../../manifest';
import { Entry } from '../../../models/agent/verdict';
import { yaml } from '../../../problem';
import { Reachability } from '../../../reach';
import { valueAtPath } from '../../../world/derived/fields';
import { Rule } from '../../rule';
import { clustersWithPolicies, objectOf, placeOf } from './rules-of-world';

interface Data {
  readonly because: 'peers' | 'ports' | 'pods';
  readonly namespaces?: readonly string[];
}

const NAMESPACE = 'io.kubernetes.pod.namespace';
/** Its pods come with the cluster and stand in no manifest. */
const SYSTEM = 'kube-system';

/** A rule that is written to allow something allows something. */
export const ALLOWS_NOTHING: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/allows-nothing',
      title: 'A rule that allows something lets something through',
      why: 'A list of peers that is there and empty selects nobody, and a rule of ports without a port opens none; but the rule puts its pods into default deny like any other (policy engine, run). In a complete world so does a rule for pods of a namespace that has pods, if it selects none of them; elsewhere charts and controllers may make those that it means. One empty rule is how everything is denied, and meant.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress: [{ fromEntities: [] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress: [{}]
      `,
      words: ({ because, namespaces = [] }: Data) => ({
        message:
          because === 'pods'
            ? `the rule allows nothing: no pod of ${namespaces.join(', ')} with an address of its own has the labels that it names`
            : `the rule allows nothing: ${because === 'peers' ? 'its list of peers is empty, which is nobody' : 'toPorts names no port'}`,
        repair:
          because === 'pods'
            ? 'write the labels of the pod template, or take the rule away'
            : 'name a peer and a port, leave out the empty list to mean all, or write one empty rule to deny everything',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of clustersWithPolicies(world)) {
      const { reach } = cluster;
      const said = new Set<Entry>();
      for (const entry of reach.policies.entries) {
        const at = objectOf(cluster, entry);
        const written = valueAtPath(at.manifest, placeOf(entry));
        if (entry.deny || said.has(entry) || !isMap(written) || Object.keys(written).length === 0) continue;
        const because = emptiness(entry);
        if (because !== undefined) report.warning('reach/allows-nothing', at, placeOf(entry), { because });
        else if (world.complete) {
          const namespaces = missingPods(reach, entry);
          if (namespaces !== undefined)
            report.warning('reach/allows-nothing', at, entry.origin.path, { because: 'pods', namespaces });
        }
      }
    }
  },
};

function emptiness({ peers, ports }: Entry): 'peers' | 'ports' | undefined {
  if (ports.length > 0 && ports.every((rule) => rule.ports.length === 0)) return 'ports';
  return peers === undefined ? 'peers' : undefined;
}

/** Namespaces whose pods are here, where every peer is asked for in them and none is found. */
function missingPods(reach: Reachability, { peers }: Entry): string[] | undefined {
  if (peers === undefined || peers.length === 0) return undefined;
  const namespaces = new Set<string>();
  for (const { asks, prefixes, name, wildcard } of peers) {
    const places = asks.find(({ key, operator }) => key === NAMESPACE && operator === 'In')?.values ?? [];
    if (wildcard || name !== undefined || prefixes.length > 0 || places.length === 0) return undefined;
    for (const place of places) namespaces.add(place);
  }
  const known = new Set(reach.workloads.map(({ namespace }) => namespace));
  if ([...namespaces].some((namespace) => namespace === SYSTEM || !known.has(namespace))) return undefined;
  const { classes } = reach.matrix;
  return peers.some((peer) => classes.peers(peer).first() >= 0) ? undefined : [...namespaces].sort();
}
