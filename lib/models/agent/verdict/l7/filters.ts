// The rules of an endpoint in one direction by port: one filter for each port, range or name and protocol, with a rule for each selector.
import { AgentFeatures } from '../../minors';
import { Entry, PortEntry, PortRule } from '../entry';
import { Identity } from '../identity';
import { ALL_PORTS } from '../port-entries';
import { EVERYBODY, reservedSelector, Selector, selects } from '../selector';
import { SubjectPolicy } from '../subject';
import { merged, SelectorRule, selectorRule } from './rule-of-selector';

/** One filter. @internal */
export interface Filter {
  readonly ports: PortEntry;
  /** 1 for what is allowed without a rule, behind all rules. */
  readonly tier: 0 | 1;
  /** By key of the selector. */
  readonly rules: Map<string, { readonly selector: Selector; readonly rule?: SelectorRule }>;
}

const HOST = reservedSelector('host');
const NOBODY = reservedSelector('none');
/** The order in which the engine takes rules. Source: pkg/policy/rules.go, sort; kinds as in pkg/ipcache/types. */
const KIND_ORDER: Readonly<Record<string, string>> = {
  CiliumNetworkPolicy: 'cnp',
  CiliumClusterwideNetworkPolicy: 'ccnp',
  NetworkPolicy: 'netpol',
};

/** The filters of an endpoint; `host` is the node it runs on. @throws MergeConflict @internal */
export function filtersOf(policy: SubjectPolicy, host: Identity, does: AgentFeatures): Filter[] {
  const isHost = (selector: Selector) => selects(selector, host, does);
  const filters = new Map<string, Filter>();
  const openByDefault = !policy.defaultDeny;
  for (const entry of ordered(policy.entries)) {
    if (entry.peers === undefined) continue;
    if (entry.ports.length === 0 && entry.peers.length > 0)
      add(filters, does, policy, isHost, entry, { ports: [ALL_PORTS] }, ALL_PORTS, openByDefault);
    for (const rule of entry.ports)
      for (const port of rule.ports) add(filters, does, policy, isHost, entry, rule, port, openByDefault);
  }
  if (policy.open !== undefined && policy.entries.length > 0) allow(filters, EVERYBODY, does);
  if (policy.localHost && does.tiers && policy.entries.length > 0) allow(filters, HOST, does);
  const made = [...filters.values()];
  if (does.hostBesideRules && policy.ingress && policy.localHost) for (const filter of made) addHost(filter, isHost);
  return made;
}

function ordered(entries: readonly Entry[]): Entry[] {
  const keys = new Map<Entry, string>();
  for (const entry of entries) {
    const { kind, namespace, name } = entry.origin;
    keys.set(entry, `${KIND_ORDER[kind] ?? kind}/${namespace ?? ''}/${name}`);
  }
  // Rules of one resource keep their order.
  return [...entries].sort((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : keys.get(a)! > keys.get(b)! ? 1 : 0));
}

function filterAt(filters: Map<string, Filter>, ports: PortEntry, tier: 0 | 1): Filter {
  const { protocol, port, endPort, name } = ports;
  const key = `${tier}/${protocol}/${name === '' ? `${port}-${endPort}` : name}`;
  let filter = filters.get(key);
  if (filter === undefined) {
    filter = { ports, tier, rules: new Map() };
    filters.set(key, filter);
  }
  return filter;
}

function put(filter: Filter, selector: Selector, rule: SelectorRule | undefined, does: AgentFeatures): void {
  const before = filter.rules.get(selector.key);
  if (before !== undefined && selector.key === NOBODY.key) return;
  const now = before === undefined ? rule : merged(before.rule, rule, does);
  filter.rules.set(selector.key, { selector, ...(now === undefined ? {} : { rule: now }) });
}

function allow(filters: Map<string, Filter>, selector: Selector, does: AgentFeatures): void {
  put(filterAt(filters, ALL_PORTS, does.tiers ? 1 : 0), selector, undefined, does);
}

function add(
  filters: Map<string, Filter>,
  does: AgentFeatures,
  policy: SubjectPolicy,
  isHost: (selector: Selector) => boolean,
  entry: Entry,
  { contents }: PortRule,
  ports: PortEntry,
  openByDefault: boolean,
): void {
  const rule = selectorRule(contents, ports.protocol, entry.deny, entry.authentication, openByDefault);
  const selectors = selectorsOf(entry, does);
  const filter = filterAt(filters, ports, 0);
  // Each selector once, however often it is written.
  for (const selector of new Map(selectors.map((each) => [each.key, each])).values()) put(filter, selector, rule, does);
  if (!does.hostBesideRule || !policy.ingress || !policy.localHost || rule === undefined || rule.parser === '') return;
  if (selectors.some((each) => each.key === HOST.key)) return;
  if (selectors.some(isHost)) put(filter, HOST, undefined, does);
}

function selectorsOf({ peers }: Entry, does: AgentFeatures): readonly Selector[] {
  if (peers === undefined || peers.length === 0) return [EVERYBODY];
  if (does.wildcardAlone && peers.some(({ wildcard }) => wildcard)) return [EVERYBODY];
  return does.namesBringNobody && peers.some(({ name }) => name !== undefined) ? [NOBODY, ...peers] : peers;
}

function addHost(filter: Filter, isHost: (selector: Selector) => boolean): void {
  if (filter.rules.has(HOST.key)) return;
  for (const { selector, rule } of filter.rules.values())
    if (rule !== undefined && rule.parser !== '' && isHost(selector)) {
      filter.rules.set(HOST.key, { selector: HOST });
      return;
    }
}
