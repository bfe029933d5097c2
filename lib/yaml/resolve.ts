// From a scalar to its value: what untyped text and the tags of YAML mean in Go.
import { base64Text } from './base64';
import { goNumber, pointNumber } from './go-number';
import { ScalarNode } from './node';
import { timestamp } from './timestamp';
import { LONGEST_WORD, V2_WORDS, V3_WORDS, Word } from './words';
import { YamlError } from './yaml-error';

/** The types that Go gives a scalar. */
export type ScalarType = 'string' | 'boolean' | 'null' | 'int' | 'uint' | 'float' | 'timestamp';

/** A value and its type. */
export interface Resolved {
  /** A timestamp is the text that it is written with. */
  readonly value: string | number | boolean | null;
  readonly type: ScalarType;
}

/** Tags whose values Go makes itself; text with any other tag stays text. */
const RESOLVED_TAGS: ReadonlySet<string> = new Set([
  '',
  '!!str',
  '!!bool',
  '!!int',
  '!!float',
  '!!null',
  '!!timestamp',
]);

/** What a scalar without quotes and tags is. */
export function resolvePlain(text: string, words: ReadonlyMap<string, Word> = V2_WORDS): Resolved | string {
  if (text.length <= LONGEST_WORD) {
    const word = words.get(text);
    if (word !== undefined)
      return { value: word, type: word === null ? 'null' : typeof word === 'number' ? 'float' : 'boolean' };
  }
  const c = text.charCodeAt(0);
  // Digits, +, -, and the point.
  if (!((c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46)) return text;
  const number = c === 46 ? pointNumber(text) : goNumber(text);
  if (number === undefined) return text;
  return { value: number.value, type: number.isFloat ? 'float' : number.isUnsigned ? 'uint' : 'int' };
}

/**
 * What a scalar is for yaml.v2.
 *
 * @throws YamlError for a value that its tag does not allow
 */
export function resolve2(node: ScalarNode): Resolved | string {
  const { tag, style, value } = node;
  if (tag === '') return style === 'plain' ? resolvePlain(value) : value;
  return resolveTagged(node, V2_WORDS);
}

/** What a scalar is for yaml.v3; a timestamp is resolved without a tag too. */
export function resolve3(node: ScalarNode): Resolved | string {
  const { tag, style, value } = node;
  if (tag !== '') return resolveTagged(node, V3_WORDS);
  if (style !== 'plain') return value;
  const resolved = resolvePlain(value, V3_WORDS);
  return typeof resolved === 'string' && timestamp(resolved) !== undefined
    ? { value: resolved, type: 'timestamp' }
    : resolved;
}

function resolveTagged({ tag, value, at }: ScalarNode, words: ReadonlyMap<string, Word>): Resolved | string {
  if (tag === '!!binary') {
    const text = base64Text(value);
    if (text === undefined) throw new YamlError('!!binary that is no base64', at, 'value');
    return text;
  }
  if (!RESOLVED_TAGS.has(tag) || tag === '!!str') return value;
  const wanted = tag.slice(2);
  if (wanted === 'timestamp') {
    if (timestamp(value) === undefined) throw wrongType(value, wanted, at);
    return { value, type: 'timestamp' };
  }
  const resolved = resolvePlain(value, words);
  const type = typeof resolved === 'string' ? 'string' : resolved.type;
  if (wanted === 'float' && (type === 'int' || type === 'uint')) return { ...(resolved as Resolved), type: 'float' };
  if (wanted !== (type === 'boolean' ? 'bool' : type === 'uint' ? 'int' : type)) throw wrongType(value, wanted, at);
  return resolved;
}

function wrongType(value: string, wanted: string, at: number): YamlError {
  return new YamlError(`${JSON.stringify(value.slice(0, 80))} is no ${wanted}`, at, 'value');
}
