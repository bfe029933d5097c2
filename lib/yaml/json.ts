// JSON as Go's decoder of a stream reads it: values one behind the other, and duplicate keys, which it takes in silence.

const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORD = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![.eE])/y;

/** A value of a stream of JSON. */
export interface JsonValue {
  readonly value: unknown;
  /** Offset of its first character, and of the one behind it. */
  readonly start: number;
  readonly end: number;
}

/**
 * The value that begins at an offset, or behind blanks; undefined at the end of the text.
 *
 * @throws SyntaxError if it is no JSON
 */
export function nextJson(text: string, offset: number): JsonValue | undefined {
  let start = offset;
  while (isJsonBlank(text.charCodeAt(start))) start++;
  if (start >= text.length) return undefined;
  const end = endOfJson(text, start);
  return { value: wellFormed(JSON.parse(text.slice(start, end)), text, start, end), start, end };
}

function isJsonBlank(c: number): boolean {
  return c === 32 || c === 10 || c === 13 || c === 9;
}

/** Where a value ends; what stands in it is judged by the parser. */
function endOfJson(text: string, start: number): number {
  const first = text[start];
  if (first !== '{' && first !== '[') {
    const form = first === '"' ? STRING : WORD;
    form.lastIndex = start;
    // What is none of these is refused by the parser.
    return form.test(text) ? form.lastIndex : text.length;
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      STRING.lastIndex = at;
      if (!STRING.test(text)) return text.length;
      at = STRING.lastIndex - 1;
    } else if (c === 123 || c === 91) depth++;
    else if ((c === 125 || c === 93) && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Go writes U+FFFD for half a surrogate pair. */
function wellFormed(value: unknown, text: string, start: number, end: number): unknown {
  const escape = text.indexOf('\\u', start);
  return escape === -1 || escape >= end ? value : mapStrings(value);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function mapStrings(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(LONE_SURROGATE, '\ufffd');
  if (Array.isArray(value)) return value.map(mapStrings);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [mapStrings(key), mapStrings(inner)]));
}

/** The first key that stands twice in one map of a JSON text, and the offset of its second place; undefined if there is none. */
export function duplicateJsonKey(text: string): { key: string; at: number } | undefined {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  const maps: (Set<string> | undefined)[] = [];
  let expectsKey = false;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{') {
      maps.push(new Set());
      expectsKey = true;
    } else if (found === '[') {
      maps.push(undefined);
      expectsKey = false;
    } else if (found === '}' || found === ']') {
      maps.pop();
      expectsKey = false;
    } else if (found === ',') {
      expectsKey = maps.at(-1) !== undefined;
    } else if (found === ':') {
      expectsKey = false;
    } else if (expectsKey) {
      const key = JSON.parse(found) as string;
      const keys = maps.at(-1)!;
      if (keys.has(key)) return { key, at: match.index };
      keys.add(key);
      expectsKey = false;
    }
  }
  return undefined;
}

/** True if maps and lists lie deeper in each other than `room`. */
export function isDeeper(value: unknown, room: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return room === 0 || Object.values(value).some((inner) => isDeeper(inner, room - 1));
}
