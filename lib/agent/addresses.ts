// Addresses and names of peers: V21 and V22.
import { isIP } from 'node:net';
import { isMap, PlainMap } from '../manifest';
import { Cidr, IpAddress, ValueError } from '../net';
import { checkSelector, Selects } from './selectors';
import { Problems } from './problem';
import { mapsOf, step, textsOf } from './shape';

/** Longest DNS pattern. Source: pkg/fqdn/matchpattern (1.19), and the CRD for names too. */
const LONGEST = 255;

interface Prefix {
  readonly text: string;
  readonly bits: number;
  readonly cidr?: Cidr;
}

/** Checks fromCIDR or toCIDR. @internal */
export function checkCidrs(problems: Problems, at: string, list: unknown): void {
  for (const [index, text] of textsOf(list)) {
    const where = step(at, index);
    if (isIP(text) !== 0 && !text.includes('%'))
      problems.schema('cidr', where, `"${text}" without prefix length, which the API server refuses`, `did you mean "${text}/${isIP(text) === 4 ? 32 : 128}"?`);
    else readPrefix(problems, where, text);
  }
}

/** Checks fromCIDRSet or toCIDRSet. @internal */
export function checkCidrSets(problems: Problems, at: string, list: unknown): void {
  for (const [index, item] of mapsOf(list)) {
    const where = step(at, index);
    const given = ['cidr', 'cidrGroupRef', 'cidrGroupSelector'].filter(
      (field) => item[field] !== undefined && (field === 'cidrGroupSelector' || (item[field] !== null && item[field] !== '')),
    );
    if (given.length !== 1)
      problems.agent(
        'cidr',
        where,
        given.length === 0 ? 'an entry without addresses' : `${given.join(' and ')} in one entry`,
        'write one of cidr, cidrGroupRef, cidrGroupSelector in each entry',
      );
    const cidr = typeof item.cidr === 'string' && item.cidr !== '' ? readPrefix(problems, step(where, 'cidr'), item.cidr) : undefined;
    for (const [place, text] of textsOf(item.except)) {
      const spot = step(step(where, 'except'), place);
      const hole = readPrefix(problems, spot, text);
      if (hole?.cidr === undefined || cidr?.cidr === undefined) continue;
      if (!cidr.cidr.range.covers(hole.cidr.range))
        problems.agent('cidr', spot, `exception ${text} does not lie in ${cidr.text}`, 'write networks inside of it');
      else if (hole.bits === cidr.bits)
        problems.meaning('cidr', spot, `exception ${text} takes all of ${cidr.text} away`, 'write smaller networks, or leave the entry out');
    }
    if (isMap(item.cidrGroupSelector)) checkGroupSelector(problems, step(where, 'cidrGroupSelector'), item.cidrGroupSelector);
    if (typeof item.cidrGroupRef === 'string' && item.cidrGroupRef !== '' && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(item.cidrGroupRef)) {
      problems.schema('cidr', where, `not a name for a CiliumCIDRGroup: "${item.cidrGroupRef}"`, 'write lower-case letters, digits, "-" and "."');
    }
  }
}

function checkGroupSelector(problems: Problems, at: string, selector: PlainMap): void {
  checkSelector(problems, at, selector, Selects.GROUPS);
  const labels = isMap(selector.matchLabels) ? Object.keys(selector.matchLabels).length : 0;
  const expressions = mapsOf(selector.matchExpressions).map(([, expression]) => expression.operator);
  if (labels + expressions.length === 0)
    problems.meaning(
      'cidr',
      at,
      'an empty cidrGroupSelector means everybody: pods, nodes and all addresses',
      'name a label of the groups, or write { key, operator: Exists }',
    );
  else if (labels === 0 && expressions.every((operator) => operator === 'NotIn' || operator === 'DoesNotExist')) {
    problems.meaning(
      'cidr',
      at,
      'a cidrGroupSelector that only says what is not: it matches addresses of no group too, and pods and nodes up to Cilium 1.19',
      'add a label that the groups have, or an Exists expression',
    );
  }
}

/** Reads a prefix as Go does; host bits are taken there and refused by the rest of this library. */
function readPrefix(problems: Problems, at: string, text: string): Prefix | undefined {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const family = match === null || match[1]!.includes('%') ? 0 : isIP(match[1]!);
  const bits = Number(match?.[2]);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) {
    const problem = repair(() => Cidr.of(text));
    problems.agent('cidr', at, `not a CIDR: "${text}"`, problem?.repair ?? 'write network and prefix length, such as "10.0.0.0/8"');
    return undefined;
  }
  const problem = repair(() => Cidr.of(text));
  if (problem !== undefined) problems.meaning('cidr', at, problem.problem, problem.repair);
  return { text, bits, cidr: masked(match![1]!, bits) };
}

/** The network around an address; undefined for IPv4 mapped into IPv6. */
function masked(address: string, bits: number): Cidr | undefined {
  try {
    const ip = IpAddress.of(address);
    const host = BigInt(ip.bits - bits);
    return Cidr.of(`${IpAddress._fromNumber(ip.family, (ip._value >> host) << host).toString()}/${bits}`);
  } catch {
    return undefined;
  }
}

function repair(read: () => unknown): ValueError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ValueError) return error;
    throw error;
  }
}

/** Checks entries with matchName or matchPattern: toFQDNs, or the DNS rules of a port. @internal */
export function checkNames(problems: Problems, at: string, list: unknown, asPeers: boolean): void {
  for (const [index, item] of mapsOf(list)) {
    const where = step(at, index);
    const name = typeof item.matchName === 'string' ? item.matchName : '';
    const pattern = typeof item.matchPattern === 'string' ? item.matchPattern : '';
    // The agent looks at it in toFQDNs only, the schema everywhere.
    if (name !== '' && pattern !== '')
      problems[asPeers ? 'agent' : 'schema']('dns-name', where, 'matchName and matchPattern in one entry', 'write two entries');
    if (name === '' && pattern === '') problems.schema('dns-name', where, 'an entry without name', 'write matchName or matchPattern');
    checkText(problems, where, 'name', name, /[^-a-zA-Z0-9_.]/);
    checkText(problems, where, 'pattern', pattern, /[^-a-zA-Z0-9_.*]/);
  }
}

function checkText(problems: Problems, at: string, what: string, text: string, bad: RegExp): void {
  if (text === '') return;
  if (bad.test(text))
    problems.agent(
      'dns-name',
      at,
      `not a DNS ${what}: "${text}"`,
      `write letters, digits, "-", "_" and "."${what === 'pattern' ? ', and "*"' : text.includes('*') ? '; a name with "*" goes to matchPattern' : ''}`,
    );
  else if (text.length > LONGEST && what === 'pattern')
    problems.agent('dns-name', at, `a DNS pattern of ${text.length} characters`, `write at most ${LONGEST}`);
  else if (text.length > LONGEST) problems.schema('dns-name', at, `a DNS name of ${text.length} characters`, `write at most ${LONGEST}`);
  else if (/^\.|\.\./.test(text)) problems.schema('dns-name', at, `an empty label in "${text}"`, 'write one dot between labels');
}
