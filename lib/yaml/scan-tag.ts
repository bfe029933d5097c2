// Tags: `!!str`, `!own`, `!handle!name`, `!<verbatim>`.
import { isBlankOrEnd, isWord } from './characters';
import { Cursor } from './cursor';
import { YamlError } from './yaml-error';

const URI = ";/?:@&=+$,.!~*'()[]%";

/** Scans a tag; the cursor stands at its `!`. A lone `!` is the handle '' with the suffix `!`. */
export function scanTag(cursor: Cursor): { handle: string; suffix: string } {
  const start = cursor.at;
  let handle = '';
  let suffix: string;
  if (cursor.peek(1) === 60) {
    cursor.at += 2;
    suffix = uri(cursor, start);
    if (suffix === '') throw new YamlError('a tag without a name', start);
    if (cursor.peek() !== 62) throw new YamlError("a tag without its '>'", start);
    cursor.at++;
  } else {
    cursor.at++;
    while (isWord(cursor.peek())) cursor.at++;
    if (cursor.peek() === 33) {
      handle = cursor.text.slice(start, ++cursor.at);
      suffix = uri(cursor, start);
      if (suffix === '') throw new YamlError('a tag without a name', start);
    } else {
      const head = cursor.text.slice(start + 1, cursor.at);
      suffix = head + uri(cursor, start);
      if (suffix === '') suffix = '!';
      else handle = '!';
    }
  }
  if (!isBlankOrEnd(cursor.peek())) throw new YamlError('a tag must end with a blank', start);
  return { handle, suffix };
}

function uri(cursor: Cursor, start: number): string {
  const from = cursor.at;
  let isEscaped = false;
  for (let c = cursor.peek(); isWord(c) || URI.includes(String.fromCharCode(c)); c = cursor.peek()) {
    if (c === 37) isEscaped = true;
    cursor.at++;
  }
  const text = cursor.text.slice(from, cursor.at);
  if (!isEscaped) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new YamlError('a tag with a broken % escape', start);
  }
}
