// A file as kubectl reads it: documents in their order, of YAML or of JSON.
import { Chunk, chunksOf, mayBeJson } from './chunks';
import { compose, MAX_DEPTH } from './compose';
import { duplicateJsonKey, isDeeper, nextJson } from './json';
import { DuplicateKey, kubectlValue } from './kubectl';
import { isTooDense, TOO_DENSE } from './limits';
import { YamlError } from './yaml-error';

/** A document, or why there is none. Offsets count in the text of the file. */
export interface Document {
  /** From 1; empty documents count. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly isJson: boolean;
  /** The line between two documents is wrong, none of them. */
  readonly isSeparator?: boolean;
  /** Plain JSON values; null for an empty document; undefined beside an error. */
  readonly value: unknown;
  readonly error?: YamlError;
  /** Keys that are written twice in a map; Go takes the last. */
  readonly duplicates: readonly DuplicateKey[];
  /** Offset of what stands behind the document's end and is dropped in silence. */
  readonly rest?: number;
}

/** Documents of YAML that were read before, by their text: whoever reads two versions of one folder reads most of it once. */
export type KnownDocuments = Map<string, Pick<Document, 'value' | 'duplicates' | 'rest'>>;

/**
 * The documents of a text. kubectl stops at the first that is broken; those behind it are what it would read once that one is gone.
 *
 * @param text without the byte order mark of the file
 * @param known documents that need not be read again; those of this text are put there. Their values are shared, so nobody may change them.
 */
export function* kubectlDocuments(text: string, known?: KnownDocuments): Generator<Document> {
  let from = 0;
  let number = 1;
  if (mayBeJson(text)) {
    for (; ; number++) {
      let json: ReturnType<typeof nextJson>;
      try {
        json = nextJson(text, from);
      } catch (error) {
        const start = from + /^\s*/.exec(text.slice(from))![0].length;
        // Behind two JSON values nothing else may stand; behind one, or none, YAML may.
        if (number > 2 || !mayTurnToYaml(text, from)) {
          yield { ...jsonProblem(error, text, start), number };
          return;
        }
        break;
      }
      if (json === undefined) return;
      const { start, end, value } = json;
      from = end;
      if (isTooDense(text.slice(start, end), true)) {
        const error = new YamlError(TOO_DENSE, start, 'too-large');
        yield { number, start, end, isJson: true, value: undefined, duplicates: [], error };
      } else if (isDeeper(value, MAX_DEPTH))
        yield { number, start, end, isJson: true, value: undefined, duplicates: [], error: tooDeep(start) };
      else yield { number, start, end, isJson: true, value, duplicates: jsonDuplicates(text, start, end) };
    }
    from = behindBlanks(text, from);
  }
  for (const chunk of chunksOf(text, from)) {
    const { start, end, badSeparator } = chunk;
    if (start < end || badSeparator === undefined) yield yamlDocument(text, chunk, number++, known);
    if (badSeparator !== undefined)
      yield {
        number,
        start: end,
        end,
        isJson: false,
        isSeparator: true,
        value: undefined,
        duplicates: [],
        error: badSeparator,
      };
  }
}

function yamlDocument(text: string, { start, end }: Chunk, number: number, known?: KnownDocuments): Document {
  const part = yamlText(text, start, end);
  const place = { number, start, end, isJson: false };
  try {
    const { value, duplicates, rest } = known?.get(part) ?? readDocument(part, known);
    return {
      ...place,
      value,
      duplicates: duplicates.length === 0 ? duplicates : duplicates.map(({ key, at }) => ({ key, at: at + start })),
      ...(rest === undefined ? {} : { rest: rest + start }),
    };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { message, offset, code } = error;
    return { ...place, value: undefined, duplicates: [], error: new YamlError(message, offset + start, code) };
  }
}

/** One document by itself: its offsets count from its own beginning. */
function readDocument(part: string, known?: KnownDocuments): Pick<Document, 'value' | 'duplicates' | 'rest'> {
  const tree = compose(part, 'v2');
  const read = { ...kubectlValue(tree), ...(tree.rest === undefined ? {} : { rest: tree.rest }) };
  known?.set(part, read);
  return read;
}

/** The text of a piece as Go's reader of lines hands it on: the last line ends as well. */
export function yamlText(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return part.endsWith('\n') ? part : `${part}\n`;
}

function jsonDuplicates(text: string, start: number, end: number): DuplicateKey[] {
  const twice = duplicateJsonKey(text.slice(start, end));
  return twice === undefined ? [] : [{ key: twice.key, at: twice.at + start }];
}

function tooDeep(at: number): YamlError {
  return new YamlError(`maps and lists lie more than ${MAX_DEPTH} deep in each other`, at, 'too-deep');
}

function jsonProblem(error: unknown, text: string, start: number): Omit<Document, 'number'> {
  const said = error instanceof Error ? error.message : String(error);
  const position = /at position (\d+)/.exec(said);
  const at = position === null ? start : start + Number(position[1]);
  const message = `neither JSON nor YAML: ${said.replace(/,? *(?:in JSON|"[^]*" is not valid JSON|\.\.\.[^]*).*$/s, '')}`;
  return { start, end: text.length, isJson: true, value: undefined, duplicates: [], error: new YamlError(message, at) };
}

/** Blanks that are stepped over before YAML begins: up to the first break. Source: consumeWhitespace() of apimachinery. */
function behindBlanks(text: string, from: number): number {
  let at = from;
  for (; at < text.length && GO_SPACE.test(text[at]!); at++) if (text[at] === '\n') return at + 1;
  return at;
}

const GO_SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Go looks four bytes ahead at each blank, and gives up where the text has fewer. */
function mayTurnToYaml(text: string, from: number): boolean {
  for (let at = from; ; at++) {
    if (Buffer.byteLength(text.slice(at, at + 4)) < 4) return false;
    if (!GO_SPACE.test(text[at]!) || text[at] === '\n') return true;
  }
}
