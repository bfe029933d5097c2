// Rules that another rule makes superfluous: what they allow is denied anyway, or allowed anyway.
import { objectKey } from '../../../manifest';
import { Entry } from '../../../models/agent/verdict';
import { pathText, yaml } from '../../../problem';
import { CoverIndex, peersCover, portsCover, ReachCluster, subjectsCover } from '../../../reach';
import { Report, Rule } from '../../rule';
import { clustersWithPolicies, objectOf, placeOf } from './rules-of-world';

interface Data {
  readonly by: string;
  readonly at: string;
  readonly denied: boolean;
}

/** A rule makes a difference. */
export const SHADOWED: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/shadowed',
      title: 'No other rule makes a rule superfluous',
      why: 'A deny wins over every allow: a rule that allows what a deny of the same pods covers never takes effect (warning). What a broader rule allows already needs no rule of its own (note). Judged by what the two rules say, for the same pods, peers and ports or more; not by which pods there are.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEndpoints: [{ matchLabels: { app: cart } }]
              toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: no-cart, namespace: shop }
        spec:
          endpointSelector: {}
          ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: cart } }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEndpoints: [{ matchLabels: { app: cart } }]
              toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: no-tool, namespace: shop }
        spec:
          endpointSelector: {}
          ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: tool } }] }]
      `,
      words: ({ by, at, denied }: Data) => ({
        message: denied
          ? `the rule never takes effect: ${by} denies at ${at} all that it allows, and a deny wins`
          : `the rule changes nothing: ${by} allows at ${at} all that it allows`,
        repair: denied ? 'take one of the two away' : 'take the narrow rule away, or narrow the broad one',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of clustersWithPolicies(world)) {
      const places = byPlace(cluster.reach.policies.entries);
      for (const narrow of cluster.reach.policies.entries)
        if (!narrow.deny && narrow.peers !== undefined) judge(cluster, places, narrow, report);
    }
  },
};

/** Rules by direction and the namespace of their pods; those for all namespaces under the empty one. */
function byPlace(entries: readonly Entry[]): ReadonlyMap<string, CoverIndex> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = placeKey(entry.ingress, entry.namespace);
    const own = found.get(key);
    if (own === undefined) found.set(key, [entry]);
    else own.push(entry);
  }
  return new Map([...found].map(([key, own]) => [key, new CoverIndex(own)]));
}

const placeKey = (ingress: boolean, namespace = '') => `${ingress} ${namespace}`;

function judge(cluster: ReachCluster, places: ReadonlyMap<string, CoverIndex>, narrow: Entry, report: Report): void {
  const { ingress, namespace } = narrow;
  const covering: Entry[] = [];
  for (const place of namespace === undefined ? [undefined] : [undefined, namespace])
    for (const wide of places.get(placeKey(ingress, place))?.candidates(narrow) ?? [])
      if (wide !== narrow && subjectsCover(wide, narrow) && peersCover(wide, narrow) && portsCover(wide, narrow))
        covering.push(wide);
  if (covering.length === 0) return;
  const deny = covering.find((wide) => wide.deny);
  const wide = deny ?? covering.find((each) => isAllowedBy(each, narrow));
  if (wide === undefined) return;
  const other = objectOf(cluster, wide);
  const data = { by: objectKey(other.manifest), at: pathText(placeOf(wide)), denied: deny !== undefined };
  report[deny === undefined ? 'note' : 'warning']('reach/shadowed', objectOf(cluster, narrow), placeOf(narrow), data, [
    other,
  ]);
}

/** Rules about contents are no matter of this rule; of two equal rules the later one is superfluous. */
function isAllowedBy(wide: Entry, narrow: Entry): boolean {
  const plain = [wide, narrow].every(
    ({ ports, requires, authentication }) =>
      ports.every(({ contents }) => contents === undefined) && requires.length === 0 && authentication === '',
  );
  if (!plain || wide.defaultDeny !== narrow.defaultDeny) return false;
  const isEqual = subjectsCover(narrow, wide) && peersCover(narrow, wide) && portsCover(narrow, wide);
  return !isEqual || before(wide, narrow);
}

function before({ origin: a }: Entry, { origin: b }: Entry): boolean {
  if (a.policy !== b.policy) return a.policy < b.policy;
  return pathText(a.path) < pathText(b.path);
}
