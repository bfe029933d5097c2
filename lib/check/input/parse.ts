// Text to documents, each read once as kubectl reads it. A broken document is a line of its own, and the ones beside it are read all the same.
import { isMap } from '../../manifest';
import {
  Document,
  duplicateJsonKey,
  isDeeper,
  isTooDense,
  kubectlDocuments,
  KnownDocuments,
  Lines,
  MAX_DEPTH,
  TOO_DENSE,
  YamlErrorCode,
} from '../../yaml';
import { InputProblem } from './codes';
import { InputFile } from './files';
import { jsonReason } from './json';
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

/** Bounds far above any collection of manifests, so that a file of 100 MB cannot take all memory. */
const MOST_DOCUMENTS = 500_000;
const MOST_BROKEN = 100;

/** A document that some template engine has still to fill in: Helm, Jinja. */
const TEMPLATE = /\{\{|\{%/;
const MANIFEST = /^\s*["']?apiVersion["']?\s*:/m;

/** The documents of a text. */
export function parseText(
  input: InputFile,
  text: string,
  problems: InputProblem[],
  known?: KnownDocuments,
): ParsedFile {
  if (/\.jsonl$/i.test(input.file)) return parseLines(input, text, problems);
  if (/\.json$/i.test(input.file)) return parseJson(input, text, problems);
  // Standard input may be any of the three.
  if (input.file === '-' && /^\s*\{/.test(text)) {
    if (isJson(text)) return parseJson(input, text, problems);
    if (isJson(text.slice(0, text.indexOf('\n')))) return parseLines(input, text, problems);
  }
  return parseStream(input, text, problems, known);
}

/** A file as kubectl reads it, YAML or JSON. */
function parseStream({ file }: InputFile, text: string, problems: InputProblem[], known?: KnownDocuments): ParsedFile {
  const lines = new Lines(text);
  const documents: ParsedDocument[] = [];
  const chunks: Chunk[] = [];
  let broken = 0;
  const stop = (code: string, message: string, repair: string) =>
    problems.push({ level: 'error', code, file, message, repair });
  for (const document of kubectlDocuments(text, known)) {
    const { number, start, end, error, value } = document;
    if (number > MOST_DOCUMENTS) {
      stop(
        'input/too-large',
        `more than ${MOST_DOCUMENTS} documents; the rest of the file was not read`,
        'split the file',
      );
      break;
    }
    if (document.isSeparator !== true) chunks[number - 1] = { start, end };
    if (error === undefined) documents.push({ content: value, document: number });
    const said = problemOf(document, text, lines);
    if (said === undefined) continue;
    problems.push({ file, document: number, ...said });
    if (error !== undefined && ++broken === MOST_BROKEN) {
      stop('input/yaml', `${broken} broken documents; the rest of the file was not read`, 'correct those first');
      break;
    }
  }
  return { documents, layout: { text, kind: 'yaml', chunks } };
}

type Said = Omit<InputProblem, 'file' | 'document'>;

const A_TEMPLATE = {
  level: 'note',
  code: 'input/template',
  message: 'a template, passed over',
  repair: 'check what it renders',
} as const;

/** What is wrong with a document, in words. */
function problemOf(document: Document, text: string, lines: Lines): Said | undefined {
  const { start, end, error, rest, duplicates } = document;
  const [twice] = duplicates;
  if (error !== undefined) {
    if (TEMPLATE.test(text.slice(start, end))) return { ...A_TEMPLATE, line: lines.at(start) };
    const line = lines.at(error.offset);
    // Flux fills in text before anybody reads YAML: `[a.${DOMAIN}]` is none until then.
    if (/\$\{\w/.test(lineAt(text, error.offset))) return { ...A_TEMPLATE, line };
    return { level: 'error', line, ...wordsOf(error.code, error.message) };
  }
  if (twice !== undefined)
    return {
      // Values files and the like are read by lenient readers; a manifest is not.
      level: MANIFEST.test(text.slice(start, end)) || document.isJson ? 'error' : 'note',
      code: 'input/duplicate-key',
      line: lines.at(twice.at),
      message: `the key ${document.isJson ? JSON.stringify(twice.key) : twice.key} stands twice in one map`,
      repair: 'remove one of the two',
    };
  if (rest === undefined) return undefined;
  return {
    level: 'error',
    code: 'input/yaml',
    line: lines.at(rest),
    message: 'not YAML: the document ends above this line; kubectl drops the rest in silence',
    repair: 'indent it like the lines above, or begin a document of its own with ---',
  };
}

function wordsOf(code: YamlErrorCode, message: string): Pick<InputProblem, 'code' | 'message' | 'repair'> {
  switch (code) {
    case 'aliases':
      return { code: 'input/aliases', message, repair: 'write the values out' };
    case 'too-large':
      return { code: 'input/too-large', message, repair: 'split it; no manifest is that long' };
    case 'too-deep':
      return { code: 'input/yaml', message, repair: 'no manifest is that deep: leave the file out' };
    case 'value':
      return { code: 'input/yaml', message: `not YAML that can be JSON: ${message}`, repair: 'write another value' };
    default:
      return {
        code: 'input/yaml',
        message: `not YAML: ${message}`,
        repair: 'correct the indentation, quotes or brackets at this line or above it',
      };
  }
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? text.length : end);
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

/** True if kubectl reads all of a text. */
function isReadable(text: string): boolean {
  for (const { error } of kubectlDocuments(text)) if (error !== undefined) return false;
  return true;
}

function isManifest(json: string): boolean {
  return /"apiVersion"\s*:/.test(json) && /"kind"\s*:/.test(json);
}

function parseJson(input: InputFile, text: string, problems: InputProblem[]): ParsedFile {
  const { file, named } = input;
  const layout: TextLayout = { text, kind: 'yaml', chunks: [{ start: 0, end: text.length }] };
  if (text.trim() === '') return { documents: [], layout };
  if (isTooDense(text, true)) {
    problems.push({
      level: 'error',
      code: 'input/too-large',
      file,
      message: TOO_DENSE,
      repair: 'split it; no manifest is that long',
    });
    return { documents: [], layout };
  }
  try {
    const content: unknown = JSON.parse(text);
    if (isDeeper(content, MAX_DEPTH)) {
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
      const twice = duplicateJsonKey(text);
      if (twice !== undefined) {
        problems.push({
          level: 'error',
          code: 'input/duplicate-key',
          file,
          line: new Lines(text).at(twice.at),
          message: `the key "${twice.key}" stands twice in one map`,
          repair: 'remove one of the two',
        });
      }
    }
    return { documents: [{ content, document: 1 }], layout };
  } catch (error) {
    // kubectl takes several values in a file, and YAML whatever the file is called.
    if (isManifest(text) && isReadable(text)) return parseStream(input, text, problems);
    // Settings of editors and compilers are JSON with comments: none of our business, unless it was named or is a manifest.
    const reason = jsonReason(error, text);
    const meant = named || isManifest(text);
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
  if (isTooDense(text, true)) {
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
      if (isDeeper(content, MAX_DEPTH)) {
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
      const twice = duplicateJsonKey(line);
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
