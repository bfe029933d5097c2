// The part of CEL that nearly all rules keep to, read into a tree. What it does not know it does not read: the CEL library does.

/** A node of a rule. */
export type Node =
  | { readonly is: 'literal'; readonly value: string | number | boolean }
  | { readonly is: 'list'; readonly items: readonly Node[] }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'select'; readonly of: Node; readonly field: string }
  | { readonly is: 'index'; readonly of: Node; readonly at: Node }
  | { readonly is: 'call'; readonly name: string; readonly on?: Node; readonly args: readonly Node[] }
  | { readonly is: 'not'; readonly of: Node }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly is: 'choice'; readonly condition: Node; readonly yes: Node; readonly no: Node };

/** Said of what this reader does not know. */
export class Unknown extends Error {}

const TOKEN =
  /\s*(?:(r"""[^]*?"""|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(\d+(?![.\w]))|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[<>!+?:.,()[\]]))/y;
/** Operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in'], ['+']];

function tokensOf(rule: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = rule.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const [, ...groups] = TOKEN.exec(text) ?? [];
    const token = groups.find((group) => group !== undefined);
    if (token === undefined) throw new Unknown(text);
    tokens.push(token);
  }
  return tokens;
}

/** The text of a literal; only the escapes that the rules use. */
function textOf(token: string): string {
  if (token.startsWith('r"""')) return token.slice(4, -3);
  return token.slice(1, -1).replace(/\\(.)/g, (_, sign: string) => {
    if (!'\\\'"'.includes(sign)) throw new Unknown(token);
    return sign;
  });
}

/** The tree of a rule. @throws Unknown */
export function syntaxOf(rule: string): Node {
  const tokens = tokensOf(rule);
  let next = 0;
  const take = (token: string): boolean => (tokens[next] === token ? next++ >= 0 : false);
  const expect = (token: string): void => {
    if (!take(token)) throw new Unknown(`${tokens[next] ?? 'end'} instead of ${token}`);
  };
  const list = (end: string): Node[] => {
    const items: Node[] = [];
    while (!take(end)) {
      if (items.length > 0) expect(',');
      items.push(choice());
    }
    return items;
  };
  const choice = (): Node => {
    const condition = binary(0);
    if (!take('?')) return condition;
    const yes = binary(0);
    expect(':');
    return { is: 'choice', condition, yes, no: choice() };
  };
  const binary = (level: number): Node => {
    const operators = LEVELS[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    while (operators.includes(tokens[next] ?? ''))
      left = { is: 'binary', operator: tokens[next++]!, left, right: binary(level + 1) };
    return left;
  };
  const unary = (): Node => (take('!') ? { is: 'not', of: unary() } : postfix());
  const postfix = (): Node => {
    let node = primary();
    for (;;) {
      if (take('.')) {
        const name = tokens[next++]!;
        node = take('(') ? { is: 'call', name, on: node, args: list(')') } : { is: 'select', of: node, field: name };
      } else if (take('[')) {
        node = { is: 'index', of: node, at: choice() };
        expect(']');
      } else return node;
    }
  };
  const primary = (): Node => {
    const token = tokens[next++];
    if (token === undefined) throw new Unknown('end');
    if (token === '(') {
      const inner = choice();
      expect(')');
      return inner;
    }
    if (token === '[') return { is: 'list', items: list(']') };
    if (/^(r"|'|")/.test(token)) return { is: 'literal', value: textOf(token) };
    if (/^\d/.test(token)) return { is: 'literal', value: Number(token) };
    if (token === 'true' || token === 'false') return { is: 'literal', value: token === 'true' };
    if (!/^[A-Za-z_]/.test(token) || token === 'null') throw new Unknown(token);
    return take('(') ? { is: 'call', name: token, args: list(')') } : { is: 'name', name: token };
  };
  const tree = choice();
  if (next < tokens.length) throw new Unknown(tokens[next]);
  return tree;
}
