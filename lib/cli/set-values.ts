// `--set a.b=c,d={x,y}` as helm reads it: values of one command line, over those of the files.
import { SettingsError } from '../check/settings/error';
import { PlainMap, isMap } from '../manifest/types';

/** A step into values: a key of a map, or the index of a list. */
type Step = string | number;

/** Longer lists come from files; as helm limits it. */
const LARGEST_INDEX = 65_536;

/**
 * Values with assignments laid over them, later ones last.
 *
 * Pairs are separated by commas, steps of a path by dots; `\` takes the next sign as it is, `{a,b}` is a list, `a[0]` one item of it.
 * `true`, `false`, `null` and whole numbers are what they look like unless `asText`, everything else is a text.
 *
 * @throws SettingsError for a text that is no assignment
 */
export function withSet(values: PlainMap, assignments: readonly string[], asText = false): PlainMap {
  const tree = structuredClone(values);
  for (const text of assignments) for (const { steps, value } of pairs(text, asText)) assign(tree, steps, value);
  return tree;
}

function pairs(text: string, asText: boolean): { steps: Step[]; value: unknown }[] {
  const wrong = (what: string) =>
    new SettingsError(`"${text}": ${what}; write path.to.value=text`, asText ? 'setString' : 'set');
  const found: { steps: Step[]; value: unknown }[] = [];
  let rest = text;
  while (rest !== '') {
    const path = upTo(rest, '=');
    if (path === undefined || upTo(path, ',') !== undefined) throw wrong('a path without =');
    const steps = stepsOf(path);
    if (steps === undefined) throw wrong(`"${path}" is no path`);
    rest = rest.slice(path.length + 1);
    const isList = rest.startsWith('{');
    const taken = isList ? upTo(rest, '}') : (upTo(rest, ',') ?? rest);
    if (taken === undefined) throw wrong('a list without }');
    found.push({
      steps,
      value: isList ? parts(taken.slice(1), ',').map((item) => scalar(item, asText)) : scalar(taken, asText),
    });
    rest = rest.slice(taken.length + (isList ? 1 : 0));
    if (rest !== '' && !rest.startsWith(',')) throw wrong(`"${rest}" behind a list`);
    rest = rest.slice(1);
  }
  return found;
}

/** What helm takes a text for. A number that begins with 0 stays a text, and so does one with a point. */
function scalar(text: string, asText: boolean): unknown {
  const plain = unescaped(text);
  if (asText) return plain;
  if (/^(true|false)$/i.test(plain)) return plain.toLowerCase() === 'true';
  if (plain === 'null') return null;
  return /^(?:0|[1-9]\d*|[-+]\d+)$/.test(plain) && Number.isSafeInteger(Number(plain)) ? Number(plain) + 0 : plain;
}

/** `a.b[1].c` as steps; `undefined` where it is no path. */
function stepsOf(path: string): Step[] | undefined {
  const steps: Step[] = [];
  for (const part of parts(path, '.')) {
    const [, key, indexes = ''] = /^((?:\\.|[^\\[])+)((?:\[\d+\])*)$/.exec(part) ?? [];
    const numbers = [...indexes.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    if (key === undefined || key === '__proto__' || numbers.some((index) => index > LARGEST_INDEX)) return undefined;
    steps.push(unescaped(key), ...numbers);
  }
  return steps;
}

/** Puts a value where the steps lead; maps and lists that are missing on the way are made, texts there are replaced. */
function assign(tree: PlainMap, steps: readonly Step[], value: unknown): void {
  let place: PlainMap | unknown[] = tree;
  steps.forEach((step, i) => {
    const next = steps[i + 1];
    if (next === undefined) return put(place, step, value);
    const there = (place as Readonly<Record<Step, unknown>>)[step];
    const inside: PlainMap | unknown[] =
      typeof next === 'number' ? (Array.isArray(there) ? (there as unknown[]) : []) : isMap(there) ? there : {};
    put(place, step, inside);
    place = inside;
  });
}

function put(place: PlainMap | unknown[], step: Step, value: unknown): void {
  if (Array.isArray(place)) while (place.length < Number(step)) place.push(null);
  (place as Record<Step, unknown>)[step] = value;
}

const unescaped = (text: string) => text.replace(/\\(.)/gs, '$1');

/** The text before the first sign that no `\` escapes, or `undefined` where there is none. */
function upTo(text: string, sign: string): string | undefined {
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === sign) return text.slice(0, i);
  }
  return undefined;
}

function parts(text: string, sign: string): string[] {
  const first = upTo(text, sign);
  return first === undefined ? [text] : [first, ...parts(text.slice(first.length + 1), sign)];
}
