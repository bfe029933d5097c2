// What is wrong with a JSON text.

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
