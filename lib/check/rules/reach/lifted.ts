// Rules about contents that a plain rule beside them lifts.
import { objectKey } from '../../../manifest';
import { Contents, Entry, lookup } from '../../../models/agent/verdict';
import { pathText, yaml } from '../../../problem';
import { peersCover, ReachCluster, subjectsCover } from '../../../reach';
import { Rule } from '../../rule';
import { clustersWithPolicies, levelOfMissingRule, objectOf, placeOf } from './rules-of-world';

interface Data {
  readonly contents: string;
  readonly port: string;
  readonly by: string;
  readonly at: string;
}

/** A rule about requests, names or TLS restricts something. */
export const LIFTED: Rule = {
  layer: 'reach',
  codes: [
    {
      code: 'reach/l7-lifted',
      title: 'No plain rule lifts what another rule asks of the contents',
      why: 'Rules add up: where one allows the same peers and port without looking at contents, everything on that port passes. For DNS names only a rule for the same port number counts, for server names not one with the same selector (policy engine at layer 7, run). A warning where the plain rule says so by itself or the world is complete, else a note; said only where no peer of the rule is restricted any more.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEndpoints: [{ matchLabels: { app: cart } }]
              toPorts: [{ ports: [{ port: '8080', protocol: TCP }], rules: { http: [{ method: GET, path: /public }] } }]
        ---
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: inside, namespace: shop }
        spec:
          endpointSelector: {}
          ingress: [{ fromEndpoints: [{}] }]
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
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: cart, namespace: shop }
        spec:
          selector: { matchLabels: { app: cart } }
          template:
            metadata: { labels: { app: cart } }
            spec:
              containers: [{ name: cart, image: 'shop/cart:1.2.3' }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumNetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          endpointSelector: { matchLabels: { app: web } }
          ingress:
            - fromEndpoints: [{ matchLabels: { app: cart } }]
              toPorts: [{ ports: [{ port: '8080', protocol: TCP }], rules: { http: [{ method: GET, path: /public }] } }]
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
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: cart, namespace: shop }
        spec:
          selector: { matchLabels: { app: cart } }
          template:
            metadata: { labels: { app: cart } }
            spec:
              containers: [{ name: cart, image: 'shop/cart:1.2.3' }]
      `,
      words: ({ contents, port, by, at }: Data) => ({
        message: `the ${contents} restrict nothing: ${by} allows at ${at} the same peers port ${port} without looking at contents`,
        repair: 'narrow the plain rule to other peers or ports, or take the rule about contents away',
      }),
    },
  ],
  check(world, report) {
    for (const cluster of clustersWithPolicies(world)) {
      const { policies, workloads } = cluster.reach;
      if (workloads.length === 0) continue;
      policies.entries.forEach((entry, index) => {
        for (const { contents, ports } of entry.ports) {
          const word = contents === undefined ? undefined : restrictionOf(contents);
          if (word === undefined) continue;
          for (const { protocol, port, name } of ports) {
            if (port === 0 || name !== '') continue;
            const wide = liftingRule(cluster, entry, index, protocol, port);
            if (wide === undefined) continue;
            const other = objectOf(cluster, wide);
            const level = peersCover(wide, entry) && subjectsCover(wide, entry) ? 'warning' : levelOfMissingRule(world);
            report[level](
              'reach/l7-lifted',
              objectOf(cluster, entry),
              placeOf(entry),
              {
                contents: word,
                port: `${port}/${protocol}`,
                by: objectKey(other.manifest),
                at: pathText(placeOf(wide)),
              } satisfies Data,
              [other],
            );
          }
        }
      });
    }
  },
};

/** What is asked; undefined for what lets all contents through by itself. */
function restrictionOf({ http, dns, serverNames }: Contents): string | undefined {
  if (http.length > 0)
    return http.some(
      ({ method, path, host, headers, headerMatches }) =>
        `${method}${path}${host}` === '' && headers.length + headerMatches.length === 0,
    )
      ? undefined
      : 'HTTP rules';
  if (dns.length > 0) return dns.some(({ pattern }) => /^\*\*?$/.test(pattern)) ? undefined : 'DNS rules';
  return serverNames.length > 0 ? 'server names' : undefined;
}

/** The plain rule that lets everything through on a port, if no peer of any pod that the rule is about is restricted there. */
function liftingRule(
  { reach }: ReachCluster,
  entry: Entry,
  index: number,
  protocol: string,
  port: number,
): Entry | undefined {
  const { matrix, policies } = reach;
  const { classes } = matrix;
  const peers = classes.peersOf(entry);
  let wide: Entry | undefined;
  for (const subject of classes.subjectsOf(index)) {
    if (classes.samples[subject]!.identity.namespace === undefined) continue;
    const policy = (entry.ingress ? matrix.ingress : matrix.egress)[subject]!;
    if (!policy.defaultDeny) return undefined;
    const some: number[] = [];
    peers?.forEach((peer) => some.push(peer));
    for (const peer of some) {
      const other = classes.samples[peer]!.identity;
      // The node passes its own pods' proxies whatever they ask.
      if (other.host) continue;
      const names = matrix.names(entry.ingress, subject, peer);
      const { allows } = lookup(policy, other, protocol, port, names, policies.agent.does);
      const plain = allows.find(({ ports }) => ports?.contents === undefined);
      if (plain === undefined) return undefined;
      const left = matrix.proxiesOf(subject).restriction(entry.ingress, other, peer, protocol, port, names);
      if (left !== undefined && (left.proxy === 'undecided' || !left.rules.includes('*'))) return undefined;
      wide ??= plain.entry;
    }
  }
  return wide;
}
