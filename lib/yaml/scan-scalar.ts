// Scalars: plain, quoted and block ones, from the text to the value.
import { breakText, END, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, LF, SPACE, TAB } from './characters';
import { Cursor } from './cursor';
import { YamlError } from './yaml-error';

/** The blanks and breaks between two lines of a scalar, and what they stand for. */
class Fold {
  /** True once a break was seen. */
  public isOpen = false;
  private first = '';
  private rest = '';

  public break(c: number): void {
    if (this.isOpen) this.rest += breakText(c);
    else {
      this.first = breakText(c);
      this.isOpen = true;
    }
  }

  /** An escaped break, which stands for nothing. */
  public escaped(): void {
    this.isOpen = true;
  }

  public take(): string {
    const { first, rest } = this;
    this.isOpen = false;
    this.first = this.rest = '';
    if (first !== '\n') return first + rest;
    return rest === '' ? ' ' : rest;
  }
}

/**
 * Scans a plain scalar.
 *
 * @param indent the least column of its further lines outside of brackets
 * @returns the value, and whether the cursor stands on another line behind it
 */
export function scanPlain(cursor: Cursor, inFlow: boolean, indent: number): { value: string; brokeLine: boolean } {
  const { text } = cursor;
  let value = '';
  let from = cursor.at;
  let end = from;
  let fold: Fold | undefined;
  for (;;) {
    let at = cursor.at;
    let c = text.charCodeAt(at);
    if (c === 35 || cursor.isDocumentMark()) break;
    while (!isBlankOrEnd(c)) {
      if (c === 58) {
        if (isBlankOrEnd(text.charCodeAt(at + 1))) break;
      } else if (inFlow && (c === 44 || c === 63 || c === 91 || c === 93 || c === 123 || c === 125)) break;
      c = text.charCodeAt(++at);
    }
    if (at > cursor.at) {
      if (fold?.isOpen === true) {
        value += text.slice(from, end) + fold.take();
        from = cursor.at;
      }
      end = cursor.at = at;
    }
    if (c === END || !isBlankOrEnd(c)) break;
    while (isBlank(c) || isBreak(c)) {
      if (isBreak(c)) {
        (fold ??= new Fold()).break(c);
        cursor.skipBreak();
      } else {
        if (c === TAB && fold?.isOpen === true && cursor.column < indent)
          throw new YamlError('a tab stands where only spaces may indent', cursor.at);
        cursor.at++;
      }
      c = text.charCodeAt(cursor.at);
    }
    if (!inFlow && cursor.column < indent) break;
  }
  const brokeLine = fold?.isOpen === true;
  return { value: value === '' ? text.slice(from, end) : value + text.slice(from, end), brokeLine };
}

/** Escapes of double-quoted text. Those of JSON for `/` and for surrogates are none. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Scans a quoted scalar; the cursor stands at its quote. Columns do not count within. */
export function scanQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const begin = cursor.at;
  const quote = text.charCodeAt(cursor.at++);
  const isSingle = quote === 39;
  let value = '';
  let from = cursor.at;
  for (;;) {
    if (cursor.isDocumentMark()) throw new YamlError('a document ends within quotes', begin);
    let c = text.charCodeAt(cursor.at);
    let escapedBreak = false;
    while (!isBlankOrEnd(c) && c !== quote) {
      if (c === 92 && !isSingle) {
        value += text.slice(from, cursor.at++);
        if (isBreak(text.charCodeAt(cursor.at))) {
          cursor.skipBreak();
          escapedBreak = true;
          from = cursor.at;
          c = text.charCodeAt(cursor.at);
          break;
        }
        value += escape(cursor);
        from = cursor.at;
      } else cursor.at++;
      c = text.charCodeAt(cursor.at);
    }
    if (c === quote && !escapedBreak) {
      if (!isSingle || text.charCodeAt(cursor.at + 1) !== quote) break;
      // Two single quotes are one.
      value += text.slice(from, ++cursor.at);
      from = ++cursor.at;
      continue;
    }
    if (c === END) throw new YamlError('quotes are not closed', begin);
    let end = cursor.at;
    let fold: Fold | undefined;
    if (escapedBreak) (fold = new Fold()).escaped();
    while (isBlank(c) || isBreak(c)) {
      if (isBreak(c)) {
        fold ??= new Fold();
        if (!fold.isOpen) value += text.slice(from, end);
        fold.break(c);
        cursor.skipBreak();
        from = end = cursor.at;
      } else {
        cursor.at++;
        if (fold !== undefined) from = end = cursor.at;
      }
      c = text.charCodeAt(cursor.at);
    }
    if (fold !== undefined) value += fold.take();
  }
  const last = text.slice(from, cursor.at++);
  return value === '' ? last : value + last;
}

function escape(cursor: Cursor): string {
  const letter = cursor.text[cursor.at]!;
  const start = cursor.at - 1;
  const plain = ESCAPES[letter];
  if (plain !== undefined) {
    cursor.at++;
    return plain;
  }
  const length = HEX_DIGITS[letter];
  if (length === undefined) throw new YamlError('an escape that YAML 1.1 does not have', start);
  const digits = cursor.text.slice(cursor.at + 1, cursor.at + 1 + length);
  const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? parseInt(digits, 16) : -1;
  if (code < 0) throw new YamlError(`an escape without ${length} hexadecimal digits`, start);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    throw new YamlError('an escape that stands for no character', start);
  cursor.at += 1 + length;
  return String.fromCodePoint(code);
}

/**
 * Scans a block scalar; the cursor stands at its `|` or `>`.
 *
 * @param indent that of the block around it; -1 at the top
 */
export function scanBlock(cursor: Cursor, indent: number): string {
  const isFolded = cursor.peek() === 62;
  cursor.at++;
  const { keep, increment } = header(cursor);
  const breaks = { text: '', indent: increment === 0 ? 0 : Math.max(indent, 0) + increment };
  leadingBreaks(cursor, breaks, indent);
  const { text } = cursor;
  let value = '';
  let first = '';
  let afterBlank = false;
  while (cursor.column === breaks.indent && text.charCodeAt(cursor.at) !== END) {
    const isBlankLine = isBlank(text.charCodeAt(cursor.at));
    if (isFolded && first === '\n' && !afterBlank && !isBlankLine) {
      if (breaks.text === '') value += ' ';
    } else value += first;
    value += breaks.text;
    breaks.text = '';
    afterBlank = isBlankLine;
    const start = cursor.at;
    cursor.skipLine();
    value += text.slice(start, cursor.at);
    first = '';
    const c = text.charCodeAt(cursor.at);
    if (c !== END) {
      first = breakText(c);
      cursor.skipBreak();
    }
    leadingBreaks(cursor, breaks, indent);
  }
  if (keep !== '-') value += first;
  if (keep === '+') value += breaks.text;
  return value;
}

function header(cursor: Cursor): { keep: '' | '-' | '+'; increment: number } {
  let keep: '' | '-' | '+' = '';
  let increment = 0;
  const sign = () => {
    const c = cursor.peek();
    if (keep !== '' || (c !== 43 && c !== 45)) return;
    keep = c === 43 ? '+' : '-';
    cursor.at++;
  };
  sign();
  const digit = cursor.peek() - 48;
  if (digit >= 0 && digit <= 9) {
    if (digit === 0) throw new YamlError('a block scalar cannot be indented by 0', cursor.at);
    increment = digit;
    cursor.at++;
    sign();
  }
  while (isBlank(cursor.peek())) cursor.at++;
  if (cursor.peek() === 35) cursor.skipLine();
  const c = cursor.peek();
  if (!isBreakOrEnd(c)) throw new YamlError('text stands behind the | or > of a block scalar', cursor.at);
  if (c !== END) cursor.skipBreak();
  return { keep, increment };
}

/** Steps over indentation and empty lines. Where the indentation is not known yet, the deepest line decides. */
function leadingBreaks(cursor: Cursor, breaks: { text: string; indent: number }, parent: number): void {
  const { text } = cursor;
  let deepest = 0;
  for (;;) {
    let c = text.charCodeAt(cursor.at);
    while (c === SPACE && (breaks.indent === 0 || cursor.column < breaks.indent)) c = text.charCodeAt(++cursor.at);
    if (cursor.column > deepest) deepest = cursor.column;
    if (c === TAB && (breaks.indent === 0 || cursor.column < breaks.indent))
      throw new YamlError('a tab stands where only spaces may indent', cursor.at);
    if (!isBreak(c)) break;
    breaks.text += c === LF ? '\n' : breakText(c);
    cursor.skipBreak();
  }
  if (breaks.indent === 0) breaks.indent = Math.max(deepest, parent + 1, 1);
}
