// Which codes the sources say, held against the registry. What is missing, a line each:
//   node --import tsx scripts/codes.ts --missing
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts = require('typescript');
import { allCodes } from '../lib/check';
import { PROGRAM_CODES } from '../lib/problem';

const ROOT = join(__dirname, '..');

/** Where codes are registered, and what engines say in codes of their own. */
const NOT_SCANNED = ['lib/problem/codes/', 'lib/chart/'];
/** Models answer in codes of their engine; what they throw is said by constructors. */
const ONLY_THROWN = 'lib/models/';

/** Calls with a code, and which argument it is. */
const CALLS: Readonly<Record<string, number>> = {
  ValidationError: 1,
  ValueError: 0,
  errorAt: 1,
  warningAt: 1,
};

/** Texts in the form of a code that are none. */
const NOT_CODES: Readonly<Record<string, string>> = {
  'values/dashboard': "a code of the chart's own checks",
  'values/dashboard-folder': "a code of the chart's own checks",
  'values/kube-version': "a code of the chart's own checks",
  'values/not-native': "a code of the chart's own checks",
  'cilium/cilium': 'the repository of the chart on GitHub',
  'cilium/null': "what the agent's model says of a null; the layer leaves it out, since nulls are said of any object",
};

/** Beginnings of codes and of other texts that are made of parts: whose list the rest is of. */
const MADE: Readonly<Record<string, string>> = {
  'cilium/': "codes of the chart's values (values/…) as an install says them, and of the agent's model",
  'helm/': 'what helm itself says',
  'cni/': 'names of CODES in lib/check/rules/cni',
  'input/': 'names of INPUT_CODES',
  'schema/': "names of the schema layer's CODES",
  'talos/': 'no code: a folder of the output',
};

/** A code, or the beginning of one with `…`, where it is said. */
export interface Said {
  readonly code: string;
  readonly at: string;
}

let said: Said[] | undefined;

/** Every code that the sources say. They are read once. */
export function saidCodes(): Said[] {
  const rooms = new Set(allCodes().map(({ code }) => roomOf(code)));
  said ??= sourceFiles('lib').flatMap((file) => saidIn(file, readFileSync(join(ROOT, file), 'utf8'), rooms));
  return said;
}

/** Codes that are said and not registered, and where. */
export function missingCodes(): Map<string, string[]> {
  const registered = new Set(allCodes().map(({ code }) => code));
  const missing = new Map<string, string[]>();
  for (const { code, at } of saidCodes())
    if (!registered.has(code)) missing.set(code, [...(missing.get(code) ?? []), at]);
  return new Map([...missing].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Codes of programs that are registered and that nothing says. */
export function unsaidCodes(): string[] {
  const found = new Set(saidCodes().map(({ code }) => code));
  return PROGRAM_CODES.map(({ code }) => code).filter((code) => !found.has(code));
}

/**
 * The codes that a source says: as argument of a call or value of `code`, or any text that begins with a room that has codes.
 *
 * @param rooms what codes begin with
 */
export function saidIn(file: string, text: string, rooms: ReadonlySet<string>): Said[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Said[] = [];
  const say = (node: ts.Node, code: string) =>
    found.push({ code, at: `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}` });
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      if (isCode(node, rooms, file.startsWith(ONLY_THROWN))) say(node, node.text);
    } else if (ts.isTemplateExpression(node) && !file.startsWith(ONLY_THROWN)) {
      const { text: head } = node.head;
      if (/^[a-z0-9]+\/[a-z0-9-]*$/.test(head) && rooms.has(roomOf(head))) {
        const rest = restsOf(node, source);
        if (rest !== undefined) rest.forEach((each) => say(each, `${head}${each.text}`));
        else if (!Object.hasOwn(MADE, `${roomOf(head)}/`)) say(node, `${head}…`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isCode(node: ts.StringLiteralLike, rooms: ReadonlySet<string>, onlyThrown: boolean): boolean {
  if (!/^[a-z0-9]+\/[a-z0-9-]+$/.test(node.text) || Object.hasOwn(NOT_CODES, node.text)) return false;
  const { parent } = node;
  // The key of a whole-app rule, which says codes of its own.
  if (ts.isPropertyAssignment(parent) && parent.parent.properties.some(({ name }) => name?.getText() === 'check'))
    return false;
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && ts.isIdentifier(parent.expression)) {
    const { text: name } = parent.expression;
    if (onlyThrown) return name === 'ValueError' && parent.arguments?.[0] === node;
    if (CALLS[name] !== undefined && parent.arguments?.[CALLS[name]] === node) return true;
  }
  return !onlyThrown && rooms.has(roomOf(node.text));
}

/** What stands for the last part of a code: the texts that a function of this file is called with. Undefined for anything else. */
function restsOf(template: ts.TemplateExpression, source: ts.SourceFile): ts.StringLiteralLike[] | undefined {
  const [span, ...more] = template.templateSpans;
  if (span === undefined || more.length > 0 || span.literal.text !== '' || !ts.isIdentifier(span.expression))
    return undefined;
  const { text: parameter } = span.expression;
  let owner: ts.Node = template;
  while (!ts.isFunctionDeclaration(owner) && !ts.isMethodDeclaration(owner)) {
    if (ts.isSourceFile(owner)) return undefined;
    owner = owner.parent;
  }
  const index = owner.parameters.findIndex(({ name }) => name.getText(source) === parameter);
  const called = owner.name?.getText(source);
  if (index < 0 || called === undefined) return undefined;
  const rests: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) ? node.expression : undefined;
    const name = callee !== undefined && ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const argument = ts.isCallExpression(node) ? node.arguments[index] : undefined;
    if (name?.getText(source) === called && argument !== undefined && ts.isStringLiteralLike(argument))
      rests.push(argument);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return rests;
}

function roomOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map((entry) => ({ entry, path: `${folder}/${entry.name}` }))
    .filter(({ path }) => NOT_SCANNED.every((folder) => !`${path}/`.startsWith(folder)))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? sourceFiles(path) : path.endsWith('.ts') ? [path] : []));
}

/** The missing codes with their places, for who registers them in lib/problem/codes/<room>.ts or in a rule. */
export function missingText(missing: ReadonlyMap<string, readonly string[]>): string {
  return [...missing].map(([code, places]) => `${code}  ${places.join(', ')}\n`).join('');
}

if (require.main === module) {
  process.stdout.write(missingText(missingCodes()));
  process.stdout.write(
    unsaidCodes()
      .map((code) => `${code}  registered, and nothing says it\n`)
      .join(''),
  );
}
