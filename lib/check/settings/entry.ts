// One entry of .talosnet.yaml: which findings it is about, what becomes of them, and why.
import { dirname, relative, resolve } from 'node:path';
import { RE2JS } from '@bufbuild/re2';
import { isMap, PlainMap } from '../../manifest/types';
import { nearest } from '../../manifest/suggest';
import { Level, LEVELS } from '../../problem';
import type { CheckFinding } from '../findings';
import { SettingsError } from './error';

/** What becomes of a finding: it is ignored, or has another level. */
export type Decision = Level | 'off';

/** An entry that was read. */
export interface Entry {
  /** `ignore[0]`. */
  readonly at: string;
  readonly list: 'ignore' | 'levels';
  readonly index: number;
  readonly code: string;
  readonly decision: Decision;
  /** True if the entry is about the finding. */
  matches(finding: CheckFinding): boolean;
}

const KEYS: Readonly<Record<Entry['list'], readonly string[]>> = {
  ignore: ['code', 'reason', 'file', 'object'],
  levels: ['code', 'level', 'reason', 'file', 'object'],
};

/**
 * The entries of one list.
 *
 * @throws SettingsError for what cannot be meant
 */
export function readEntries(file: string, list: Entry['list'], entries: unknown): Entry[] {
  if (entries === undefined) return [];
  if (!Array.isArray(entries)) throw wrong(file, `${list} is no list`);
  return (entries as unknown[]).map((entry, index) => readEntry(file, list, entry, index));
}

function readEntry(file: string, list: Entry['list'], entry: unknown, index: number): Entry {
  const at = `${list}[${index}]`;
  if (!isMap(entry)) throw wrong(file, `${at} is no map of code and reason`);
  refuseUnknown(file, `${at}.`, entry, KEYS[list]);
  for (const key of KEYS[list])
    if (key !== 'level' && entry[key] !== undefined && typeof entry[key] !== 'string')
      throw wrong(file, `${at}.${key} is no text`);
  const { code, reason, file: pattern, object } = entry as Readonly<Record<string, string | undefined>>;
  if (code === undefined) throw wrong(file, `${at} has no code`);
  if (reason === undefined || reason.trim() === '')
    throw wrong(file, `${at} (${code}) has no reason; write why it does not apply here`);
  const base = dirname(resolve(file));
  const inFile = pattern === undefined ? undefined : globOf(pattern);
  const onObject = object === undefined ? undefined : globOf(object);
  return {
    at,
    list,
    index,
    code,
    decision: list === 'ignore' ? 'off' : levelOf(file, `${at} (${code})`, entry.level),
    matches: (finding) =>
      finding.code === code &&
      inFile?.(placeOf(finding, base)) !== false &&
      (onObject === undefined || (finding.object !== undefined && onObject(finding.object))),
  };
}

/** The path of its file from a folder; for standard input what the renderer says. */
function placeOf({ file, source }: CheckFinding, base: string): string {
  if (file === '-' && source !== undefined) return source;
  return relative(base, resolve(file)).replaceAll('\\', '/');
}

function levelOf(file: string, at: string, level: unknown): Decision {
  // YAML 1.1 reads off as a boolean.
  if (level === false || level === 'off') return 'off';
  const known = LEVELS.find((each) => each === level);
  if (known === undefined) throw wrong(file, `${at} has no level; write error, warning, note or off`);
  return known;
}

/** `*` for anything but a slash, `**` for anything; a folder means everything below it. RE2: a pattern takes no more time than the text is long. */
function globOf(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/^\.\//, '')
    .split(/(\*\*\/?|\*)/)
    .map((part) => (part === '*' ? '[^/]*' : part === '**/' ? '(?:.*/)?' : part === '**' ? '.*' : RE2JS.quote(part)))
    .join('');
  const regex = new RE2JS(`${source}${pattern.endsWith('/') ? '.*' : ''}`);
  return (text) => regex.testExact(text);
}

/** @throws SettingsError for a key that is not known */
export function refuseUnknown(file: string, at: string, content: PlainMap, known: readonly string[]): void {
  for (const key of Object.keys(content))
    if (!known.includes(key)) throw wrong(file, `unknown key "${at}${key}"${meant(key, known)}`);
}

/** ` did you mean …?`, if something is near. */
export function meant(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function wrong(file: string, what: string): SettingsError {
  return new SettingsError(`${file}: ${what}`);
}
