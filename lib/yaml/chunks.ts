// Where the documents of a file begin and end. Kubernetes' programs cut a text at lines that begin with `---` before they parse it.
import { YamlError } from './yaml-error';

/** A piece of a text that holds one document. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** What stands behind the `---` that ends the piece, where that is neither blank nor a comment. */
  readonly badSeparator?: YamlError;
}

/** Blanks as Go's unicode.IsSpace counts them. */
const SPACES = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const BEHIND = new RegExp(`^---${SPACES}(?:#|$)`);
const OPENS_JSON = new RegExp(`^${SPACES}\\{`);

/** How far Kubernetes looks for the brace of a JSON text, in bytes. Source: the callers of NewYAMLOrJSONDecoder. */
const LOOKED_AT = 4096;

/** True for a text that is read as JSON first. */
export function mayBeJson(text: string): boolean {
  return OPENS_JSON.test(text.slice(0, LOOKED_AT));
}

/** The pieces as YAMLReader.Read() of apimachinery makes them: a `---` belongs to the piece behind it only where none stands before it. */
export function chunksOf(text: string, from = 0): Chunk[] {
  const chunks: Chunk[] = [];
  let start = from;
  for (let at = separatorFrom(text, from, from); at !== -1;) {
    const lineEnd = endOfLine(text, at);
    const badSeparator = separatorProblem(text, at, lineEnd);
    // The first line of a piece stays in it.
    if (at > start || badSeparator !== undefined) {
      chunks.push({ start, end: at, ...(badSeparator === undefined ? {} : { badSeparator }) });
      start = Math.min(lineEnd + 1, text.length);
    }
    at = separatorFrom(text, lineEnd, start);
  }
  if (start < text.length) chunks.push({ start, end: text.length });
  return chunks;
}

/** Offset of the next line that begins with `---`, looking from an offset on; a line may begin at `lineStart`. */
function separatorFrom(text: string, offset: number, lineStart: number): number {
  if (lineStart >= offset && text.startsWith('---', lineStart)) return lineStart;
  return text.indexOf('\n---', offset) + 1 || -1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** What is wrong with a line that begins with `---`. */
export function separatorProblem(text: string, at: number, lineEnd: number): YamlError | undefined {
  // Most lines are just that.
  if (lineEnd - at === 3 || BEHIND.test(text.slice(at, lineEnd))) return undefined;
  return new YamlError('only a comment may stand behind the --- between two documents', at);
}
