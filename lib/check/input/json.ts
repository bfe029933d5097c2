// JSON texts: read as JSON, with duplicate keys found, which JSON.parse takes in silence and strict decoding refuses.

/** The first key that stands twice in one map, with the line of its second place; undefined if there is none. */
export function duplicateKey(text: string): { key: string; line: number } | undefined {
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
      if (keys.has(key)) return { key, line: text.slice(0, match.index).split('\n').length };
      keys.add(key);
      expectsKey = false;
    }
  }
  return undefined;
}

/** How deep maps and lists may lie in each other: no manifest comes near, and no walk runs out of stack. */
export const MAX_DEPTH = 500;

/** True if maps and lists lie deeper in each other. */
export function isTooDeep(value: unknown, room = MAX_DEPTH): boolean {
  if (value === null || typeof value !== 'object') return false;
  return room === 0 || Object.values(value).some((inner) => isTooDeep(inner, room - 1));
}

/** What JSON.parse complained about, in one line and without its own copy of the input. */
export function jsonReason(error: unknown, text: string): { message: string; line?: number } {
  const said = error instanceof Error ? error.message : String(error);
  const position = /at position (\d+)/.exec(said);
  const early = /^Unexpected end/.test(said);
  const before = early ? text : position === null ? undefined : text.slice(0, Number(position[1]));
  const message = early
    ? 'the text ends too early'
    : said.replace(/,? *(?:in JSON|"[^]*" is not valid JSON|\.\.\.[^]*).*$/s, '');
  return { message: `not JSON: ${message}`, ...(before === undefined ? {} : { line: before.split('\n').length }) };
}
