// Policies that put nodes in default deny and forget what a Talos node needs.
import { NODE_PORTS, NodePort } from '../../../catalogue/node-ports';
import { Entry, PortEntry } from '../../../models/agent/verdict';
import { POLICIES, PolicyRule } from '../../../world/derived/policies';
import { isOutside } from '../../../world/outside';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

interface Data {
  readonly closed: readonly { readonly port: string; readonly what: string }[];
}

/** Nodes in default deny keep the ports that make them nodes. */
export const NODE_PORTS_CLOSED: Rule = {
  layer: 'policies',
  codes: [
    {
      code: 'policy/host-ports',
      title: 'A policy that puts nodes in default deny lets in what a node needs',
      why: 'With the host firewall on, such a policy cuts the node off from its control plane, and nobody can undo it over the network. Judged over all policies about nodes of the input together. Source: Talos documentation, ingress firewall; Cilium documentation, host firewall and system requirements.',
      bad: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumClusterwideNetworkPolicy
        metadata: { name: nodes }
        spec:
          nodeSelector: {}
          ingress:
            - fromEntities: [cluster]
              toPorts: [{ ports: [{ port: '10250', protocol: TCP }] }]
      `,
      good: yaml`
        apiVersion: cilium.io/v2
        kind: CiliumClusterwideNetworkPolicy
        metadata: { name: nodes }
        spec:
          nodeSelector: {}
          ingress:
            - fromEntities: [cluster]
            - fromCIDR: [192.168.70.0/24]
              toPorts: [{ ports: [{ port: '50000', protocol: TCP }, { port: '6443', protocol: TCP }] }]
      `,
      words: ({ closed }: Data) => ({
        message: `the policy puts nodes in default deny, and no rule lets in ${closed.map(({ port, what }) => `${port} (${what})`).join(', ')}`,
        repair:
          'allow them: from the entity cluster what nodes and pods need of each other, from your own network the Talos and Kubernetes APIs',
      }),
    },
  ],
  check(world, report) {
    const about = world.model(POLICIES).rules.filter(({ entry }) => entry.node && entry.ingress);
    const first = about.find(({ entry }) => entry.defaultDeny);
    if (first === undefined || isOutside(world, { kind: 'CiliumClusterwideNetworkPolicy' })) return;
    const opening = about.filter(({ entry }) => !entry.deny && letsOthersIn(entry));
    const closed = NODE_PORTS.filter((needed) => !opening.some((rule) => opens(rule, needed)));
    if (closed.length === 0) return;
    report.warning('policy/host-ports', first.at, first.entry.origin.path.slice(0, -2), {
      closed: closed.map((each) => ({ port: portText(each), what: each.what })),
    } satisfies Data);
  },
};

/** Whoever the nodes are reached by, a rule for a port shows that somebody thought of it; for `host` alone nobody else gets in. */
function letsOthersIn({ peers, ports }: Entry): boolean {
  if (peers === undefined) return false;
  if (peers.length === 0) return ports.length > 0;
  return peers.some(({ asks, wildcard, prefixes }) => wildcard || prefixes.length > 0 || !isHostAlone(asks));
}

function isHostAlone(asks: readonly { source: string; key: string }[]): boolean {
  return asks.length === 1 && asks[0]!.source === 'reserved' && asks[0]!.key === 'host';
}

function opens({ entry }: PolicyRule, needed: NodePort): boolean {
  if (entry.ports.length === 0) return true;
  return entry.ports.some(({ ports }) => ports.some((port) => covers(port, needed)));
}

function covers({ protocol, port, endPort, name }: PortEntry, needed: NodePort): boolean {
  if (name !== '' || (protocol !== 'ANY' && protocol !== needed.protocol)) return false;
  return port === 0 || (port <= needed.first && Math.max(endPort, port) >= needed.last);
}

function portText({ protocol, first, last }: NodePort): string {
  return `${first}${last === first ? '' : `-${last}`}/${protocol}`;
}
