// From characters to tokens, with libyaml's rules of simple keys and indentation. Tokens are made one by one as they are asked for: what
// nobody asks for is not looked at, as in Go.
import { isBlankOrEnd, isBreak, isWord, SPACE, TAB } from './characters';
import { Cursor } from './cursor';
import { scanBlock, scanPlain, scanQuoted } from './scan-scalar';
import { scanTag } from './scan-tag';
import {
  ALIAS,
  ANCHOR,
  BLOCK_END,
  BLOCK_ENTRY,
  BLOCK_MAPPING_START,
  BLOCK_SEQUENCE_START,
  DOCUMENT_END,
  DOCUMENT_START,
  FLOW_ENTRY,
  FLOW_MAPPING_END,
  FLOW_MAPPING_START,
  FLOW_SEQUENCE_END,
  FLOW_SEQUENCE_START,
  KEY,
  SCALAR,
  ScalarStyle,
  STREAM_END,
  TAG,
  Token,
  VALUE,
} from './token';
import { YamlError } from './yaml-error';

/** Longest simple key, in characters. Source: yaml_simple_key_is_valid() of go.yaml.in/yaml/v2. */
const LONGEST_KEY = 1024;

/** How many tokens that are taken wait to be thrown away. */
const GONE = 1024;

/** Where a key without `?` may have begun, at one flow level. */
interface SimpleKey {
  isPossible: boolean;
  /** In a block, at the column of the block: nothing but a key can stand there. */
  isRequired: boolean;
  /** Whether its first token has to wait until it is known whether it begins a key. */
  isAwaited: boolean;
  /** Number of its first token, counted from the start of the text. */
  token: number;
  at: number;
  lineStart: number;
}

export class Scanner {
  private readonly cursor: Cursor;
  private readonly text: string;
  /** Tokens that wait; those before `head` are gone. */
  private queue: Token[] = [];
  private head = 0;
  private taken = 0;
  private isReady = false;
  /** Column of the innermost block; -1 outside of all. */
  private indent = -1;
  private readonly indents: number[] = [];
  private flowLevel = 0;
  private readonly keys: SimpleKey[] = [noKey()];
  private keyAllowed = true;
  /** Offset of the last comment between tokens; -1 if there was none. */
  public lastComment = -1;

  /**
   * @param text one document and what stands around it, without characters that YAML refuses
   * @param ahead how many tokens behind the next one must be whole too: none for yaml.v2; two for yaml.v3, which looks for comments
   */
  public constructor(
    text: string,
    private readonly ahead: number,
  ) {
    this.text = `${text}\0`;
    this.cursor = new Cursor(this.text, text.length);
    // The reader takes one byte order mark, the scanner another one.
    while (this.cursor.at < 2 && this.text.charCodeAt(this.cursor.at) === 0xfeff)
      this.cursor.lineStart = ++this.cursor.at;
  }

  /** The token that comes next. */
  public peek(): Token {
    if (!this.isReady) {
      while (this.needsMore()) this.fetch();
      this.isReady = true;
    }
    return this.queue[this.head]!;
  }

  /** Takes the token that `peek` gave. */
  public skip(): void {
    this.isReady = false;
    this.taken++;
    if (++this.head === this.queue.length || this.head === GONE) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
  }

  /** A token may only be taken once it is known whether it begins a key. */
  private needsMore(): boolean {
    const { queue, head } = this;
    if (queue.length - head <= this.ahead && queue.at(-1)?.type !== STREAM_END) return true;
    const first = queue[head]!;
    const key = first.keyLevel < 0 ? undefined : this.keys[first.keyLevel];
    return key !== undefined && key.isAwaited && key.token === this.taken && this.isValid(key);
  }

  /** A simple key ends on its line and is not long. */
  private isValid(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    const { cursor } = this;
    if (key.lineStart === cursor.lineStart && !this.isLong(key)) return true;
    if (key.isRequired) throw new YamlError("could not find expected ':'", key.at);
    key.isPossible = false;
    return false;
  }

  private isLong(key: SimpleKey): boolean {
    const { at } = this.cursor;
    if (at - key.at <= LONGEST_KEY) return false;
    // Beyond the first plane two units are one character.
    if (at - key.at > 2 * LONGEST_KEY) return true;
    let length = 0;
    for (let index = key.at; index < at; index++) if ((this.text.charCodeAt(index) & 0xfc00) !== 0xdc00) length++;
    return length > LONGEST_KEY;
  }

  private push(
    type: number,
    start: number,
    value = '',
    style: ScalarStyle = 'plain',
    keyLevel = -1,
    handle = '',
  ): void {
    this.queue.push(new Token(type, start, value, style, keyLevel, handle));
  }

  private fetch(): void {
    this.skipToToken();
    const { cursor, text } = this;
    const column = cursor.at - cursor.lineStart;
    this.unroll(column);
    const c = text.charCodeAt(cursor.at);
    if (cursor.at === cursor.end) return this.fetchEnd();
    if (column === 0) {
      if (c === 37) throw new YamlError('a directive: Go reads none', cursor.at);
      if ((c === 45 || c === 46) && cursor.isDocumentMark())
        return this.fetchMark(c === 45 ? DOCUMENT_START : DOCUMENT_END);
    }
    const next = text.charCodeAt(cursor.at + 1);
    const inFlow = this.flowLevel > 0;
    switch (c) {
      case 91:
        return this.fetchFlowStart(FLOW_SEQUENCE_START);
      case 123:
        return this.fetchFlowStart(FLOW_MAPPING_START);
      case 93:
        return this.fetchFlowEnd(FLOW_SEQUENCE_END);
      case 125:
        return this.fetchFlowEnd(FLOW_MAPPING_END);
      case 44:
        return this.fetchFlowEntry();
      case 45:
        if (isBlankOrEnd(next)) return this.fetchBlockEntry();
        break;
      case 63:
        if (inFlow || isBlankOrEnd(next)) return this.fetchKey();
        break;
      case 58:
        if (inFlow || isBlankOrEnd(next)) return this.fetchValue();
        break;
      case 42:
        return this.fetchName(ALIAS);
      case 38:
        return this.fetchName(ANCHOR);
      case 33:
        return this.fetchTag();
      case 124:
      case 62:
        if (!inFlow) return this.fetchBlockScalar(c === 124 ? 'literal' : 'folded');
        throw cannotStart(cursor.at);
      case 39:
        return this.fetchQuoted('single');
      case 34:
        return this.fetchQuoted('double');
      case 35:
      case 37:
      case 64:
      case 96:
      case TAB:
        throw cannotStart(cursor.at, c === TAB);
    }
    this.fetchPlain();
  }

  /** Steps over blanks, comments and breaks. A tab is none where it could be taken for indentation. */
  private skipToToken(): void {
    const { cursor, text } = this;
    for (;;) {
      let c = text.charCodeAt(cursor.at);
      const tabs = this.flowLevel > 0 || !this.keyAllowed;
      while (c === SPACE || (tabs && c === TAB)) c = text.charCodeAt(++cursor.at);
      if (c === 35) {
        this.lastComment = cursor.at;
        cursor.skipLine();
        c = text.charCodeAt(cursor.at);
      }
      if (!isBreak(c)) return;
      cursor.skipBreak();
      if (this.flowLevel === 0) this.keyAllowed = true;
    }
  }

  /** Closes the blocks that are deeper than a column. Between brackets columns do not count. */
  private unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.push(BLOCK_END, this.cursor.at);
      this.indent = this.indents.pop()!;
    }
  }

  /** Opens a block if the column is deeper, before the token of that number or behind all. */
  private roll(column: number, type: number, at: number, before = -1): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (before < 0) this.push(type, at);
    else this.insert(before, type, at);
  }

  private insert(number: number, type: number, start: number): void {
    // The place of a token that is taken already is behind all others.
    const index = number < this.taken ? this.queue.length : this.head + number - this.taken;
    this.queue.splice(index, 0, new Token(type, start, '', 'plain', -1, ''));
  }

  /** Notes that a key may begin here; -1 if none may. */
  private saveKey(): number {
    const { cursor } = this;
    if (!this.keyAllowed) return -1;
    const isRequired = this.flowLevel === 0 && this.indent === cursor.column;
    this.dropKey();
    const key = this.keys[this.flowLevel]!;
    key.isPossible = true;
    key.isRequired = isRequired;
    key.isAwaited = true;
    key.token = this.nextToken();
    key.at = cursor.at;
    key.lineStart = cursor.lineStart;
    return this.flowLevel;
  }

  /** Number of the token that is pushed next. */
  private nextToken(): number {
    return this.taken + this.queue.length - this.head;
  }

  private dropKey(): void {
    const key = this.keys[this.flowLevel]!;
    if (key.isPossible && key.isRequired) throw new YamlError("could not find expected ':'", key.at);
    key.isPossible = false;
  }

  private fetchEnd(): void {
    const { cursor } = this;
    // The end stands on a line of its own.
    if (cursor.at !== cursor.lineStart) cursor.lineStart = cursor.at;
    this.unroll(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.push(STREAM_END, cursor.at);
  }

  private fetchMark(type: number): void {
    this.unroll(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.push(type, this.cursor.at);
    this.cursor.at += 3;
  }

  private fetchFlowStart(type: number): void {
    const level = this.saveKey();
    this.keys[++this.flowLevel] = noKey(this.nextToken());
    this.keyAllowed = true;
    this.push(type, this.cursor.at++, '', 'plain', level);
  }

  private fetchFlowEnd(type: number): void {
    this.dropKey();
    if (this.flowLevel > 0) {
      // Between empty brackets no key was noted: the number is still that of the bracket, which Go then hands on without waiting for a colon.
      const { token } = this.keys[this.flowLevel]!;
      this.keys.length = this.flowLevel--;
      const outer = this.keys[this.flowLevel]!;
      if (outer.token === token) outer.isAwaited = false;
    }
    this.keyAllowed = false;
    this.push(type, this.cursor.at++);
  }

  private fetchFlowEntry(): void {
    this.dropKey();
    this.keyAllowed = true;
    this.push(FLOW_ENTRY, this.cursor.at++);
  }

  private fetchBlockEntry(): void {
    const { cursor } = this;
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) throw new YamlError('a list item may not stand here', cursor.at);
      this.roll(cursor.column, BLOCK_SEQUENCE_START, cursor.at);
    }
    this.dropKey();
    this.keyAllowed = true;
    this.push(BLOCK_ENTRY, cursor.at++);
  }

  private fetchKey(): void {
    const { cursor } = this;
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) throw new YamlError('a key may not stand here', cursor.at);
      this.roll(cursor.column, BLOCK_MAPPING_START, cursor.at);
    }
    this.dropKey();
    this.keyAllowed = this.flowLevel === 0;
    this.push(KEY, cursor.at++);
  }

  private fetchValue(): void {
    const { cursor } = this;
    const key = this.keys[this.flowLevel]!;
    if (this.isValid(key)) {
      this.insert(key.token, KEY, key.at);
      this.roll(key.at - key.lineStart, BLOCK_MAPPING_START, key.at, key.token);
      key.isPossible = false;
      this.keyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.keyAllowed) throw new YamlError('mapping values are not allowed in this context', cursor.at);
        this.roll(cursor.column, BLOCK_MAPPING_START, cursor.at);
      }
      this.keyAllowed = this.flowLevel === 0;
    }
    this.push(VALUE, cursor.at++);
  }

  private fetchName(type: number): void {
    const level = this.saveKey();
    this.keyAllowed = false;
    const { cursor, text } = this;
    const start = cursor.at++;
    let c = text.charCodeAt(cursor.at);
    while (isWord(c)) c = text.charCodeAt(++cursor.at);
    if (cursor.at === start + 1 || !(isBlankOrEnd(c) || '?:,]}%@`'.includes(String.fromCharCode(c))))
      throw new YamlError('the name of an anchor has letters, digits, - and _ only', start);
    this.push(type, start, text.slice(start + 1, cursor.at), 'plain', level);
  }

  private fetchTag(): void {
    const level = this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.at;
    const { handle, suffix } = scanTag(this.cursor);
    this.push(TAG, start, suffix, 'plain', level, handle);
  }

  private fetchBlockScalar(style: ScalarStyle): void {
    this.dropKey();
    this.keyAllowed = true;
    const start = this.cursor.at;
    this.push(SCALAR, start, scanBlock(this.cursor, this.indent), style);
  }

  private fetchQuoted(style: ScalarStyle): void {
    const level = this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.at;
    this.push(SCALAR, start, scanQuoted(this.cursor), style, level);
  }

  private fetchPlain(): void {
    const level = this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.at;
    const { value, brokeLine } = scanPlain(this.cursor, this.flowLevel > 0, this.indent + 1);
    if (brokeLine) this.keyAllowed = true;
    this.push(SCALAR, start, value, 'plain', level);
  }
}

/** @param token number of the bracket that opens the level; @default - none */
function noKey(token = -1): SimpleKey {
  return { isPossible: false, isRequired: false, isAwaited: false, token, at: 0, lineStart: 0 };
}

function cannotStart(at: number, isTab = false): YamlError {
  return new YamlError(
    isTab ? 'a tab stands where only spaces may indent' : 'a character that cannot begin a value',
    at,
  );
}
