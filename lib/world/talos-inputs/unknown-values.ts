// Patches with placeholders, as Talos would load them: one that stands where a number or a network must stand is left out.
import { isMap, isPlaceholder, mayHoldPlaceholders, PlainMap, toYaml } from '../../manifest';
import { loadTalos, TalosMinor } from '../../models/talos';
import { Path } from '../../problem';
import { kubectlDocuments } from '../../yaml';
import { valueAtPath } from '../derived/fields';

/** Unknown values in a document, at most: each costs one reading. */
const MOST = 100;

/** True if a text has values that are not known. */
export function hasUnknowns(text: string): boolean {
  return mayHoldPlaceholders(text);
}

/** The text without the unknown values that no field takes; the text itself where none is. */
export function loadable(text: string, minor: TalosMinor): string {
  if (!hasUnknowns(text) || 'parts' in loadTalos(text, minor, { patch: true })) return text;
  const contents: PlainMap[] = [];
  for (const { value } of kubectlDocuments(text)) {
    if (value === null) continue;
    if (!isMap(value)) return text;
    contents.push(withoutUnknowns(value, minor));
  }
  return toYaml(contents);
}

function withoutUnknowns(document: PlainMap, minor: TalosMinor): PlainMap {
  let content = document;
  for (let turn = 0; turn < MOST; turn++) {
    const loaded = loadTalos(toYaml([content]), minor, { patch: true });
    if ('parts' in loaded) return content;
    const unknown = loaded.problems.find(({ path = [] }) => {
      const value = valueAtPath(content, path);
      return typeof value === 'string' && isPlaceholder(value);
    });
    if (unknown?.path === undefined) return content;
    content = without(content, unknown.path) as PlainMap;
  }
  return content;
}

function without(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return value;
  if (Array.isArray(value)) {
    const list = value as unknown[];
    if (rest.length === 0) return list.filter((_, index) => index !== step);
    return list.map((each, index) => (index === step ? without(each, rest) : each));
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([key]) => key !== step)
      : entries.map(([key, each]) => [key, key === step ? without(each, rest) : each]),
  );
}
