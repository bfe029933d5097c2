// Reads what the user names into objects and documents with their origins, and says in one line each what could not be read.
import { CheckedDocument, CheckedObject, Origin } from '../../world/types';
import { classify, manifestOf, Piece } from './classify';
import { InputProblem } from './codes';
import { InputFile, listFiles } from './files';
import { withoutForeign } from './foreign';
import { appliedPieces, Given } from './applied';
import { Parts, partsIn } from './parts';
import { asBuilt } from '../../yaml';
import { parseText } from './parse';
import { Positions, TextLayout } from './positions';
import { BuildWhen, realBuild } from './real-build';
import { renderedSources } from './rendered';
import { textOf } from './text';
import { contentsOfTemplate, isNamedTemplate, isTemplateFile } from './template';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Path } from '../../problem';
import { FACTS_FILE, readFacts } from '../../facts';
import { ValueError } from '../../net';
import type { KnownDocuments } from '../../yaml';
import type { FactsDocument } from '../../world/world';

export * from './codes';
export type { BuildWhen } from './real-build';

/** Everything that was read. */
export interface Input {
  readonly objects: readonly CheckedObject[];
  readonly talos: readonly CheckedDocument[];
  readonly documents: readonly CheckedDocument[];
  /** Files of facts, each for what lies in its folder and below. */
  readonly facts: readonly FactsDocument[];
  /** Files in the order of the report. */
  readonly files: readonly string[];
  /** Those that a generator packs into a ConfigMap or Secret: no manifests. */
  readonly data: readonly string[];
  readonly problems: readonly InputProblem[];
  /** The line in its file of what a path in an object or document names; undefined for what comes from no file. */
  line(origin: Origin, path: readonly (string | number)[]): number | undefined;
  /** Text of a file that was read. */
  text(file: string): string | undefined;
}

/** Text of all files together, in characters: it stays in memory for line numbers. No collection of manifests comes near. */
const MOST_TEXT = 500_000_000;

function tooMuch(file: string): InputProblem {
  return {
    level: 'error',
    code: 'input/too-large',
    file,
    message: `the files up to here hold more than ${MOST_TEXT / 1_000_000} MB: this one and those behind it were not read`,
    repair: 'check one folder after the other',
  };
}

interface FilePiece extends Piece {
  readonly file: string;
  readonly document: number;
  /** Text of a whole YAML document. */
  readonly text?: string;
  readonly construct?: string;
  /** Where a renderer says that it took it from. */
  readonly source?: string;
}

/** A document that somebody holds already, and the file that it goes into. */
export interface HeldDocument {
  /** File below the output folder. */
  readonly file: string;
  readonly content: unknown;
  /** Path of the construct that made it. */
  readonly construct: string;
}

/** Documents that an app has made, as they will be read from its files: in the order of the files, each as what it will be taken for. */
export function readDocuments(
  held: readonly HeldDocument[],
): Pick<Input, 'objects' | 'talos' | 'documents' | 'problems'> {
  const byFile = new Map<string, HeldDocument[]>();
  for (const document of held) {
    const known = byFile.get(document.file);
    if (known === undefined) byFile.set(document.file, [document]);
    else known.push(document);
  }
  const files = [...byFile.keys()].sort(compareFiles);
  const pieces = files.flatMap((file) =>
    byFile
      .get(file)!
      .flatMap(({ content, construct }, index) =>
        classify(content).map((piece) => ({ ...piece, file, document: index + 1, construct })),
      ),
  );
  const problems: InputProblem[] = [];
  return { ...sort(pieces, files, partsIn(pieces), problems, () => undefined), problems };
}

/** The order in which a folder is read: name by name, a folder among the files beside it. */
function compareFiles(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const at = left.findIndex((name, index) => name !== right[index]);
  if (at < 0) return left.length - right.length;
  return left[at]! < (right[at] ?? '') ? -1 : 1;
}

/**
 * Reads files and folders.
 *
 * @param paths as the user named them; `-` is standard input
 * @param progress called with the number of files
 * @param build whether kustomize or kubectl may build what kustomizations say
 * @param known documents of what was read before, which are not read again
 */
export function readInput(
  paths: readonly string[],
  progress?: (done: string) => void,
  build: BuildWhen = 'never',
  known?: KnownDocuments,
): Input {
  const problems: InputProblem[] = [];
  const layouts = new Map<string, TextLayout>();
  const pieces: FilePiece[] = [];
  const facts: FactsDocument[] = [];
  const files = listFiles(paths, problems);
  let room = MOST_TEXT;
  for (const [index, input] of files.entries()) {
    const text = textOf(input, problems);
    if (text !== undefined) {
      room -= text.length;
      if (room < 0) {
        problems.push(tooMuch(input.file));
        break;
      }
      if (isFactsFile(input.file)) readFactsFile(input, text, layouts, facts, problems);
      else for (const piece of piecesOf(input, text, layouts, problems, known)) pieces.push(piece);
    }
    if (index % 100 === 99) progress?.(`reading: ${index + 1} of ${files.length} files`);
  }
  const names = files.map(({ file }) => file);
  const line = lines(layouts);
  const named = files.flatMap(({ file, named: isNamed }) => (isNamed ? [file] : []));
  const program = realBuild(
    build,
    paths.filter((path) => existsSync(path)),
  );
  const given = { ...givenBy(layouts, named), ...(program === undefined ? {} : { realBuild: program }) };
  return { ...sorted(pieces, names, problems, line, given), facts, line };
}

/** Reads one text as if it were a file of this name. */
export function readText(text: string, file = '-'): Input {
  const problems: InputProblem[] = [];
  const layouts = new Map<string, TextLayout>();
  const pieces = piecesOf({ file, named: true }, text, layouts, problems);
  const line = lines(layouts);
  return { ...sorted(pieces, [file], problems, line, givenBy(layouts, [file])), facts: [], line };
}

function sorted(
  pieces: readonly FilePiece[],
  files: readonly string[],
  problems: InputProblem[],
  line: Input['line'],
  given: Given,
): Omit<Input, 'facts' | 'line'> {
  const parts = partsIn(pieces);
  const read = sort(pieces, files, parts, problems, line, given);
  const { text } = given;
  return {
    ...read,
    files,
    data: files.filter((file) => parts.isData(file)),
    problems: withoutForeign(problems, (file) => parts.isData(file), text),
    text,
  };
}

function isFactsFile(file: string): boolean {
  return basename(file) === FACTS_FILE;
}

function readFactsFile(
  input: InputFile,
  text: string,
  layouts: Map<string, TextLayout>,
  facts: FactsDocument[],
  problems: InputProblem[],
): void {
  const { file } = input;
  // For lines only: what is wrong with it the reader of facts says.
  layouts.set(file, parseText(input, text, []).layout);
  try {
    facts.push({ facts: readFacts(text), origin: { file } });
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    problems.push({ level: 'error', code: 'input/facts', file, message: error.problem, repair: error.repair });
  }
}

function piecesOf(
  input: InputFile,
  text: string,
  layouts: Map<string, TextLayout>,
  problems: InputProblem[],
  known?: KnownDocuments,
): FilePiece[] {
  const { file, named } = input;
  if (isTemplateFile(file)) return piecesOfTemplate(file, text, layouts, problems);
  const before = problems.length;
  const parsed = parseText(input, text, problems, known);
  layouts.set(file, parsed.layout);
  if (
    problems.length === before &&
    parsed.documents.every(({ content }) => content === null || content === undefined) &&
    isBlank(text)
  )
    problems.push({
      level: named ? 'warning' : 'note',
      code: 'input/empty',
      file,
      message: 'an empty file: nothing to check',
      repair: file === '-' ? 'write manifests to standard input' : 'remove it, or write what belongs there',
    });
  const sourceOf = file === '-' ? renderedSources(parsed.layout) : () => undefined;
  return parsed.documents.flatMap(({ content, document }) =>
    classify(content).map((piece) => {
      const own = piece.kind === 'talos' ? textOfDocument(parsed.layout, document) : undefined;
      const kind = piece.kind === 'object' && !named && isNamedTemplate(file) ? 'template' : piece.kind;
      const source = sourceOf(document, piece.content);
      return {
        ...piece,
        kind,
        file,
        document,
        ...(own === undefined ? {} : { text: own }),
        ...(source === undefined ? {} : { source }),
      };
    }),
  );
}

/** Talos documents and the files of its tools; objects are nothing until they are rendered. */
function piecesOfTemplate(
  file: string,
  text: string,
  layouts: Map<string, TextLayout>,
  problems: InputProblem[],
): FilePiece[] {
  const { documents, layout, problem, isYaml } = contentsOfTemplate(file, text);
  layouts.set(file, layout);
  if (problem !== undefined) problems.push(problem);
  return documents.flatMap(({ content, document }) =>
    classify(content).map((piece) => {
      const isOurs = piece.kind === 'talos' || piece.kind === 'other' || piece.kind === 'nothing';
      // Talos reads words such as off otherwise than kubectl.
      const own = isYaml === true && piece.kind === 'talos' && documents.length === 1 ? { text } : {};
      return { ...piece, kind: isOurs ? piece.kind : 'template', file, document, ...own };
    }),
  );
}

function givenBy(layouts: ReadonlyMap<string, TextLayout>, named: readonly string[]): Given {
  return { text: textIn(layouts), built: builtIn(layouts), named: new Set(named) };
}

const NOTHING_GIVEN: Given = { text: () => undefined, named: new Set() };

/** The documents of files as kustomize reads them. */
function builtIn(layouts: ReadonlyMap<string, TextLayout>): NonNullable<Given['built']> {
  return (file, document) => {
    const { kind, chunks, text = '' } = layouts.get(file) ?? {};
    const chunk = kind === 'yaml' ? chunks?.[document - 1] : undefined;
    return chunk === undefined ? undefined : asBuilt(text, chunk).documents;
  };
}

function textIn(layouts: ReadonlyMap<string, TextLayout>): Input['text'] {
  return (file) => {
    const layout = layouts.get(file);
    return layout?.original ?? layout?.text;
  };
}

function textOfDocument({ kind, chunks, text }: TextLayout, document: number): string | undefined {
  const chunk = kind === 'yaml' ? chunks?.[document - 1] : undefined;
  return chunk === undefined ? undefined : text.slice(chunk.start, chunk.end);
}

/** Nothing but comments and lines between documents. */
function isBlank(text: string): boolean {
  return !/^(?!---|\.\.\.)[ \t]*[^\s#]/m.test(text);
}

function sort(
  pieces: readonly FilePiece[],
  files: readonly string[],
  parts: Parts,
  problems: InputProblem[],
  line: Input['line'],
  given: Given = NOTHING_GIVEN,
): Pick<Input, 'objects' | 'talos' | 'documents'> {
  const isObject = ({ kind, file }: FilePiece) => kind === 'object' && !parts.isPart(file);
  const trees = appliedPieces(pieces, isObject, files, given);
  const objects: CheckedObject[] = [];
  const talos: CheckedDocument[] = [];
  const documents: CheckedDocument[] = [];
  for (const piece of pieces) {
    const { file, document, within, content, construct, text, source } = piece;
    const by = { ...(construct === undefined ? {} : { construct }), ...(source === undefined ? {} : { source }) };
    const place: Origin = { file, document, ...by, ...(within === undefined ? {} : { within }) };
    const note = (code: string, message: string, repair: string) =>
      problems.push({ level: 'note', code, file, document, message, repair, ...by });
    if (isObject(piece)) objects.push(...trees.objects(piece, manifestOf(piece), place));
    else if (piece.kind === 'talos')
      talos.push({
        content,
        origin: place,
        ...trees.beside(file),
        ...(text === undefined || within !== undefined ? {} : { text }),
      });
    else if (piece.kind === 'object' || piece.kind === 'other')
      documents.push({ content, origin: place, ...trees.document(file) });
    else if (piece.kind === 'encrypted') note('input/encrypted', 'encrypted by SOPS, passed over', 'nothing to do');
    else if (piece.kind === 'template') note('input/template', 'a template, passed over', 'check what it renders');
    else if (piece.kind === 'halfObject') problems.push({ ...halfObject(piece), ...by, line: line(place, []) });
  }
  objects.push(...trees.generated());
  settle(problems, (file) => parts.isData(file) || trees.isReached(file));
  problems.push(...trees.problems());
  return { objects, talos, documents };
}

/** What is broken where nobody applies it stops nobody. */
function settle(problems: InputProblem[], isApplied: (file: string) => boolean): void {
  const all = problems.splice(0);
  for (const problem of all) {
    const isOfContent = /^input\/(?:yaml|json|duplicate-key|aliases|not-object|template)$/.test(problem.code);
    problems.push(isOfContent && !isApplied(problem.file) ? { ...problem, level: 'note' } : problem);
  }
}

function halfObject({ file, document, content }: FilePiece): InputProblem {
  const missing = ['kind', 'metadata'].filter((key) => content[key] === undefined || content[key] === null);
  const what =
    missing.length === 0 ? 'whose kind or metadata is not what it should be' : `without ${missing.join(' and ')}`;
  return {
    level: 'error',
    code: 'input/not-object',
    file,
    document,
    message: `a document of ${JSON.stringify(content.apiVersion)} ${what}`,
    repair: 'write kind as text and metadata as a map with a name',
  };
}

function lines(layouts: ReadonlyMap<string, TextLayout>): Input['line'] {
  const known = new Map<string, Positions>();
  return ({ file, document, within, moved }, path) => {
    const layout = file === undefined ? undefined : layouts.get(file);
    if (file === undefined || layout === undefined) return undefined;
    const positions = known.get(file) ?? new Positions(layout);
    known.set(file, positions);
    return positions.line(document ?? 1, [...(within ?? []), ...writtenPath(moved, path)]);
  };
}

/** Where the user wrote what stands at a path of a document that a tool makes. */
function writtenPath(moved: Origin['moved'], path: Path): Path {
  const part = moved?.find((each) => each.path.every((step, index) => path[index] === step));
  return part === undefined ? path : [...part.from, ...path.slice(part.path.length)];
}
