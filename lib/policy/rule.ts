// One rule of a policy as plain YAML. Pure: everything that depends on the app comes in resolved.
import { PlainMap } from '../manifest';
import { Port } from '../net';
import { PeerKind } from './peer';
import { RuleOptions } from './rule-options';

/** Most ports in one item of toPorts. Source: the CRD and pkg/policy/api/rule_validation.go. */
const MOST_PORTS = 40;

/** Direction of a rule, as seen from the subject. @internal */
export enum Direction {
  INGRESS = 'ingress',
  EGRESS = 'egress',
}

/** A peer of a rule, resolved. @internal */
export interface RulePeer {
  readonly kind: PeerKind;
  readonly item: unknown;
}

/** The rule for a peer and what is asked beyond it. @internal */
export function ruleYaml(direction: Direction, peer: RulePeer, options: RuleOptions): PlainMap {
  const field = `${direction === Direction.INGRESS ? 'from' : 'to'}${peer.kind}`;
  const ports = toPortsYaml(options);
  const icmps = options.icmps ?? [];
  return {
    [field]: [peer.item],
    ...(ports.length === 0 ? {} : { toPorts: ports }),
    ...(icmps.length === 0 ? {} : { icmps: [{ fields: icmps.flatMap((icmp) => icmp._fields()) }] }),
  };
}

/** Items of toPorts: at most 40 ports each, each with the contents that are asked for. @internal */
export function toPortsYaml(options: RuleOptions): PlainMap[] {
  const ports = (options.ports ?? []).map(portYaml);
  const contents: PlainMap = {};
  const http = (options.http ?? []).map((rule) => rule._yaml());
  const dns = (options.dns ?? []).map((rule) => rule._yaml());
  if (http.length + dns.length > 0)
    contents.rules = { ...(http.length === 0 ? {} : { http }), ...(dns.length === 0 ? {} : { dns }) };
  if ((options.serverNames ?? []).length > 0) contents.serverNames = [...options.serverNames!];
  if (ports.length === 0) return Object.keys(contents).length === 0 ? [] : [contents];
  const items: PlainMap[] = [];
  for (let start = 0; start < ports.length; start += MOST_PORTS)
    items.push({ ports: ports.slice(start, start + MOST_PORTS), ...contents });
  return items;
}

/** A port as Cilium writes it: a string; "0" for all ports. @internal */
export function portYaml(port: Port): PlainMap {
  return {
    port: port.name ?? `${port.first}`,
    protocol: `${port.protocol}`,
    ...(port.name === undefined && port.last > port.first ? { endPort: port.last } : {}),
  };
}

/** Rules in an order that does not depend on who added them first, each once. @internal */
export function inStableOrder(rules: readonly PlainMap[]): PlainMap[] {
  const byText = new Map(rules.map((rule) => [stableText(rule), rule]));
  return [...byText.keys()].sort().map((text) => byText.get(text)!);
}

function stableText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
