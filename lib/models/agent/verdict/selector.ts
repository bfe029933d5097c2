// Selectors as the engine holds them: of labels, of addresses, of groups of addresses, of names. Labels are asked as Kubernetes asks them; but a key
// names a source too (`k8s:app`, `any:app`), so an identity has no plain map of labels, and the last of two spellings of one key counts.
import { PlainMap } from '../../../manifest';
import { meets } from '../../kubernetes/label-selector';
import { Memory } from '../memory';
import { AgentFeatures } from '../minors';
import { Place } from '../problem';
import { requirementsOf } from '../selectors';
import { contains, covers, networkText, PrefixValue, readNetwork } from './addresses';
import { DnsMatch, matchesResolved } from './dns-pattern';
import { Identity } from './identity';
import { GROUP_NAME_LABEL } from './keys';

/** One condition on the labels of an identity. @internal */
export interface Ask {
  /** `any` for whatever source. */
  readonly source: string;
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** A condition on the address of an identity. @internal */
export interface PrefixAsk {
  readonly prefix: PrefixValue;
  /** False for an exception. */
  readonly inside: boolean;
  /** The same in the key of a selector. */
  readonly text: string;
}

/** Who is meant. Equal keys are one selector to the engine. @internal */
export interface Selector {
  readonly key: string;
  /** Selects everybody. */
  readonly wildcard: boolean;
  readonly asks: readonly Ask[];
  readonly prefixes: readonly PrefixAsk[];
  /** Only what is outside of the cluster, whatever the labels. */
  readonly worldOnly: boolean;
  /** Of toFQDNs: who has a name like this. */
  readonly name?: DnsMatch;
}

const NO_ASKS: readonly Ask[] = [];
const NO_PREFIXES: readonly PrefixAsk[] = [];
const NOWHERE = new Place('');

/** Selects everybody. @internal */
export const EVERYBODY: Selector = {
  key: '*',
  wildcard: true,
  asks: NO_ASKS,
  prefixes: NO_PREFIXES,
  worldOnly: false,
};

/** Source and key as the agent splits them; `$name` is short for reserved, and what has no source gets `source`. */
export function splitKey(text: string, source: string): { source: string; key: string } {
  if (text.startsWith('$')) return { source: 'reserved', key: text.slice(1) };
  const colon = text.indexOf(':');
  const given = colon < 0 ? '' : text.slice(0, colon);
  return { source: given === '' ? source : given, key: colon < 0 ? text : text.slice(colon + 1) };
}

/** A selector of labels while it is put together. @internal */
export class SelectorDraft {
  private readonly labels = new Map<string, Ask>();
  private readonly expressions: Ask[] = [];

  /**
   * Adds what a selector of a manifest asks for.
   *
   * @param source of keys that name none
   * @param prefix put before each key
   * @param anyCase the decoder takes field names in any case
   */
  public read(selector: unknown, source: string, anyCase: boolean, prefix = ''): this {
    const map = selector !== null && typeof selector === 'object' ? (selector as PlainMap) : {};
    for (const { key: text, operator, label, values } of requirementsOf(NOWHERE, map, anyCase)) {
      const { source: from, key } = splitKey(prefix + text, source);
      const texts = values.map((value) => (typeof value === 'string' ? value : ''));
      const ask: Ask = { source: from, key, operator: operator as Ask['operator'], values: texts };
      // Two spellings of one key are one key; which value the agent keeps is chance, here it is the last.
      if (label) this.labels.set(`${from}:${key}`, ask);
      else this.expressions.push(ask);
    }
    return this;
  }

  public has(source: string, key: string): boolean {
    return this.some((ask) => ask.source === source && ask.key === key);
  }

  public hasSource(source: string): boolean {
    return this.some((ask) => ask.source === source);
  }

  public hasPrefix(source: string, prefix: string): boolean {
    return this.some((ask) => ask.source === source && ask.key.startsWith(prefix));
  }

  private some(isMeant: (ask: Ask) => boolean): boolean {
    for (const ask of this.labels.values()) if (isMeant(ask)) return true;
    return this.expressions.some(isMeant);
  }

  /** Adds a label, in place of one with the same key and source. */
  public match(source: string, key: string, value: string): this {
    for (const [at, ask] of this.labels) if (ask.source === source && ask.key === key) this.labels.delete(at);
    this.labels.set(`${source}:${key}`, { source, key, operator: 'In', values: [value] });
    return this;
  }

  public exists(source: string, key: string): this {
    this.expressions.push({ source, key, operator: 'Exists', values: [] });
    return this;
  }

  public add(asks: readonly Ask[]): this {
    this.expressions.push(...asks);
    return this;
  }

  public all(): Ask[] {
    return [...this.labels.values(), ...this.expressions];
  }

  public selector(): Selector {
    const asks = this.all();
    return asks.length === 0 ? EVERYBODY : labelSelector(asks);
  }
}

/** A selector of labels. @internal */
export function labelSelector(
  asks: readonly Ask[],
  worldOnly = false,
  prefixes: readonly PrefixAsk[] = NO_PREFIXES,
): Selector {
  const labels = asks
    .map(({ source, key, operator, values }) => `${source}:${key} ${operator} ${values.join(',')}`)
    .sort();
  for (const { text } of prefixes) labels.push(text);
  if (worldOnly) labels.push('world only');
  return { key: labels.join(';'), wildcard: false, asks, prefixes, worldOnly };
}

const RESERVED = new Memory((label: string) =>
  labelSelector([{ source: 'reserved', key: label, operator: 'In', values: [''] }]),
);

/** A selector of one reserved label. @internal */
export function reservedSelector(label: string): Selector {
  return RESERVED.ask(label);
}

/** A selector of toFQDNs. @internal */
export function nameSelector(name: DnsMatch): Selector {
  const key = `fqdn ${name.name} ${name.pattern}`;
  return { key, wildcard: false, asks: NO_ASKS, prefixes: NO_PREFIXES, worldOnly: false, name };
}

/** The label of everything outside, of a family on dual stack. @internal */
export function worldLabel(family: number, dualStack: boolean): string {
  if (dualStack) return family === 4 ? 'world-ipv4' : 'world-ipv6';
  return family === 4 ? 'world' : 'world-ipv6';
}

function worldAsk(label: string, exists: boolean): Ask {
  return { source: 'reserved', key: label, operator: exists ? 'Exists' : 'DoesNotExist', values: [] };
}

/** Conditions on addresses by the text of a network, null for what is none. */
const INSIDE = new Memory((text) => prefixAsk(text, true));
const OUTSIDE = new Memory((text) => prefixAsk(text, false));

function prefixAsk(network: string, inside: boolean): PrefixAsk | null {
  const prefix = readNetwork(network);
  if (prefix === undefined) return null;
  return { prefix, inside, text: `${inside ? '' : '!'}${networkText(prefix)}/${prefix.bits}` };
}

/**
 * A selector of addresses. No network at all is the label of everything outside.
 *
 * @param excepts texts of networks that are left out
 * @param world label of what lies outside in the family of a network
 * @internal
 */
export function addressSelector(
  text: string,
  excepts: readonly string[],
  world: (family: number) => string,
): Selector | undefined {
  const network = INSIDE.ask(text);
  if (network === null) return undefined;
  const { family, bits } = network.prefix;
  const { asks, prefixes } = exceptions(excepts, world);
  if (bits === 0) return labelSelector([worldAsk(world(family), true), ...asks], false, prefixes);
  return labelSelector(asks, false, [network, ...prefixes]);
}

/** A selector of the group of that name. @internal */
export function groupSelector(name: string, excepts: readonly string[], world: (family: number) => string): Selector {
  const { asks, prefixes } = exceptions(excepts, world);
  const group: Ask = { source: 'cidrgroup', key: `${GROUP_NAME_LABEL}/${name}`, operator: 'Exists', values: [] };
  return labelSelector([group, ...asks], false, prefixes);
}

/** A selector of groups by their labels. @internal */
export function groupLabelSelector(
  selector: unknown,
  excepts: readonly string[],
  world: (family: number) => string,
  does: AgentFeatures,
): Selector {
  const draft = new SelectorDraft().read(selector, 'cidrgroup', does.nullGroupSelector);
  const { asks, prefixes } = exceptions(excepts, world);
  const wanted = does.groupValues ? draft.all().flatMap(withValues) : draft.all();
  // Without any condition it has the key of the selector of everybody, and the engine keeps one selector for a key.
  if (wanted.length + asks.length + prefixes.length === 0) return EVERYBODY;
  return labelSelector([...wanted, ...asks], does.groupsOutsideOnly, prefixes);
}

/** A label of a group stands once more with its value in the key, so that several groups can lie around one address. */
function withValues(ask: Ask): Ask[] {
  if (ask.operator === 'NotIn')
    return ask.values.map((value) => ({
      ...ask,
      key: groupValueKey(ask.key, value),
      operator: 'DoesNotExist',
      values: [],
    }));
  if (ask.operator !== 'In') return [ask];
  // The alternatives stay one condition.
  return [{ ...ask, values: ask.values.map((value) => groupValueKey(ask.key, value)), source: GROUP_VALUES }];
}

/** Source of a condition whose values are keys, one of which must be there. */
const GROUP_VALUES = 'cidrgroup value';

/** Key of the label of a group that holds its value. Source: pkg/labels, EncodedCIDRGroupLabel. @internal */
export function groupValueKey(key: string, value: string): string {
  return `${key}+${value}`;
}

function exceptions(
  texts: readonly string[],
  world: (family: number) => string,
): { asks: Ask[]; prefixes: PrefixAsk[] } {
  const asks: Ask[] = [];
  const prefixes: PrefixAsk[] = [];
  for (const text of texts) {
    const network = OUTSIDE.ask(text);
    if (network === null) continue;
    if (network.prefix.bits === 0) asks.push(worldAsk(world(network.prefix.family), false));
    else prefixes.push(network);
  }
  return { asks, prefixes };
}

/** Prefixes that a selector names: the agent knows an identity for each. @internal */
export function prefixesOf(selector: Selector): PrefixValue[] {
  return selector.prefixes.map(({ prefix }) => prefix);
}

/** True if the selector selects the identity. @internal */
export function selects(selector: Selector, identity: Identity, does: AgentFeatures): boolean {
  if (selector.wildcard) return true;
  if (selector.name !== undefined) {
    const { name } = selector;
    return identity.names.some((known) => matchesResolved(name, known, does));
  }
  if (selector.worldOnly && !identity.world) return false;
  for (const { prefix, inside } of selector.prefixes)
    if ((identity.address !== undefined && contains(prefix, identity.address)) !== inside) return false;
  for (const ask of selector.asks) if (!isMet(ask, identity)) return false;
  return true;
}

function isMet({ source, key, operator, values }: Ask, identity: Identity): boolean {
  if (source === GROUP_VALUES) return values.some((value) => identity.labels.get(value)?.source === 'cidrgroup');
  const label = identity.labels.get(key);
  let value = label !== undefined && (source === 'any' || source === label.source) ? label.value : undefined;
  if (source === 'cidr' && identity.prefix !== undefined) {
    const wanted = readNetwork(key.replace(/-/g, ':'));
    if (wanted !== undefined && covers(wanted, identity.prefix)) value = '';
  }
  return meets(operator, values, value);
}
