// Addresses and names of peers: V21 and V22.
import { isMap, PlainMap } from '../../manifest';
import { Cidr, ValueError } from '../../net';
import { contains, NetipPrefix, parsePrefix } from '../../net/netip';
import { Agent } from './agent';
import { Selects } from './label-keys';
import { eachMap, eachText, textOr } from './lists';
import { Memory } from './memory';
import { familyOf, hasZone, isConvertible } from './netip';
import { Place } from './problem';
import { checkSelector, isNegative } from './selectors';

/** Longest DNS pattern. Source: pkg/fqdn/matchpattern (1.19), and the CRD for names too. */
const LONGEST = 255;

/** Checks fromCIDR or toCIDR: addresses or prefixes. @internal */
export function checkCidrs(agent: Agent, list: Place, values: unknown, converted: boolean): void {
  eachText(values, (text, index) => {
    const family = familyOf(text);
    if (family !== 0) agent.schema('cidr', list.at(index), 'cidr-without-prefix', { text, family });
    else if (parsePrefix(text) !== undefined) checkHostBits(agent, list.at(index), text);
    else if (!hasZone(text)) refuseCidr(agent, list.at(index), text);
    else if (agent.does.convertsAddresses && converted)
      agent.agent('cidr', list.at(index), 'cidr-zone-panic', { text });
    else agent.schema('cidr', list.at(index), 'cidr-zone', { text });
  });
}

/** Checks fromCIDRSet or toCIDRSet; `denies` where the rule does. @internal */
export function checkCidrSets(agent: Agent, list: Place, values: unknown, converted: boolean, denies: boolean): void {
  eachMap(values, (item, index) => {
    const place = list.at(index);
    const { cidr, cidrGroupRef, cidrGroupSelector } = item;
    const selects = cidrGroupSelector !== undefined && (cidrGroupSelector !== null || agent.does.nullGroupSelector);
    const given = [
      ...(textOr(cidr) === '' ? [] : ['cidr']),
      ...(textOr(cidrGroupRef) === '' ? [] : ['cidrGroupRef']),
      ...(selects ? ['cidrGroupSelector'] : []),
    ];
    if (given.length !== 1) agent.agent('cidr', place, 'entry-sources', { given });
    const isGroup = selects || textOr(cidrGroupRef) !== '';
    const prefix = textOr(cidr) === '' ? undefined : checkPrefix(agent, place.at('cidr'), cidr as string);
    if (Array.isArray(item.except))
      checkExcept(agent, place.at('except'), item.except, prefix, textOr(cidr), isGroup, converted);
    if (isMap(cidrGroupSelector)) checkGroupSelector(agent, place.at('cidrGroupSelector'), cidrGroupSelector, denies);
    if (textOr(cidrGroupRef) !== '' && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(textOr(cidrGroupRef)))
      agent.schema('cidr', place, 'group-name', { group: textOr(cidrGroupRef) });
  });
}

function checkExcept(
  agent: Agent,
  list: Place,
  values: unknown[],
  around: NetipPrefix | undefined,
  cidr: string,
  isGroup: boolean,
  converted: boolean,
): void {
  eachText(values, (text, index) => {
    const place = list.at(index);
    const hole = PREFIXES.ask(text);
    if (isGroup) {
      // Beside a group nobody validates it; turned into a selector, it must be an address or a prefix.
      if (isConvertible(text)) return;
      if (agent.does.convertsAddresses && converted) agent.agent('cidr', place, 'exception-beside-group', { text });
      else agent.meaning('cidr', place, 'exception-cidr', { text });
      return;
    }
    if (hole === null) return refuseCidr(agent, place, text);
    checkHostBits(agent, place, text);
    if (around === undefined) return;
    if (!contains(around, hole)) agent.agent('cidr', place, 'exception-outside', { text, cidr });
    else if (hole.bits < around.bits && agent.does.exceptLength)
      agent.agent('cidr', place, 'exception-wider', { text, cidr });
    else if (hole.bits <= around.bits) agent.meaning('cidr', place, 'exception-takes-all', { text, cidr });
  });
}

function checkGroupSelector(agent: Agent, place: Place, selector: PlainMap, denies: boolean): void {
  const requirements = checkSelector(agent, place, selector, Selects.GROUPS);
  if (requirements.length === 0) agent[denies ? 'meaning' : 'open']('group-selector', place, 'group-everybody');
  else if (requirements.every(isNegative)) {
    agent[agent.does.groupsMatchPods && !denies ? 'open' : 'meaning']('group-selector', place, 'group-negative', {
      matchesPods: agent.does.groupsMatchPods,
    });
  }
}

/** Reads a prefix; host bits are taken by Go and refused by the rest of this library. @internal */
export function checkPrefix(agent: Agent, place: Place, text: string): NetipPrefix | undefined {
  const prefix = PREFIXES.ask(text);
  if (prefix === null) refuseCidr(agent, place, text);
  else checkHostBits(agent, place, text);
  return prefix ?? undefined;
}

const PREFIXES = new Memory((text: string) => parsePrefix(text) ?? null);

function checkHostBits(agent: Agent, place: Place, text: string): void {
  const problem = COMPLAINTS.ask(text);
  if (problem !== null) agent.meaning('cidr', place, 'cidr-value', { said: problem.problem, instead: problem.repair });
}

function refuseCidr(agent: Agent, place: Place, text: string): void {
  agent.agent('cidr', place, 'cidr', { text, instead: COMPLAINTS.ask(text)?.repair });
}

/** What the rest of this library says to a prefix, or null; the same few stand in many policies. */
const COMPLAINTS = new Memory((text: string): ValueError | null => {
  try {
    Cidr.of(text);
    return null;
  } catch (error) {
    if (error instanceof ValueError) return error;
    throw error;
  }
});

/** Checks entries with matchName or matchPattern: toFQDNs, or the DNS rules of a port. @internal */
export function checkNames(agent: Agent, list: Place, values: unknown, asPeers: boolean): void {
  eachMap(values, (item, index) => {
    const name = textOr(item.matchName);
    const pattern = textOr(item.matchPattern);
    // The agent looks at it in toFQDNs only, the schema everywhere.
    if (name !== '' && pattern !== '')
      agent[asPeers ? 'agent' : 'schema']('dns-name', list.at(index), 'name-and-pattern');
    if (name === '' && pattern === '') agent.schema('dns-name', list.at(index), 'name-missing');
    if (name !== '') checkName(agent, list, index, name);
    if (pattern !== '') checkPattern(agent, list, index, pattern);
  });
}

function checkName(agent: Agent, list: Place, index: number, text: string): void {
  if (/[^-a-zA-Z0-9_.]/.test(text))
    agent.agent('dns-name', list.at(index), 'dns-name', { text, pattern: text.includes('*') });
  else if (text.length > LONGEST)
    agent.schema('dns-name', list.at(index), 'dns-name-length', { text, longest: LONGEST });
  else checkDots(agent, list, index, text);
}

function checkPattern(agent: Agent, list: Place, index: number, text: string): void {
  if (/[^-a-zA-Z0-9_.*]/.test(text)) agent.agent('dns-name', list.at(index), 'dns-pattern', { text });
  else if (text.length > LONGEST)
    agent[agent.does.patternLength ? 'agent' : 'schema']('dns-name', list.at(index), 'dns-pattern-length', {
      text,
      longest: LONGEST,
    });
  else {
    checkDots(agent, list, index, text);
    if (/^\*\*+\./.test(text) && !agent.does.subdomainPattern)
      agent.meaning('dns-name', list.at(index), 'one-label-pattern', { text });
  }
}

function checkDots(agent: Agent, list: Place, index: number, text: string): void {
  if (/^\.|\.\./.test(text)) agent.schema('dns-name', list.at(index), 'empty-label', { text });
}
