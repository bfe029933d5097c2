// What becomes of a scalar when kustomize writes a document anew and reads it again.
import { Cursor } from './cursor';
import { ScalarNode } from './node';
import { scanBlock } from './scan-scalar';

/** Characters that yaml.v3 writes only between double quotes. Source: is_printable() of go.yaml.in/yaml/v3; beyond the first plane too. */
const ESCAPED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]/;
const SPACE_BEFORE_BREAK = / [\n\r\u2028\u2029]| $/;
const BREAKS = /[\n\r\u2028\u2029]/;

/**
 * The scalar as it is read again.
 *
 * @param needsQuotes between brackets, or as a key: there are no block scalars there, and nothing empty
 * @param commentBehind nothing but a comment follows in the document: an empty line is written before it, which `+` keeps
 * @throws YamlError for a block scalar that begins with a tab, which is written so that it cannot be read
 */
export function rewritten(node: ScalarNode, needsQuotes: boolean, commentBehind = false): ScalarNode {
  const { value, style, at } = node;
  // yaml.v3 takes a lone `!` for no tag.
  const tag = node.tag === '!' ? '' : node.tag;
  if (needsQuotes) {
    if (style !== 'plain') return tag === node.tag ? node : new ScalarNode(value, style, tag, at);
    // Numbers, words and null hold no such character; dates with a time do, and are text between quotes.
    const quoted = value === '' || (tag === '' && /[,?:[\]{}]/.test(value));
    return new ScalarNode(value, quoted ? 'single' : 'plain', tag, at);
  }
  if (style === 'literal' || style === 'folded') {
    const inBlock = value !== '' && !ESCAPED.test(value) && !SPACE_BEFORE_BREAK.test(value);
    const more = inBlock && commentBehind && hints(value).includes('+') ? '\n' : '';
    if (inBlock && (more !== '' || (style === 'folded' ? BREAKS.test(value) : value.startsWith('\t'))))
      return new ScalarNode(`${readAgain(value, style === 'folded')}${more}`, style, tag, at);
  }
  return tag === node.tag ? node : new ScalarNode(value, style, tag, at);
}

/** Writes a block scalar as yaml.v3 does, and scans it. */
function readAgain(value: string, isFolded: boolean): string {
  const text = `${isFolded ? '>' : '|'}${hints(value)}${isFolded ? foldedLines(value) : literalLines(value)}`;
  const line = BREAKS.test(text.at(-1)!) ? text : `${text}\n`;
  return scanBlock(new Cursor(`${line}\0`, line.length), 0);
}

/** Source: yaml_emitter_write_block_scalar_hints() of go.yaml.in/yaml/v3. */
function hints(value: string): string {
  const indent = /^[ \n\r\u2028\u2029]/.test(value) ? '2' : '';
  const last = value.at(-1)!;
  if (!BREAKS.test(last)) return `${indent}-\n`;
  return value.length === 1 || BREAKS.test(value.at(-2)!) ? `${indent}+\n` : `${indent}\n`;
}

function literalLines(value: string): string {
  return value
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

/** Source: yaml_emitter_write_folded_scalar() of go.yaml.in/yaml/v3: a break more than needed before deeper lines and at the end. */
function foldedLines(value: string): string {
  const text = value.replace(/^[\n\r\u2028\u2029]+/, '');
  const doubles = text !== '' && !/^[ \t]/.test(text);
  let written = '';
  let atStart = true;
  let deeper = true;
  for (const character of value) {
    if (BREAKS.test(character)) {
      if (!atStart && !deeper && character === '\n' && doubles) written += '\n';
      written += character;
      atStart = true;
    } else {
      if (atStart) {
        written += '  ';
        deeper = character === ' ' || character === '\t';
      }
      written += character;
      atStart = false;
    }
  }
  return written;
}
