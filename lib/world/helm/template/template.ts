// The small part of helm's template language that values of releases use, evaluated as helm's `tpl` does: texts, fields of the
// release and of the values, pipelines, parentheses and the functions of functions.ts. Everything else is not understood.
import { isMap, PlainMap } from '../../../manifest';
import { FUNCTION_NAMES, KEYWORDS } from './function-names';
import { callFunction } from './functions';
import { GoInt, NotUnderstood, printed, Refused } from './go-values';

/** What `$` and the first `.` of a template are: `Values`, `Release`, `Chart`. @internal */
export type TemplateRoot = PlainMap;

type Node =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'field'; readonly keys: readonly string[]; readonly of?: Node }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Node[] };

/**
 * A text with its templates filled.
 *
 * @throws Refused where helm refuses the text, NotUnderstood where it is beyond the part that is followed
 * @internal
 */
export function filled(text: string, root: TemplateRoot): string {
  if (!text.includes('{{')) return text;
  // A template is parsed as a whole before any of it runs: a bad action at its end stops the first one too.
  const parts = parsed(text);
  return parts.map((part) => (typeof part === 'string' ? part : printed(evaluated(part, root)))).join('');
}

/** Texts and actions in turn. */
function parsed(text: string): (string | Node)[] {
  const parts: (string | Node)[] = [];
  let open: NotUnderstood | undefined;
  let at = 0;
  let trimNext = false;
  for (;;) {
    const start = text.indexOf('{{', at);
    let before = text.slice(at, start < 0 ? undefined : start);
    if (trimNext) before = before.trimStart();
    const trimBefore = start >= 0 && /^\{\{-\s/.test(text.slice(start, start + 4));
    parts.push(trimBefore ? before.trimEnd() : before);
    if (start < 0) break;
    const lexer = new Lexer(text, start + (trimBefore ? 3 : 2));
    try {
      const action = lexer.action();
      if (action !== undefined) parts.push(action);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      // What follows may still be something that stops helm.
      open ??= error;
      lexer.skip();
    }
    at = lexer.end;
    trimNext = lexer.trims;
  }
  if (open !== undefined) throw open;
  return parts;
}

const NUMBER = /[+-]?\d+(?:\.\d+)?/y;
const WORD = /[A-Za-z_]\w*/y;

class Lexer {
  /** Behind the action, once it is read. */
  end = 0;
  /** True where the action takes away the space behind it. */
  trims = false;

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  /** The action as a node; undefined for a comment. */
  action(): Node | undefined {
    const comment = /\s?\/\*/y;
    comment.lastIndex = this.at;
    if (comment.test(this.text)) return this.comment();
    this.space();
    if (this.closes()) throw refused('missing value for command');
    const node = this.pipeline();
    if (!this.closes()) throw refused(`unexpected ${JSON.stringify(this.text[this.at] ?? 'end')} in an action`);
    return node;
  }

  /** Goes on to the end of an action that is not understood. */
  skip(): void {
    while (!this.closes()) {
      const char = this.text[this.at];
      if (char === undefined) throw refused('unclosed action');
      if (char === '"' || char === '`' || char === "'") this.string();
      else {
        this.reads(WORD);
        this.at++;
      }
    }
  }

  private comment(): undefined {
    const end = this.text.indexOf('*/', this.at);
    if (end < 0) throw refused('unclosed comment');
    this.at = end + 2;
    if (!this.closes()) throw refused('comment ends before closing delimiter');
    return undefined;
  }

  /** True, and the end noted, where the action closes here. */
  private closes(): boolean {
    const found = /(\s+-)?\}\}/y;
    found.lastIndex = this.at;
    const match = found.exec(this.text);
    const spaced = /\s*\}\}/y;
    spaced.lastIndex = this.at;
    const plain = match ?? spaced.exec(this.text);
    if (plain === null) return false;
    this.trims = match?.[1] !== undefined;
    this.end = this.at + plain[0].length;
    return true;
  }

  private pipeline(): Node {
    let node = this.command([]);
    for (this.space(); this.text[this.at] === '|'; this.space()) {
      this.at++;
      node = this.command([node]);
    }
    return node;
  }

  /** One command; what a pipe brings comes last. */
  private command(piped: readonly Node[]): Node {
    this.space();
    const word = this.reads(WORD);
    if (word !== undefined && word !== 'true' && word !== 'false') {
      this.known(word);
      const given: Node[] = [];
      for (this.space(); !this.ends(); this.space()) given.push(this.operand());
      return { kind: 'call', name: word, given: [...given, ...piped] };
    }
    if (word !== undefined) this.at -= word.length;
    const node = this.operand();
    this.space();
    if (!this.ends()) throw refused("can't give argument to non-function");
    if (piped.length > 0) throw refused('non executable command in pipeline');
    return node;
  }

  private ends(): boolean {
    const char = this.text[this.at];
    if (char === undefined) throw refused('unclosed action');
    return char === '|' || char === ')' || this.closes();
  }

  private operand(): Node {
    const char = this.text[this.at];
    if (char === '"' || char === '`' || char === "'") return { kind: 'value', value: this.string() };
    if (char === '(') return this.fields(this.parenthesis());
    if (char === '.' || char === '$') return this.root();
    const number = this.reads(NUMBER);
    if (number !== undefined) return { kind: 'value', value: numberOf(number) };
    const word = this.reads(WORD);
    if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
    if (word === undefined) throw refused(`unexpected ${JSON.stringify(char ?? 'end')} in an action`);
    this.known(word);
    return { kind: 'call', name: word, given: [] };
  }

  private known(word: string): void {
    if (KEYWORDS.has(word)) throw new NotUnderstood(`the action "${word}" of a template`);
    if (!FUNCTION_NAMES.has(word)) throw refused(`function "${word}" not defined`);
  }

  private parenthesis(): Node {
    this.at++;
    const node = this.pipeline();
    this.space();
    if (this.text[this.at] !== ')') throw refused('unclosed left paren');
    this.at++;
    return node;
  }

  private root(): Node {
    if (this.text[this.at] === '$') {
      this.at++;
      if (this.reads(WORD) !== undefined) throw new NotUnderstood('a variable of a template');
      return this.fields({ kind: 'field', keys: [] });
    }
    if (!/[A-Za-z_]/.test(this.text[this.at + 1] ?? '')) {
      this.at++;
      return { kind: 'field', keys: [] };
    }
    return this.fields({ kind: 'field', keys: [] });
  }

  private fields(of: Node): Node {
    const keys: string[] = [];
    while (this.text[this.at] === '.') {
      this.at++;
      const key = this.reads(WORD);
      if (key === undefined) throw refused('unexpected . after a term');
      keys.push(key);
    }
    return keys.length === 0 ? of : { kind: 'field', keys, of };
  }

  private string(): string {
    const quote = this.text[this.at];
    const pattern = quote === '`' ? /`([^`]*)`/y : quote === '"' ? /"((?:[^"\\\n]|\\.)*)"/y : /'((?:[^'\\\n]|\\.)+)'/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) throw refused(`unterminated ${quote === "'" ? 'character constant' : 'quoted string'}`);
    this.at += match[0].length;
    if (quote === '`') return match[1]!;
    if (quote === "'") {
      if ([...match[1]!].length > 1 && !match[1]!.startsWith('\\')) throw refused('malformed character constant');
      throw new NotUnderstood('a character constant');
    }
    return unescaped(match[1]!);
  }

  private space(): void {
    this.reads(/\s+(?!-\}\})/y);
  }

  private reads(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}

function evaluated(node: Node, root: TemplateRoot): unknown {
  if (node.kind === 'value') return node.value;
  if (node.kind === 'field') return field(node.of === undefined ? root : evaluated(node.of, root), node.keys);
  const given = node.given.map((inner) => evaluated(inner, root));
  if (node.name !== 'tpl') return callFunction(node.name, given);
  if (given.length !== 2 || typeof given[0] !== 'string') throw refused('wrong arguments for tpl');
  if (given[1] !== root) throw new NotUnderstood('tpl with another root');
  return filled(given[0], root);
}

/** A chain of fields: a missing key of a map is no value, a key of no value stops the template. */
function field(of: unknown, keys: readonly string[]): unknown {
  let here = of;
  for (const key of keys) {
    if (here === null || here === undefined) throw refused(`nil pointer evaluating interface {}.${key}`);
    if (!isMap(here) || here instanceof GoInt) throw refused(`can't evaluate field ${key} in type interface {}`);
    if (here === of && UNFOLLOWED.has(key) && Object.hasOwn(here, 'Values')) throw new NotUnderstood(`.${key}`);
    here = Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}

/** What helm puts beside Values, Release and Chart; this reader knows nothing of it. */
const UNFOLLOWED = new Set(['Capabilities', 'Files', 'Subcharts', 'Template']);

function numberOf(text: string): unknown {
  return text.includes('.') ? Number(text) : new GoInt(Number(text));
}

function unescaped(text: string): string {
  if (!/^(?:[^\\]|\\[\\"ntr])*$/.test(text)) throw new NotUnderstood('an escape in a quoted text');
  return JSON.parse(`"${text.replace(/\t/g, '\\t')}"`) as string;
}

function refused(message: string): Refused {
  return new Refused('template', message);
}
