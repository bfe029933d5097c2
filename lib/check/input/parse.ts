// Text to documents, each parsed once. A broken document is a line of its own, and the ones beside it are read all the same.
import * as yaml from 'js-yaml';
import { GO_SCHEMA, isMap } from '../../manifest';
import { aliasProblem, mayHoldAliases } from './aliases';
import { InputProblem } from './codes';
import { readLeniently } from './empty-below';
import { InputFile } from './files';
import { duplicateKey, isTooDeep, jsonReason, MAX_DEPTH } from './json';
import { Chunk, TextLayout } from './positions';

/** One document of a file. */
export interface ParsedDocument {
  readonly content: unknown;
  /** From 1, empty ones counted. */
  readonly document: number;
}

/** A parsed file. */
export interface ParsedFile {
  readonly documents: ParsedDocument[];
  /** Where in the text each document stands, for line numbers. */
  readonly layout: TextLayout;
}

/** Tags that are nobody's (`!reference`, `!vault`, `!!python/name:x`): Go reads the value as if they were not there. */
const ANY_TAG = ['!', 'tag:'].flatMap((start) => [
  yaml.defineScalarTag(start, { matchByTagPrefix: true, resolve: (source: string) => source, identify: () => false }),
  { ...yaml.seqTag, tagName: start, matchByTagPrefix: true, identify: () => false },
  { ...yaml.mapTag, tagName: start, matchByTagPrefix: true, identify: () => false },
]);

const OPTIONS: yaml.LoadOptions = {
  schema: GO_SCHEMA.withTags(...ANY_TAG),
  maxDepth: MAX_DEPTH,
  maxTotalMergeKeys: 1_000_000,
};

/** How much text is parsed at one go, in characters. */
const PORTION = 2 ** 18;
/** Bounds far above any collection of manifests, so that a file of 50 MB cannot take all memory. */
const MOST_DOCUMENTS = 500_000;
const MOST_VALUES = 2_500_000;
const MOST_BROKEN = 100;

/** A document that some template engine has still to fill in: Helm, Jinja. */
const TEMPLATE = /\{\{|\{%/;
const MANIFEST = /^\s*["']?apiVersion["']?\s*:/m;

/** The documents of a text. */
export function parseText(input: InputFile, text: string, problems: InputProblem[]): ParsedFile {
  if (/\.jsonl$/i.test(input.file)) return parseLines(input, text, problems);
  if (/\.json$/i.test(input.file)) return parseJson(input, text, problems);
  // Standard input may be any of the three.
  if (input.file === '-' && /^\s*\{/.test(text)) {
    if (isJson(text)) return parseJson(input, text, problems);
    if (isJson(text.slice(0, text.indexOf('\n')))) return parseLines(input, text, problems);
  }
  return parseYaml(input, text, problems);
}

function parseYaml({ file }: InputFile, text: string, problems: InputProblem[]): ParsedFile {
  const chunks = chunksOf(text);
  const lines = lineCounter(text);
  const documents: ParsedDocument[] = [];
  let broken = 0;
  const say: Say = Object.assign(
    (document: number, problem: Parameters<Say>[1]) => {
      broken++;
      problems.push({ file, document, ...problem(lines(chunks[document - 1]!.start)) });
    },
    { isEnough: () => broken >= MOST_BROKEN },
  );
  if (chunks.length > MOST_DOCUMENTS)
    problems.push({
      level: 'error',
      code: 'input/too-large',
      file,
      message: `${chunks.length} documents`,
      repair: 'split the file',
    });
  else
    for (const [first, next] of portionsOf(chunks)) {
      documents.push(...parsePortion(text, chunks, first, next, say));
      if (say.isEnough()) {
        problems.push({
          level: 'error',
          code: 'input/yaml',
          file,
          message: `${broken} broken documents; the rest of the file was not read`,
          repair: 'correct those first',
        });
        break;
      }
    }
  return { documents: withoutBombs(file, text, documents, problems), layout: { text, kind: 'yaml', chunks } };
}

/** Runs of documents that are parsed at one go: a call for each small document would cost as much again. */
function* portionsOf(chunks: readonly Chunk[]): Generator<readonly [first: number, next: number]> {
  for (let first = 0, next = 0; first < chunks.length; first = next) {
    while (next < chunks.length && (next === first || chunks[next]!.end - chunks[first]!.start <= PORTION)) next++;
    yield [first, next];
  }
}

interface Say {
  /** Says what is wrong with a document, given its first line. */
  (document: number, problem: (firstLine: number) => Omit<InputProblem, 'file' | 'document'>): void;
  isEnough(): boolean;
}

function parsePortion(text: string, chunks: readonly Chunk[], first: number, next: number, say: Say): ParsedDocument[] {
  const { start } = chunks[first]!;
  const { end } = chunks[next - 1]!;
  const part = text.slice(start, end);
  if (isTooDense(part)) {
    say(first + 1, (line) => ({
      level: 'error',
      code: 'input/too-large',
      line,
      message: 'a document of millions of values',
      repair: 'split it; no manifest is that long',
    }));
    return [];
  }
  try {
    const contents = readLeniently(part, (each) => yaml.loadAll(each, OPTIONS));
    // Documents may also end with `...`: those of one chunk share its number.
    if (contents.length === next - first)
      return contents.map((content, index) => ({ content, document: first + index + 1 }));
    if (next - first === 1) return contents.map((content) => ({ content, document: next }));
  } catch (error) {
    if (next - first === 1) {
      say(next, (line) => brokenYaml(error, part, line));
      return [];
    }
  }
  // Some document is broken: each on its own, so that the others still count.
  const documents: ParsedDocument[] = [];
  for (let index = first; index < next && !say.isEnough(); index++)
    documents.push(...parsePortion(text, chunks, index, index + 1, say));
  return documents;
}

/** Bounds the memory that a parse takes: a list of millions of items in a few MB is no manifest. */
function isTooDense(part: string, signs = ['\n', ',']): boolean {
  if (part.length < MOST_VALUES) return false;
  let values = 0;
  for (const character of signs)
    for (let at = part.indexOf(character); at !== -1; at = part.indexOf(character, at + 1)) values++;
  return values > MOST_VALUES;
}

/** The pieces between lines that begin with `---`, as the Kubernetes libraries cut them. What stands before the first such line is a document if it holds more than comments. */
function chunksOf(text: string): Chunk[] {
  const starts: number[] = [];
  const next = (from: number) => text.indexOf('\n---', from) + 1 || -1;
  for (let at = text.startsWith('---') ? 0 : next(0); at !== -1; at = next(at)) {
    if (at + 3 === text.length || /\s/.test(text[at + 3]!)) starts.push(at);
  }
  const [first] = starts;
  if (first === undefined) return [{ start: 0, end: text.length }];
  // Directives belong to the document that they stand before.
  if (first > 0) {
    if (ONLY_COMMENTS.test(text.slice(0, first))) starts[0] = 0;
    else starts.unshift(0);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

const ONLY_COMMENTS = /^(?:[ \t\r]*(?:[#%].*)?\n)*$/;

/** Lines of ascending offsets, each part of the text counted once. */
function lineCounter(text: string): (offset: number) => number {
  let [line, counted] = [1, -1];
  return (offset) => {
    for (let at = text.indexOf('\n', counted + 1); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
      [line, counted] = [line + 1, at];
    return line;
  };
}

function brokenYaml(error: unknown, part: string, firstLine: number): Omit<InputProblem, 'file' | 'document'> {
  if (TEMPLATE.test(part))
    return {
      level: 'note',
      code: 'input/template',
      line: firstLine,
      message: 'a template, passed over',
      repair: 'check what it renders',
    };
  const reason =
    error instanceof yaml.YAMLException
      ? error.reason
      : error instanceof Error
        ? error.message.split('\n')[0]!
        : String(error);
  const mark = error instanceof yaml.YAMLException ? error.mark : undefined;
  const line = firstLine + (mark === undefined || mark === null ? 0 : mark.line);
  const source = part.split('\n')[mark?.line ?? 0]?.trim() ?? '';
  // Flux fills in text before anybody reads YAML: `[a.${DOMAIN}]` is none until then.
  if (/\$\{\w/.test(source))
    return {
      level: 'note',
      code: 'input/template',
      line,
      message: 'a template, passed over',
      repair: 'check what it renders',
    };
  if (reason === 'duplicated mapping key') {
    const key = /^(?:- )*([^:]{1,80}):/.exec(source)?.[1];
    // Values files and the like are read by lenient readers; a manifest is not.
    const level = MANIFEST.test(part) ? 'error' : 'note';
    return {
      level,
      code: 'input/duplicate-key',
      line,
      message: `the key ${key ?? `in "${source.slice(0, 80)}"`} stands twice in one map`,
      repair: 'remove one of the two',
    };
  }
  return {
    level: 'error',
    code: 'input/yaml',
    line,
    message: `not YAML: ${reason}`,
    repair: 'correct the indentation, quotes or brackets at this line or above it',
  };
}

/** Go refuses what grows or circles; so does every walk of ours. */
function withoutBombs(
  file: string,
  text: string,
  documents: ParsedDocument[],
  problems: InputProblem[],
): ParsedDocument[] {
  if (!mayHoldAliases(text)) return documents;
  return documents.filter(({ content, document }) => {
    const problem = aliasProblem(content);
    if (problem !== undefined)
      problems.push({
        level: 'error',
        code: 'input/aliases',
        file,
        document,
        message: problem,
        repair: 'write the values out',
      });
    return problem === undefined;
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TOO_DEEP = `maps and lists lie more than ${MAX_DEPTH} deep in each other`;

function parseJson({ file, named }: InputFile, text: string, problems: InputProblem[]): ParsedFile {
  const layout: TextLayout = { text, kind: 'yaml', chunks: [{ start: 0, end: text.length }] };
  if (text.trim() === '') return { documents: [], layout };
  if (isTooDense(text, [',', '[', '{'])) {
    problems.push({
      level: 'error',
      code: 'input/too-large',
      file,
      message: 'a document of millions of values',
      repair: 'split it; no manifest is that long',
    });
    return { documents: [], layout };
  }
  try {
    const content: unknown = JSON.parse(text);
    if (isTooDeep(content)) {
      problems.push({
        level: 'error',
        code: 'input/json',
        file,
        message: TOO_DEEP,
        repair: 'no manifest is that deep: leave the file out',
      });
      return { documents: [], layout };
    }
    if (isMap(content) && content.apiVersion !== undefined) {
      const twice = duplicateKey(text);
      if (twice !== undefined) {
        problems.push({
          level: 'error',
          code: 'input/duplicate-key',
          file,
          line: twice.line,
          message: `the key "${twice.key}" stands twice in one map`,
          repair: 'remove one of the two',
        });
        return { documents: [], layout };
      }
    }
    return { documents: [{ content, document: 1 }], layout };
  } catch (error) {
    // Settings of editors and compilers are JSON with comments: none of our business, unless it was named or is a manifest.
    const reason = jsonReason(error, text);
    const meant = named || (/"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text));
    problems.push({
      level: meant ? 'error' : 'note',
      code: 'input/json',
      file,
      ...reason,
      repair: 'correct the JSON at this line or above it',
    });
    return { documents: [], layout };
  }
}

function parseLines({ file, named }: InputFile, text: string, problems: InputProblem[]): ParsedFile {
  if (isTooDense(text, ['\n'])) {
    problems.push({
      level: 'error',
      code: 'input/too-large',
      file,
      message: 'millions of lines',
      repair: 'split the file',
    });
    return { documents: [], layout: { text, kind: 'lines' } };
  }
  // Events, logs and data sets are lines of JSON as well.
  if (!named && !/"apiVersion"\s*:/.test(text)) return { documents: [], layout: { text, kind: 'lines' } };
  const lines = text.split('\n');
  const documents = lines.flatMap((line, index): ParsedDocument[] => {
    if (line.trim() === '') return [];
    const document = index + 1;
    try {
      const content: unknown = JSON.parse(line);
      if (isTooDeep(content)) {
        problems.push({
          level: 'error',
          code: 'input/json',
          file,
          document,
          line: document,
          message: TOO_DEEP,
          repair: 'leave the line out',
        });
        return [];
      }
      const twice = duplicateKey(line);
      if (twice === undefined) return [{ content, document }];
      problems.push({
        level: 'error',
        code: 'input/duplicate-key',
        file,
        document,
        line: document,
        message: `the key "${twice.key}" stands twice in one map`,
        repair: 'remove one of the two',
      });
    } catch (error) {
      problems.push({
        level: 'error',
        code: 'input/json',
        file,
        document,
        line: document,
        message: jsonReason(error, line).message,
        repair: 'write one JSON object per line',
      });
    }
    return [];
  });
  return { documents, layout: { text, kind: 'lines' } };
}
