// The policy that the agent writes for Envoy: rules by port, of TCP only. Source: pkg/envoy of each minor, getDirectionNetworkPolicy.
import { AgentFeatures } from '../../minors';
import { portsNamed } from '../named-ports';
import { Selector } from '../selector';
import { Filter } from './filters';
import { compareHttpRules, HttpRule, httpRule, httpRuleError } from './http-rule';
import { Parser, SelectorRule } from './rule-of-selector';
import { isServerNamePattern, sentServerName } from './server-name';
import { Surroundings } from './surroundings';

/** One rule. @internal */
export interface EnvoyRule {
  readonly deny: boolean;
  readonly precedence: number;
  /** Numbers of identities in order; undefined for all. */
  readonly remotes?: readonly number[];
  readonly serverNames: readonly string[];
  /** Empty for any request. */
  readonly http: readonly HttpRule[];
}

/** Rules of a port or range; port 0 is all ports. No rule at all allows anything. @internal */
export interface EnvoyPorts {
  readonly first: number;
  readonly last: number;
  readonly rules: readonly EnvoyRule[];
}

/** Why Envoy refuses a policy: the one before stays in force. @internal */
export class Refused extends Error {}

/** What goes first, highest first: denies, redirects by their parser, plain allows; then the same of the tier behind. Source: pkg/policy/types/entry.go. */
const TIER = 1000;
const REDIRECT_ORDER: Readonly<Record<Parser, number>> = { http: 101, other: 106, tls: 116, dns: 121, '': 0 };

/** The place of a rule among all that speak about a connection. @internal */
export function precedenceOf(rule: SelectorRule | undefined, tier: 0 | 1): number {
  const base = tier === 0 ? TIER : 0;
  if (rule?.deny === true) return base + 255;
  if (rule === undefined || rule.parser === '') return base + 1;
  return base + 254 - REDIRECT_ORDER[rule.parser];
}

/** A policy for Envoy; undefined allows nothing. @throws Refused @internal */
export function envoyPolicy(
  filters: readonly Filter[],
  around: Surroundings,
  ingress: boolean,
  does: AgentFeatures,
): readonly EnvoyPorts[] | undefined {
  const ports = does.tiers
    ? [0 as const, 1 as const].flatMap((tier, _, tiers) => inTier(filters, tier, tiers, around, ingress, does))
    : withoutTiers(filters, around, ingress, does);
  for (const { first, last, rules } of ports) {
    if (last !== first && last < first)
      throw new Refused(`a range of ports that ends before it begins: ${first}-${last}`);
    for (const rule of rules) check(rule);
  }
  return ports.length === 0 ? undefined : sortPorts(ports);
}

function check({ serverNames, http }: EnvoyRule): void {
  for (const name of serverNames) if (!isServerNamePattern(name)) throw new Refused(`no server name: "${name}"`);
  for (const rule of http) {
    const error = httpRuleError(rule);
    if (error !== undefined) throw new Refused(error);
  }
}

const isTcp = ({ protocol }: Filter['ports']) => protocol === 'TCP' || protocol === 'ANY';
const isAllPorts = ({ port, endPort, name }: Filter['ports']) => port === 0 && endPort === 0 && name === '';

function ruleOf(
  selector: Selector,
  rule: SelectorRule | undefined,
  tier: 0 | 1,
  around: Surroundings,
  does: AgentFeatures,
): EnvoyRule | undefined {
  const remotes = selector.wildcard ? undefined : around.selected(selector);
  if (remotes?.length === 0) return undefined;
  const base = {
    deny: rule?.deny ?? false,
    precedence: does.tiers ? precedenceOf(rule, tier) : 0,
    ...(remotes === undefined ? {} : { remotes }),
  };
  if (rule === undefined || rule.deny) return { ...base, serverNames: [], http: [] };
  const serverNames = rule.serverNames.map((name) => sentServerName(name, does)).sort();
  const http = rule.parser === 'http' ? rule.http.map(httpRule).sort(compareHttpRules) : [];
  return { ...base, serverNames, http };
}

/** A rule after which no other needs to be looked at. */
const ends = ({ deny, http }: EnvoyRule) => !deny && http.every(({ actions }) => actions.length === 0);
const isPlain = ({ deny, remotes, serverNames, http }: EnvoyRule) =>
  !deny && remotes === undefined && serverNames.length === 0 && http.length === 0;

/** Up to 1.19: all rules together; a rule that allows everything makes the others of its port superfluous. */
function withoutTiers(
  filters: readonly Filter[],
  around: Surroundings,
  ingress: boolean,
  does: AgentFeatures,
): EnvoyPorts[] {
  const ports: EnvoyPorts[] = [];
  const wide = ['ANY', 'TCP'].flatMap((protocol) => {
    const filter = filters.find((each) => each.ports.protocol === protocol && isAllPorts(each.ports));
    const rules = filter === undefined ? [] : allPortRules(filter, around);
    if (rules.length > 0) ports.push({ first: 0, last: 0, rules: sortRules(rules) });
    return rules;
  });
  if (wide.some(({ deny, remotes }) => deny && remotes === undefined)) return ports;
  const open = wide.some(({ deny, remotes }) => !deny && remotes === undefined);
  for (const filter of filters) {
    if (!isTcp(filter.ports)) continue;
    const { name, protocol, endPort } = filter.ports;
    const port = name === '' ? filter.ports.port : (portsNamed(around.names(ingress), name, protocol)[0] ?? 0);
    if (port === 0) continue;
    const rules: EnvoyRule[] = [];
    for (const { selector, rule } of filter.rules.values()) {
      const made = ruleOf(selector, rule, filter.tier, around, does);
      if (made !== undefined) rules.push(made);
    }
    if (rules.length === 0) continue;
    const last = endPort === 0 ? port : endPort;
    const shut = rules.find(({ deny, remotes }) => deny && remotes === undefined);
    if (shut !== undefined) ports.push({ first: port, last, rules: [shut] });
    else if (!rules.every(ends)) ports.push({ first: port, last, rules: sortRules(rules) });
    else if (!open) ports.push({ first: port, last, rules: rules.some(isPlain) ? [] : sortRules(rules) });
  }
  return ports;
}

/** Rules of all ports: who is denied, who is allowed. */
function allPortRules({ rules }: Filter, around: Surroundings): EnvoyRule[] {
  const all = [...rules.values()];
  const plain = (deny: boolean, remotes?: readonly number[]): EnvoyRule => ({
    ...{ deny, precedence: 0, serverNames: [], http: [] },
    ...(remotes === undefined ? {} : { remotes }),
  });
  const of = (deny: boolean) => all.filter(({ rule }) => (rule?.deny ?? false) === deny);
  if (of(true).some(({ selector }) => selector.wildcard)) return [plain(true)];
  const numbers = (deny: boolean) =>
    [...new Set(of(deny).flatMap(({ selector }) => around.selected(selector)))].sort((a, b) => a - b);
  const [denied, allowed] = [numbers(true), numbers(false)];
  const open = of(false).some(({ selector }) => selector.wildcard);
  return [
    ...(denied.length > 0 ? [plain(true, denied)] : []),
    ...(open ? [plain(false)] : allowed.length > 0 ? [plain(false, allowed)] : []),
  ];
}

/** From 1.20 on: by precedence, and the tier behind only where the one before leaves something open. */
function inTier(
  filters: readonly Filter[],
  tier: 0 | 1,
  _tiers: readonly number[],
  around: Surroundings,
  ingress: boolean,
  does: AgentFeatures,
): EnvoyPorts[] {
  if (tier === 1 && filters.some((each) => each.tier === 0 && closes(each))) return [];
  const here = filters.filter((filter) => filter.tier === tier && isTcp(filter.ports));
  const ports: EnvoyPorts[] = [];
  let top = 0;
  for (const filter of here.filter(({ ports: each }) => isAllPorts(each))) {
    const made = wideRules(filter, around, does);
    top = Math.max(top, made.top);
    if (made.rules.length > 0) ports.push({ first: 0, last: 0, rules: sortRules(made.rules) });
  }
  const byPort = new Map<string, { first: number; last: number; rules: EnvoyRule[] }>();
  const push = (first: number, end: number, rule: EnvoyRule) => {
    const key = `${first}-${end}`;
    const at = byPort.get(key) ?? { first, last: end === 0 ? first : end, rules: [] };
    at.rules.push(rule);
    byPort.set(key, at);
  };
  for (const filter of here) {
    const { name, protocol, endPort } = filter.ports;
    for (const { selector, rule } of filter.rules.values()) {
      const precedence = precedenceOf(rule, tier);
      if (precedence < top || (isDeny(top) && precedence === top)) continue;
      const made = ruleOf(selector, rule, tier, around, does);
      if (made === undefined) continue;
      if (name === '') {
        if (filter.ports.port !== 0) push(filter.ports.port, endPort, made);
      } else if (ingress) {
        const own = portsNamed(around.names(true), name, protocol)[0];
        if (own !== undefined) push(own, endPort, made);
      } else {
        for (const [port, remotes] of around.namedRemotes(name, protocol, selector))
          push(port, endPort, { ...made, remotes });
      }
    }
  }
  const order = [...byPort.values()].sort((a, b) => a.first - b.first || a.last - b.last);
  for (const each of order) ports.push({ first: each.first, last: each.last, rules: sortRules(pruned(each.rules)) });
  return ports;
}

const isDeny = (precedence: number) => precedence % TIER === 255;

/** A rule for everybody on all ports leaves nothing to the tier behind. */
function closes({ ports, rules }: Filter): boolean {
  return isTcp(ports) && isAllPorts(ports) && [...rules.values()].some(({ selector }) => selector.wildcard);
}

function wideRules(filter: Filter, around: Surroundings, does: AgentFeatures): { rules: EnvoyRule[]; top: number } {
  const rules: EnvoyRule[] = [];
  let top = 0;
  for (const { selector, rule } of filter.rules.values()) {
    if (!selector.wildcard) continue;
    const made = ruleOf(selector, rule, filter.tier, around, does)!;
    rules.push(made);
    // A redirect may restrict, so it suppresses what is lower than any allow only.
    top = rule !== undefined && rule.parser !== '' ? Math.floor(made.precedence / TIER) * TIER : made.precedence;
  }
  for (const { selector, rule } of filter.rules.values()) {
    if (selector.wildcard) continue;
    const made = ruleOf(selector, rule, filter.tier, around, does);
    if (made !== undefined && made.precedence > top) rules.push(made);
  }
  return { rules, top };
}

/** What a rule for everybody on the port makes superfluous is left out. */
function pruned(rules: readonly EnvoyRule[]): EnvoyRule[] {
  const highest = (found: readonly EnvoyRule[]) =>
    found.reduce<EnvoyRule | undefined>(
      (best, rule) => (rule.precedence > (best?.precedence ?? -1) ? rule : best),
      undefined,
    );
  const shut = highest(rules.filter(({ deny, remotes }) => deny && remotes === undefined));
  const open = highest(rules.filter(isPlain));
  if (shut === undefined && open === undefined) return [...rules];
  const holds = new Set(rules.filter((rule) => !ends(rule)).map(({ precedence }) => precedence));
  return rules.filter((rule) => {
    if (shut !== undefined && rule !== shut && rule.precedence <= shut.precedence) return false;
    if (open === undefined || rule === open) return true;
    if (rule.precedence < open.precedence) return false;
    return rule.precedence !== open.precedence || holds.has(rule.precedence);
  });
}

function sortRules(rules: readonly EnvoyRule[]): EnvoyRule[] {
  return [...rules].sort(compareRules);
}

/** The agent's order. Source: pkg/envoy/policy/sort.go. */
function compareRules(a: EnvoyRule, b: EnvoyRule): number {
  if (a.precedence !== b.precedence) return b.precedence - a.precedence;
  if (a.http.length !== b.http.length) return a.http.length - b.http.length;
  for (let index = 0; index < a.http.length; index++) {
    const order = compareHttpRules(a.http[index]!, b.http[index]!);
    if (order !== 0) return order;
  }
  const [left, right] = [a.remotes ?? [], b.remotes ?? []];
  if (left.length !== right.length) return left.length - right.length;
  for (let index = 0; index < left.length; index++)
    if (left[index] !== right[index]) return left[index]! - right[index]!;
  return 0;
}

function sortPorts(ports: readonly EnvoyPorts[]): EnvoyPorts[] {
  return [...ports].sort((a, b) => {
    if (a.first !== b.first) return a.first - b.first;
    if (a.rules.length !== b.rules.length) return a.rules.length - b.rules.length;
    for (let index = 0; index < a.rules.length; index++) {
      const order = compareRules(a.rules[index]!, b.rules[index]!);
      if (order !== 0) return order;
    }
    return 0;
  });
}
