// Label selectors written as one text (`zone=a,disk in (ssd, nvme),!old`), as annotations hold them.
// Source: k8s.io/apimachinery/pkg/labels/selector.go, Parse.
import { addRequirement, LabelOperator, LabelRequirement, LabelSelector, SelectorProblem } from './label-selector';

const SPECIAL = '=!(),<>';
const TOKENS = ['=', '==', '!=', '!', '(', ')', ',', '<', '>'];
const OPERATORS: Readonly<Record<string, LabelOperator>> = {
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '<': 'Lt',
  '>': 'Gt',
  in: 'In',
  notin: 'NotIn',
};

interface Token {
  /** A word, one of the marks, or the end. */
  readonly kind: 'word' | 'mark' | 'end';
  readonly text: string;
}

/** Reads the text; with a problem the selector is refused as a whole. An empty text selects everything. */
export function readSelectorText(text: string): LabelSelector {
  const requirements: LabelRequirement[] = [];
  const problems: SelectorProblem[] = [];
  const tokens = tokensOf(text);
  const syntax = tokens === undefined ? false : parse(tokens, requirements, problems);
  // What apimachinery finds first is all that it says; any of them refuses the text.
  return { written: true, requirements, problems: syntax ? problems : [{ code: 'type', path: [], text }] };
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (/[ \t\r\n]/.test(c)) at++;
    else if (SPECIAL.includes(c)) {
      // Marks are read as long as they go on being one: "==" is one, "=(" are two.
      let end = at + 1;
      while (end < text.length && SPECIAL.includes(text[end]!) && TOKENS.includes(text.slice(at, end + 1))) end++;
      const mark = text.slice(at, end);
      if (!TOKENS.includes(mark)) return undefined;
      tokens.push({ kind: 'mark', text: mark });
      at = end;
    } else {
      let end = at;
      while (end < text.length && !SPECIAL.includes(text[end]!) && !/[ \t\r\n]/.test(text[end]!)) end++;
      tokens.push({ kind: 'word', text: text.slice(at, end) });
      at = end;
    }
  }
  return tokens;
}

/** True if the text follows the grammar. */
function parse(tokens: readonly Token[], requirements: LabelRequirement[], problems: SelectorProblem[]): boolean {
  let at = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '' };
  const isMark = (text: string) => peek().kind === 'mark' && peek().text === text;
  const add = (key: string, operator: LabelOperator, values: string[]) =>
    addRequirement({ key, operator, values, path: [] }, requirements, problems);
  if (peek().kind === 'end') return true;
  for (;;) {
    const absent = isMark('!');
    if (absent) at++;
    const key = peek();
    if (key.kind !== 'word') return false;
    at++;
    if (absent) add(key.text, 'DoesNotExist', []);
    else if (peek().kind === 'end' || isMark(',')) add(key.text, 'Exists', []);
    else {
      const operator = peek().text;
      if (!Object.prototype.hasOwnProperty.call(OPERATORS, operator)) return false;
      at++;
      let values: string[] | undefined;
      if (operator === 'in' || operator === 'notin') [values, at] = readList(tokens, at);
      else if (peek().kind === 'end' || isMark(',')) values = [''];
      else if (peek().kind === 'word') values = [tokens[at++]!.text];
      if (values === undefined) return false;
      add(key.text, OPERATORS[operator]!, values);
    }
    if (peek().kind === 'end') return true;
    if (!isMark(',')) return false;
    at++;
  }
}

/** The values between parentheses, and where reading goes on. An empty place between commas is an empty value. */
function readList(tokens: readonly Token[], start: number): [string[] | undefined, number] {
  let at = start;
  const mark = () => (tokens[at]?.kind === 'mark' ? tokens[at]!.text : undefined);
  if (mark() !== '(') return [undefined, at];
  at++;
  const values = new Set<string>();
  if (mark() === ')') return [[], at + 1];
  for (;;) {
    const token = tokens[at++];
    if (token?.kind === 'word') {
      values.add(token.text);
      if (mark() === ',') continue;
      if (mark() === ')') return [[...values], at + 1];
      return [undefined, at];
    }
    if (token?.kind !== 'mark' || token.text !== ',') return [undefined, at];
    if (values.size === 0) values.add('');
    if (mark() === ')') {
      values.add('');
      return [[...values], at + 1];
    }
    if (mark() === ',') values.add('');
  }
}
