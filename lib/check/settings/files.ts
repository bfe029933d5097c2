// Files that somebody names beside the manifests: values, settings, dashboards. One that cannot be read is said in one line.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { YAMLException } from 'js-yaml';
import { mergeValues } from '../../chart';
import { PlainMap, isMap } from '../../manifest/types';
import { fromYaml } from '../../manifest/yaml';
import { SettingsError } from './error';

/** The files' values, later ones over earlier ones, as helm merges `-f a -f b`. */
export function readValuesFiles(files: readonly string[]): PlainMap {
  return files.map(readValuesFile).reduce(mergeValues, {});
}

function readValuesFile(file: string): PlainMap {
  return readYamlFile(file, 'values');
}

/** The one map of a YAML file; empty for an empty file. */
export function readYamlFile(file: string, what = 'settings'): PlainMap {
  const documents = parse(file, readTextFile(file));
  if (documents.length > 1) throw new SettingsError(`${file}: ${documents.length} documents; a ${what} file has one`);
  const content = documents[0] ?? {};
  if (!isMap(content)) throw new SettingsError(`${file}: not a map of ${what}`);
  return content;
}

function parse(file: string, text: string): unknown[] {
  try {
    return fromYaml(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const place =
      error.mark === undefined || error.mark === null ? '' : `:${error.mark.line + 1}:${error.mark.column + 1}`;
    throw new SettingsError(`${file}${place}: not YAML: ${error.reason}`);
  }
}

/** Every `*.json` of a folder by file name. */
export function readJsonTexts(folder: string): Record<string, string> {
  const names = readable(folder, () => readdirSync(folder)).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(names.sort().map((name) => [name, readTextFile(join(folder, name))]));
}

/** The text of a file; `-` is standard input. */
export function readTextFile(file: string): string {
  if (file === '-') return readable('standard input', () => readFileSync(0, 'utf8'));
  return readable(file, () => {
    if (statSync(file).size > LARGEST) throw new SettingsError(`${file}: more than ${LARGEST / 1024 / 1024} MB`);
    return readFileSync(file, 'utf8');
  });
}

/** Far above any file of settings or values, in bytes. */
const LARGEST = 100 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder, not a file',
  EACCES: 'permission denied',
  ENOTDIR: 'not a folder',
};

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new SettingsError(`${path}: ${REASONS[code] ?? code}`);
  }
}
