// Plain objects as the YAML of examples: a line for what fits on one, a block for the rest.
import { isMap, PlainMap } from '../manifest';
import { readValues } from '../yaml';

/** Where a line of an example ends at the latest. */
const WIDTH = 110;

/** Texts that YAML reads as themselves without quotes. */
const PLAIN = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z./][\w./-]*(?::[\w./-]+)*$/i;

/** A text of documents, those with longer lines written anew; as it is where one of them cannot be read. */
export function wrapped(source: string): string {
  if (source.split('\n').every((line) => line.length <= WIDTH)) return source;
  try {
    return written(...(readValues(source) as object[]));
  } catch {
    return source;
  }
}

/** Objects as documents of one file. */
export function written(...objects: readonly object[]): string {
  return objects.map((each) => `${block(each, '')}\n`).join('---\n');
}

function block(value: unknown, indent: string): string {
  if (isMap(value))
    return entriesOf(value)
      .map((entry) => field(entry, indent))
      .join('\n');
  if (Array.isArray(value)) return value.map((each: unknown) => `${indent}- ${item(each, `${indent}  `)}`).join('\n');
  return `${indent}${flow(value)}`;
}

/** What is set. */
function entriesOf(value: PlainMap): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}

function field([key, value]: [string, unknown], indent: string): string {
  if (typeof value === 'string' && value.includes('\n')) return `${indent}${text(key)}: |\n${lines(value, indent)}`;
  const line = `${indent}${text(key)}: ${flow(value)}`;
  if (line.length <= WIDTH || typeof value !== 'object') return line;
  return `${indent}${text(key)}:\n${block(value, `${indent}  `)}`;
}

/** The lines of a literal. */
function lines(value: string, indent: string): string {
  return value
    .trimEnd()
    .split('\n')
    .map((each) => `${indent}  ${each}`)
    .join('\n');
}

function item(value: unknown, indent: string): string {
  const line = flow(value);
  return line.length + indent.length <= WIDTH ? line : block(value, indent).trimStart();
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (!isMap(value)) return typeof value === 'string' ? text(value) : JSON.stringify(value);
  const entries = entriesOf(value);
  return entries.length === 0 ? '{}' : `{ ${entries.map(([key, each]) => `${text(key)}: ${flow(each)}`).join(', ')} }`;
}

function text(value: string): string {
  return PLAIN.test(value) ? value : JSON.stringify(value);
}
