// .talosnet.yaml: what somebody decided to live with, each with a reason, and what they demand of who can reach whom.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { factsOf } from '../../facts';
import { ValueError } from '../../net';
import { CheckedDocument } from '../../world/types';
import type { CheckFinding } from '../findings';
import { allCodes } from '../layers';
import { isMap, PlainMap } from '../../manifest/types';
import { nearest } from '../../manifest/suggest';
import { SettingsError } from './error';
import { readYamlFile } from './files';

const NAME = '.talosnet.yaml';
const TOP_KEYS = ['ignore', 'invariants'];
const IGNORE_KEYS = ['code', 'reason', 'file', 'object'];

/** A configuration that was read. */
export interface CheckConfig {
  readonly file: string;
  /** What it holds; the rules judge its invariants. */
  readonly document: CheckedDocument;
  /** True if the finding is to be left out. */
  ignores(finding: CheckFinding): boolean;
  /** Codes of ignores that matched no finding. */
  unused(): string[];
}

/**
 * The configuration that goes with an input.
 *
 * @param paths of the input
 * @param named by the user. @default - the one that is found
 * @throws SettingsError for what cannot be meant
 */
export function configFor(paths: readonly string[], named?: string): CheckConfig | undefined {
  const file = named ?? findConfig(paths);
  return file === undefined ? undefined : readConfig(file);
}

/** The configuration of the current folder or of the input, or of the nearest folder above; it belongs to one repository. */
function findConfig(paths: readonly string[]): string | undefined {
  const starts = [
    process.cwd(),
    ...paths
      .filter((path) => path !== '-' && existsSync(path))
      .map((path) => (statSync(path).isDirectory() ? resolve(path) : dirname(resolve(path)))),
  ];
  for (const start of starts) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (existsSync(join(folder, NAME))) return relative(process.cwd(), join(folder, NAME));
      if (existsSync(join(folder, '.git')) || dirname(folder) === folder) break;
    }
  }
  return undefined;
}

function readConfig(file: string): CheckConfig {
  const codes = allCodes().map(({ code }) => code);
  const content = readYamlFile(file);
  refuseUnknown(file, '', content, TOP_KEYS);
  const { ignore = [], invariants = [] } = content;
  checkInvariants(file, invariants);
  if (!Array.isArray(ignore)) throw wrong(file, 'ignore is no list');
  const ignores = (ignore as unknown[]).map((entry, index) => readIgnore(file, entry, index, codes));
  const used = new Set<Ignore>();
  return {
    file,
    document: { content, origin: { file, document: 1 } },
    ignores: (finding) => {
      const hit = ignores.find((each) => each.matches(finding));
      if (hit !== undefined) used.add(hit);
      return hit !== undefined;
    },
    unused: () => ignores.filter((each) => !used.has(each)).map(({ code }) => code),
  };
}

/** They have the form that they have among the facts of a cluster. */
function checkInvariants(file: string, invariants: unknown): void {
  try {
    factsOf({ invariants });
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw wrong(file, `${error.problem}; ${error.repair}`);
  }
}

interface Ignore {
  readonly code: string;
  matches(finding: CheckFinding): boolean;
}

function readIgnore(file: string, entry: unknown, index: number, codes: readonly string[]): Ignore {
  const at = `ignore[${index}]`;
  if (!isMap(entry)) throw wrong(file, `${at} is no map of code and reason`);
  refuseUnknown(file, `${at}.`, entry, IGNORE_KEYS);
  for (const key of IGNORE_KEYS)
    if (entry[key] !== undefined && typeof entry[key] !== 'string') throw wrong(file, `${at}.${key} is no text`);
  const { code, reason, file: pattern, object } = entry as Readonly<Record<string, string | undefined>>;
  if (code === undefined) throw wrong(file, `${at} has no code`);
  if (!codes.includes(code)) throw wrong(file, `${at}.code: unknown "${code}"${meant(code, codes)}`);
  if (reason === undefined || reason.trim() === '')
    throw wrong(file, `${at} (${code}) has no reason; write why it does not apply here`);
  const base = dirname(resolve(file));
  const inFile = pattern === undefined ? undefined : globOf(pattern);
  const onObject = object === undefined ? undefined : globOf(object);
  return {
    code,
    matches: (finding) =>
      finding.code === code &&
      (inFile === undefined || inFile.test(relative(base, resolve(finding.file)).replaceAll('\\', '/'))) &&
      (onObject === undefined || (finding.object !== undefined && onObject.test(finding.object))),
  };
}

/** `*` for anything but a slash, `**` for anything; a folder means everything below it. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.\//, '')
    .split(/(\*\*\/?|\*)/)
    .map((part) =>
      part === '*'
        ? '[^/]*'
        : part === '**/'
          ? '(?:.*/)?'
          : part === '**'
            ? '.*'
            : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}${pattern.endsWith('/') ? '.*' : ''}$`);
}

function refuseUnknown(file: string, at: string, content: PlainMap, known: readonly string[]): void {
  for (const key of Object.keys(content))
    if (!known.includes(key)) throw wrong(file, `unknown key "${at}${key}"${meant(key, known)}`);
}

function meant(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function wrong(file: string, what: string): SettingsError {
  return new SettingsError(`${file}: ${what}`);
}
