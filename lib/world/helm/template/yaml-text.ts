// What becomes of a value on its way through YAML text: printed bare into a manifest and read again, or written by `toYaml`,
// filled by `tpl` and read again. A text can come back as a number that way, and a template can break the manifest.
import { isMap, PlainMap } from '../../../manifest';
import { readValues } from '../../../yaml';
import { NotUnderstood, printed, Refused } from './go-values';
import { filled, TemplateRoot } from './template';

/** A text that YAML reads as itself wherever it stands alone. */
const PLAIN = /^[A-Za-z][\w./-]*$/;
const READ_OTHERWISE = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/**
 * A value that a template prints without quotes, as YAML reads it: `"8080"` comes back as a number, nothing as null.
 *
 * @throws Refused with stage `output` where the manifest is no YAML then
 * @internal
 */
export function readBack(value: unknown): unknown {
  const text = printed(value);
  if (PLAIN.test(text) && !READ_OTHERWISE.test(text)) return text;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (text.includes('\n')) throw new NotUnderstood('a text of several lines printed into a manifest');
  return readScalar(text);
}

function readScalar(text: string): unknown {
  let documents: unknown[];
  try {
    documents = readValues(`k: ${text}\n`);
  } catch (error) {
    throw new Refused('output', `YAML parse error: ${(error as Error).message.split('\n')[0]}`);
  }
  const [document] = documents;
  if (documents.length !== 1 || !isMap(document) || Object.keys(document).length !== 1)
    throw new NotUnderstood('a text that is more than one value in a manifest');
  const value = document.k;
  // A brace at the start makes a map of the text; `{{ … }}` one whose key is a map, which is no JSON.
  if (isMap(value) && /^\s*\{\s*\{/.test(text)) throw new Refused('output', 'YAML parse error: invalid map key');
  return value;
}

/**
 * A value written by `toYaml`, filled as one template and read again.
 *
 * @throws Refused, NotUnderstood as `filled` does
 * @internal
 */
export function filledTree(value: unknown, root: TemplateRoot): unknown {
  return throughText(value, {
    touches: (text) => text.includes('{{'),
    fill: (text) => filled(text, root),
  });
}

/** What changes a YAML text: which texts it touches at all, and what it makes of one. @internal */
export interface TextChange {
  readonly touches: (text: string) => boolean;
  readonly fill: (text: string) => string;
  /** True for a text that may stay as it is where its change is not followed: whoever reads it takes it for unknown. @default - none may */
  readonly mayStay?: (text: string) => boolean;
}

/**
 * A value written as Go's YAML, changed as text and read again: texts are changed within the quotes that the writer gives them.
 *
 * @throws Refused where the result is no YAML, NotUnderstood where a change crosses lines, and what the change throws
 * @internal
 */
export function throughText(value: unknown, change: TextChange): unknown {
  if (typeof value === 'string') return change.touches(value) ? changedOrKept(value, change) : value;
  if (Array.isArray(value)) return value.map((item) => throughText(item, change));
  if (!isMap(value)) return value;
  const result: PlainMap = {};
  for (const [key, inner] of Object.entries(value)) {
    if (change.touches(key)) throw new NotUnderstood('a template or variable in a key');
    result[key] = throughText(inner, change);
  }
  return result;
}

function changedOrKept(text: string, change: TextChange): unknown {
  try {
    return changedScalar(text, change);
  } catch (error) {
    if (error instanceof NotUnderstood && change.mayStay?.(text) === true) return text;
    throw error;
  }
}

/** Text that Go's YAML writer cannot leave bare: an indicator at the start, `: ` or ` #` within, space at an end. */
const NOT_BARE = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$))|: |:$| #|^\s|\s$/;

function changedScalar(text: string, { fill }: TextChange): unknown {
  if (/[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/.test(text))
    throw new NotUnderstood('a template beside unprintable text');
  if (text.includes('\n')) {
    // A block of lines: what is filled is filled line by line, nothing is quoted.
    if (/^\s|\s\n|[ \t]$/.test(text))
      throw new NotUnderstood('a template in a text of several lines with space at an end');
    const result = fill(text);
    if (result.split('\n').length !== text.split('\n').length) throw new NotUnderstood('a template that adds lines');
    return result;
  }
  return readScalar(fill(NOT_BARE.test(text) ? `'${text.replaceAll("'", "''")}'` : text));
}

/** Text of several lines that Go's YAML writer keeps as a block. */
const BLOCK = /^(?![^]*(?: \n|[\t\x00-\x08\x0b-\x1f\x7f]|\s $))[^]*\n/;

/**
 * A value that went through `toYaml` and back. helm cuts the newline at the end of what `toYaml` writes; where the last thing
 * written is a block of lines, the text in it loses its own.
 *
 * @internal
 */
export function throughYaml(value: unknown): unknown {
  if (typeof value === 'string') return value.endsWith('\n') && BLOCK.test(value) ? value.slice(0, -1) : value;
  if (Array.isArray(value) && value.length > 0) return [...value.slice(0, -1), throughYaml(value[value.length - 1])];
  if (!isMap(value)) return value;
  const last = Object.keys(value).reduce<string | undefined>(
    (a, b) => (a === undefined || writtenBefore(a, b) ? b : a),
    undefined,
  );
  return last === undefined ? value : { ...value, [last]: throughYaml(value[last]) };
}

/** The order of keys of Go's YAML writer: letters after everything else, numbers by their value. */
function writtenBefore(a: string, b: string): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] === b[i]) continue;
    const [letter, other] = [isLetter(a[i]!), isLetter(b[i]!)];
    if (letter && other) return a[i]! < b[i]!;
    if (letter || other) return other;
    const [one, two] = [/^\d+/.exec(a.slice(i)), /^\d+/.exec(b.slice(i))];
    if (one !== null && two !== null && Number(one[0]) !== Number(two[0])) return Number(one[0]) < Number(two[0]);
    return a[i]! < b[i]!;
  }
  return a.length < b.length;
}

function isLetter(char: string): boolean {
  return /\p{L}/u.test(char);
}
