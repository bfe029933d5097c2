// Classes of characters as libyaml's scanner sees them, and those that its reader refuses.

/** Stands behind the last character of what is scanned; no text may hold it. */
export const END = 0;
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
const NEL = 0x85;
const LS = 0x2028;
const PS = 0x2029;

/** A break of lines. YAML 1.1 has five; CR LF is one. */
export function isBreak(c: number): boolean {
  return c === LF || c === CR || c === NEL || c === LS || c === PS;
}

/** Space or tab. */
export function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}

/** Space, tab, break or the end. */
export function isBlankOrEnd(c: number): boolean {
  return c <= SPACE ? c === SPACE || c === LF || c === TAB || c === CR || c === END : c === NEL || c === LS || c === PS;
}

/** Break or end. */
export function isBreakOrEnd(c: number): boolean {
  return c === END || isBreak(c);
}

/** The characters of which anchors and tag handles are made. */
export function isWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 45 || c === 95;
}

/** What a break stands for in a value: NEL, CR and CR LF become LF, the separators of Unicode stay. */
export function breakText(c: number): string {
  return c === LS ? '\u2028' : c === PS ? '\u2029' : '\n';
}

/** Characters that no text may hold, also in comments and quotes. Source: yaml_parser_update_buffer() of go.yaml.in/yaml/v2. */
const REFUSED =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Offset of the first character that no YAML may hold; -1 if there is none. */
export function refusedCharacter(text: string): number {
  return text.search(REFUSED);
}
