// One rule of a policy as plain YAML. Pure: everything that depends on the app comes in resolved.
import { PlainMap } from '../manifest';
import { Port } from './port';

/** Most ports in one item of toPorts. Source: the CRD and pkg/policy/api/rule_validation.go. */
const MOST_PORTS = 40;

/** Direction of a rule, as seen from the subject. @internal */
export enum Direction {
  INGRESS = 'ingress',
  EGRESS = 'egress',
}

/** The field of a rule that a peer goes to, without `from` or `to`. @internal */
export enum PeerKind {
  ENDPOINTS = 'Endpoints',
  ENTITIES = 'Entities',
  CIDR = 'CIDR',
  CIDR_SET = 'CIDRSet',
  NODES = 'Nodes',
  SERVICES = 'Services',
  FQDNS = 'FQDNs',
}

/** A peer of a rule, resolved. @internal */
export interface RulePeer {
  readonly kind: PeerKind;
  readonly item: unknown;
  /** Authentication of the ends. @default - what other rules say */
  readonly authentication?: string;
}

/** The rules for a peer and its ports; without ports all. Ports and ICMP are a rule each, since Cilium takes one of them in a rule. @internal */
export function rulesYaml(direction: Direction, peer: RulePeer, ports: readonly Port[]): PlainMap[] {
  const field = `${direction === Direction.INGRESS ? 'from' : 'to'}${peer.kind}`;
  const whom = {
    [field]: [peer.item],
    ...(peer.authentication === undefined ? {} : { authentication: { mode: peer.authentication } }),
  };
  if (ports.length === 0) return [whom];
  const toPorts = toPortsYaml(ports);
  const fields = ports.flatMap((port) => port._icmpFields());
  return [
    ...(toPorts.length === 0 ? [] : [{ ...whom, toPorts }]),
    ...(fields.length === 0 ? [] : [{ ...whom, icmps: [{ fields }] }]),
  ];
}

/** Items of toPorts: ports with the same contents together, at most 40 in an item. */
function toPortsYaml(ports: readonly Port[]): PlainMap[] {
  const alike = new Map<string, { contents: PlainMap; ports: PlainMap[] }>();
  for (const port of ports) {
    const contents = port._contents();
    const text = stableText(contents);
    const group = alike.get(text) ?? { contents, ports: [] };
    group.ports.push(...port._ports());
    alike.set(text, group);
  }
  const items: PlainMap[] = [];
  for (const { contents, ports: all } of alike.values()) {
    for (let start = 0; start < all.length; start += MOST_PORTS)
      items.push({ ports: all.slice(start, start + MOST_PORTS), ...contents });
  }
  return items;
}

/** Rules in an order that does not depend on who added them first, each once. @internal */
export function inStableOrder(rules: readonly PlainMap[]): PlainMap[] {
  const byText = new Map(rules.map((rule) => [stableText(rule), rule]));
  return [...byText.keys()].sort().map((text) => byText.get(text)!);
}

/** A text that is the same for equal values, whatever the order of their keys. @internal */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
