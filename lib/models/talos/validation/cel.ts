// Selectors in CEL: whether they read at all, and whether they ask for what is there. Types are not worked out.

/** Variables that an expression may use. Source: pkg/machinery/cel/celenv. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  link: ['link', 'mac', 'glob'],
  disk: ['disk', 'system_disk', 'glob'],
  volume: ['volume', 'disk', 'system_disk', 'volume_id', 'glob'],
};
const WORDS = new Set(['true', 'false', 'null', 'in', 'has', 'size', 'string', 'int', 'uint', 'double', 'matches']);

/** What is wrong with an expression; undefined if nothing that can be seen. Variables of an unknown environment are not looked at. */
export function celProblem(text: string, environment: string, wanted: 'bool' | 'number' = 'bool'): string | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return 'syntax';
  return new Parser(tokens, VARIABLES[environment], wanted).problem();
}

const TOKEN =
  /\s+|(?<string>[rRbB]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<number>(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)u?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||==|!=|<=|>=|[-+*/%!<>?:.,()[\]{}])/gy;

interface Token {
  readonly type: 'string' | 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    for (const type of ['string', 'number', 'name', 'sign'] as const) {
      const own = found.groups?.[type];
      if (own !== undefined) tokens.push({ type, text: own });
    }
  }
  return tokens;
}

const LEVELS = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in'], ['+', '-'], ['*', '/', '%']];

/** What an expression gives, as far as its form says. */
type Kind = 'bool' | 'other' | 'unknown';

class Parser {
  private at = 0;
  private unknownName = false;

  public constructor(
    private readonly tokens: readonly Token[],
    private readonly variables: readonly string[] | undefined,
    private readonly wanted: 'bool' | 'number',
  ) {}

  public problem(): string | undefined {
    try {
      const kind = this.ternary();
      if (this.at < this.tokens.length) return 'syntax';
      if (this.unknownName) return 'unknown-name';
      if (kind === 'unknown') return undefined;
      return (kind === 'bool') === (this.wanted === 'bool') ? undefined : 'type';
    } catch {
      return 'syntax';
    }
  }

  private ternary(): Kind {
    const condition = this.binary(0);
    if (!this.take('?')) return condition;
    const kind = this.ternary();
    this.expect(':');
    this.ternary();
    return kind;
  }

  private binary(level: number): Kind {
    if (level === LEVELS.length) return this.unary();
    let kind = this.binary(level + 1);
    while (LEVELS[level]!.includes(this.peek()?.text ?? '') && this.peek()?.type !== 'string') {
      this.at++;
      this.binary(level + 1);
      kind = level < 3 ? 'bool' : 'other';
    }
    return kind;
  }

  private unary(): Kind {
    if (this.take('!')) {
      this.unary();
      return 'bool';
    }
    if (this.take('-')) {
      this.unary();
      return 'other';
    }
    return this.member(this.primary());
  }

  private member(first: Kind): Kind {
    let kind = first;
    for (;;) {
      if (this.take('.')) {
        if (this.next().type !== 'name') throw new Error();
        kind = 'unknown';
        if (this.take('(')) this.list(')');
      } else if (this.take('[')) {
        this.ternary();
        this.expect(']');
        kind = 'unknown';
      } else return kind;
    }
  }

  private primary(): Kind {
    const token = this.next();
    if (token.type === 'string' || token.type === 'number') return 'other';
    if (token.type === 'name') {
      if (token.text === 'true' || token.text === 'false') return 'bool';
      if (this.take('(')) {
        this.list(')');
        return 'unknown';
      }
      // Units are constants: GiB, MB.
      if (
        this.variables?.includes(token.text) === false &&
        !WORDS.has(token.text) &&
        !/^[kKMGTPE]i?B?$/.test(token.text)
      )
        this.unknownName = true;
      return 'unknown';
    }
    if (token.text === '(') {
      const kind = this.ternary();
      this.expect(')');
      return kind;
    }
    if (token.text === '[') {
      this.list(']');
      return 'other';
    }
    throw new Error();
  }

  private list(end: string): void {
    if (this.take(end)) return;
    do this.ternary();
    while (this.take(','));
    this.expect(end);
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Error();
    return token;
  }

  private take(sign: string): boolean {
    if (this.peek()?.type !== 'sign' || this.peek()?.text !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new Error();
  }
}
