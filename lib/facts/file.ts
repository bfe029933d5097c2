// The file of facts: YAML under a name that no GitOps engine reads, written by synth, or by hand.
import { isMap, nearest, PlainMap, toYaml } from '../manifest';
import { Cidr, IpAddress, ValueError } from '../net';
import { readValues, YamlError } from '../yaml';
import { ClusterFacts } from './cluster-facts';
import { FACTS_KEYS, Shape } from './shape';

/** Name of the file. Flux, Argo CD, kubectl and kustomize read `.yaml`, `.yml` and `.json` only. */
export const FACTS_FILE = 'cluster.facts';

const HEAD = [
  'Facts of the cluster that no manifest holds, for `talosnet check`. No engine reads or applies this file.',
  'Written by synth from the program; without one, write it by hand: see docs/facts.md.',
];

/** The text of the file; the same facts give the same bytes. */
export function factsText(facts: ClusterFacts): string {
  return `${HEAD.map((line) => `# ${line}\n`).join('')}\n${toYaml([factsAsWritten(facts)])}`;
}

/** The facts as the file holds them, for who asks them without the file: lists without items are left out at the top, where they say nothing. */
export function factsAsWritten(facts: ClusterFacts): ClusterFacts {
  const stated = Object.entries(facts).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return ordered(Object.fromEntries(stated), FACTS_KEYS) as ClusterFacts;
}

/**
 * Reads the text of a file of facts.
 *
 * @throws ValueError `facts/key`, `facts/value`
 */
export function readFacts(text: string): ClusterFacts {
  const documents = documentsOf(text);
  if (documents.length === 0) return {};
  if (documents.length > 1)
    throw new ValueError(
      'facts/value',
      `${documents.length} documents`,
      'write one document with the facts of one cluster',
    );
  return factsOf(documents[0]);
}

function documentsOf(text: string): unknown[] {
  try {
    return readValues(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new ValueError('facts/value', `no YAML: ${error.message}`, 'correct what stands there');
  }
}

/**
 * Holds a plain value to the shape of the facts.
 *
 * @throws ValueError `facts/key`, `facts/value`
 */
export function factsOf(content: unknown): ClusterFacts {
  if (!isMap(content))
    throw new ValueError('facts/value', 'the facts are no map', 'write keys such as nodes and links');
  checkKeys('', content, FACTS_KEYS);
  const facts = content as ClusterFacts;
  for (const key of ['nodeSubnets', 'podSubnets', 'serviceSubnets'] as const)
    for (const [index, text] of (facts[key] ?? []).entries()) parsed(`${key}[${index}]`, () => Cidr.of(text));
  for (const [index, text] of (facts.virtualIps ?? []).entries())
    parsed(`virtualIps[${index}]`, () => IpAddress.of(text));
  for (const [index, node] of (facts.nodes ?? []).entries())
    for (const text of node.addresses) parsed(`nodes[${index}].addresses`, () => IpAddress.of(text));
  const names = new Set((facts.nodes ?? []).map(({ name }) => name));
  const links = new Set((facts.links ?? []).map(({ name }) => name));
  for (const [index, link] of (facts.links ?? []).entries()) {
    for (const text of link.subnets ?? []) parsed(`links[${index}].subnets`, () => Cidr.of(text));
    for (const key of ['nodes', 'addressed'] as const)
      for (const node of link[key] ?? [])
        if (!names.has(node)) throw unknownName(`links[${index}].${key}`, node, [...names]);
    for (const member of link.members ?? [])
      if (!links.has(member)) throw unknownName(`links[${index}].members`, member, [...links]);
    if (link.parent !== undefined && !links.has(link.parent))
      throw unknownName(`links[${index}].parent`, link.parent, [...links]);
  }
  return facts;
}

function checkKeys(at: string, content: PlainMap, keys: Readonly<Record<string, Shape>>): void {
  for (const [key, value] of Object.entries(content)) {
    const shape = Object.hasOwn(keys, key) ? keys[key]! : undefined;
    const place = at === '' ? key : `${at}.${key}`;
    if (shape === undefined) {
      const near = nearest(key, Object.keys(keys));
      throw new ValueError(
        'facts/key',
        `unknown key "${place}"`,
        near === undefined ? `write one of: ${Object.keys(keys).join(', ')}` : `did you mean "${near}"?`,
      );
    }
    checkShape(place, value, shape);
  }
}

function checkShape(at: string, value: unknown, shape: Shape): void {
  const wrong = (wanted: string) =>
    new ValueError('facts/value', `${at} is ${JSON.stringify(value)}`, `write ${wanted}`);
  const listed = (item: unknown, index: number, keys: Readonly<Record<string, Shape>>, required: readonly string[]) => {
    if (!isMap(item)) throw wrong('a list of maps');
    checkKeys(`${at}[${index}]`, item, keys);
    for (const key of required)
      if (item[key] === undefined)
        throw new ValueError('facts/value', `${at}[${index}] has no ${key}`, `write ${required.join(', ')}`);
  };
  switch (shape.type) {
    case 'text':
      // A version such as 1.14 is a number to YAML.
      if (typeof value !== 'string') throw wrong(typeof value === 'number' ? `it in quotes: "${value}"` : 'text');
      return;
    case 'number':
      if (typeof value !== 'number') throw wrong('a number');
      return;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false');
      return;
    case 'word':
      if (!shape.words.includes(value as string)) throw wrong(`one of: ${shape.words.join(', ')}`);
      return;
    case 'texts':
      if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) throw wrong('a list of texts');
      return;
    case 'map':
      if (!isMap(value)) throw wrong('a map');
      checkKeys(at, value, shape.keys);
      return;
    case 'maps':
      if (!Array.isArray(value)) throw wrong('a list of maps');
      (value as unknown[]).forEach((item, index) => listed(item, index, shape.keys, shape.required ?? []));
  }
}

function parsed(at: string, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (error instanceof ValueError) throw new ValueError('facts/value', `${at}: ${error.problem}`, error.repair);
    throw error;
  }
}

function unknownName(at: string, name: string, known: readonly string[]): ValueError {
  const near = nearest(name, known);
  return new ValueError(
    'facts/value',
    `${at} names "${name}", which is not there`,
    near === undefined ? `write one of: ${known.join(', ')}` : `did you mean "${near}"?`,
  );
}

/** Keys in the order of the shape. A list without items stays: a link on no node is not a link on every node. */
function ordered(content: PlainMap, keys: Readonly<Record<string, Shape>>): PlainMap {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, shape]) => {
      const value = content[key];
      if (value === undefined) return [];
      if (shape.type === 'map') return [[key, ordered(value as PlainMap, shape.keys)]];
      if (shape.type === 'maps') return [[key, (value as PlainMap[]).map((item) => ordered(item, shape.keys))]];
      return [[key, value]];
    }),
  );
}
