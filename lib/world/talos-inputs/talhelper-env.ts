// The variables of talhelper: `${NAME}` in talconfig.yaml and its patches, with the values that talenv.yaml gives them.
import { posix } from 'node:path';
import { isMap, PlainMap } from '../../manifest';
import { isPlaceholder } from '../derived/fields';
import { CheckedDocument } from '../origin';

/** Gives the value of a variable; nothing where an encrypted file or the shell has it. */
export type Env = (name: string) => string | undefined;

/** Files that talhelper reads beside talconfig.yaml, later ones over earlier ones. Source: talhelper 3, --env-file. */
const ENV_FILES = ['talenv.yaml', 'talenv.sops.yaml', 'talenv.yml', 'talenv.sops.yml'];
/** `$NAME`, `${NAME}`, and the forms with a default; `$$` is a dollar sign. Source: a8m/envsubst. */
const VARIABLE = /\$(?:(\$)|\{(\w+)(?::?[-=]([^}\n]{0,500}))?\}|([A-Za-z_]\w*))/g;

/** The variables of a folder. */
export function envOf(documents: readonly CheckedDocument[], folder: string): Env {
  const values = new Map<string, string>();
  for (const name of ENV_FILES)
    for (const { content, origin } of documents) {
      if (posix.normalize(origin.file ?? '') !== posix.join(folder, name)) continue;
      for (const [key, value] of Object.entries(content))
        if (['string', 'number', 'boolean'].includes(typeof value) && !isPlaceholder(String(value)))
          values.set(key, String(value));
    }
  return (name) => values.get(name);
}

/** A value with its variables filled in; one that is not known stays as it is written. */
export function substituted(value: unknown, env: Env): unknown {
  if (typeof value === 'string') return typed(value, substitutedText(value, env));
  if (Array.isArray(value)) return value.map((each) => substituted(each, env));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value as PlainMap).map(([key, each]) => [key, substituted(each, env)]));
}

/** A text with its variables filled in. */
export function substitutedText(text: string, env: Env): string {
  return text.replace(VARIABLE, (original, dollar?: string, braced?: string, otherwise?: string, plain?: string) => {
    if (dollar !== undefined) return dollar;
    return env(braced ?? plain ?? '') ?? (otherwise === undefined || otherwise === '' ? original : otherwise);
  });
}

/** Variables are filled in before YAML is read: a text that was one alone may become another type. */
function typed(before: string, after: string): unknown {
  if (before === after || !/^\$\{[^}]*\}$/.test(before)) return after;
  if (after === 'true' || after === 'false') return after === 'true';
  return /^(?:0|[1-9]\d{0,8})$/.test(after) ? Number(after) : after;
}
