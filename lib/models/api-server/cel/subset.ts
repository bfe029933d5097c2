// Rules of the common kind as closures over plain values: no library to load at synth, no values to wrap. What is not known here is
// left to the CEL library; a test holds both to the same answers.
import { PlainMap, isMap } from '../../../manifest';
import { matcherOf } from '../schema';
import { unescape } from './names';
import { Node, Unknown, syntaxOf } from './syntax';

type Scope = Record<string, unknown>;
type Run = (scope: Scope) => unknown;

/** A rule over a plain value. @throws an error of evaluation, or Unknown for values that the library must judge */
export type PlainRule = (self: unknown) => unknown;

/** The rule, or undefined if it uses more than is known here. */
export function plainRule(rule: string): PlainRule | undefined {
  try {
    const run = compile(syntaxOf(rule));
    return (self) => run({ self });
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function compile(node: Node): Run {
  switch (node.is) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'list': {
      const items = node.items.map(compile);
      return (scope) => items.map((item) => item(scope));
    }
    case 'name': {
      const { name } = node;
      return (scope) => {
        if (!(name in scope)) throw new Unknown(name);
        return scope[name];
      };
    }
    case 'select': {
      const of = compile(node.of);
      const field = unescape(node.field);
      return (scope) => select(of(scope), field);
    }
    case 'index': {
      const [of, at] = [compile(node.of), compile(node.at)];
      return (scope) => {
        const [list, index] = [of(scope), at(scope)];
        if (!Array.isArray(list) || typeof index !== 'number') throw new Unknown('index');
        if (index >= list.length) throw new Error(`index ${index} out of bounds [0, ${list.length})`);
        return list[index] as unknown;
      };
    }
    case 'not': {
      const of = compile(node.of);
      return (scope) => !truth(of(scope));
    }
    case 'choice': {
      const [condition, yes, no] = [compile(node.condition), compile(node.yes), compile(node.no)];
      return (scope) => (truth(condition(scope)) ? yes(scope) : no(scope));
    }
    case 'binary':
      return binary(node.operator, compile(node.left), compile(node.right));
    case 'call':
      return call(node);
  }
}

function select(of: unknown, field: string): unknown {
  if (!isMap(of)) throw new Unknown('a field of what is no map');
  const value = Object.hasOwn(of, field) ? of[field] : undefined;
  if (value === undefined) throw new Error(`no such key: ${field}`);
  return value;
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Unknown('a condition that is no boolean');
  return value;
}

/** Either side alone may decide, even if the other one fails. */
function either(left: () => boolean, right: () => boolean, decides: boolean): boolean {
  let fault: unknown;
  try {
    if (left() === decides) return decides;
  } catch (error) {
    if (error instanceof Unknown) throw error;
    fault = error;
  }
  const other = right();
  if (other === decides || fault === undefined) return other;
  throw fault;
}

function binary(operator: string, left: Run, right: Run): Run {
  if (operator === '||' || operator === '&&') {
    const decides = operator === '||';
    return (scope) =>
      either(
        () => truth(left(scope)),
        () => truth(right(scope)),
        decides,
      );
  }
  if (operator === 'in')
    return (scope) => {
      const [value, among] = [left(scope), right(scope)];
      if (!Array.isArray(among) || typeof value === 'object' || among.some((each) => typeof each !== typeof value))
        throw new Unknown('in');
      return among.includes(value);
    };
  return (scope) => compare(operator, left(scope), right(scope));
}

function compare(operator: string, a: unknown, b: unknown): unknown {
  if (typeof a !== typeof b || (typeof a !== 'string' && typeof a !== 'number' && typeof a !== 'boolean'))
    throw new Unknown('values of two types');
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  // Texts are ordered otherwise in Go, and doubles add otherwise than integers.
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) throw new Unknown(operator);
  const [left, right] = [a as number, b as number];
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return left + right;
  }
}

/** Loops over a list, or over the keys of a map. */
const MACROS: Readonly<Record<string, (items: readonly unknown[], holds: (item: unknown) => boolean) => unknown>> = {
  all: (items, holds) => fold(items, holds, false),
  exists: (items, holds) => fold(items, holds, true),
  exists_one: (items, holds) => items.filter(holds).length === 1,
  filter: (items, holds) => items.filter(holds),
};

function fold(items: readonly unknown[], holds: (item: unknown) => boolean, decides: boolean): boolean {
  let fault: unknown;
  for (const item of items) {
    try {
      if (holds(item) === decides) return decides;
    } catch (error) {
      if (error instanceof Unknown) throw error;
      fault ??= error;
    }
  }
  if (fault !== undefined) throw fault;
  return !decides;
}

const TEXTS: Readonly<Record<string, (text: string, argument: string) => unknown>> = {
  startsWith: (text, argument) => text.startsWith(argument),
  endsWith: (text, argument) => text.endsWith(argument),
  contains: (text, argument) => text.includes(argument),
  matches: (text, argument) => matcherOf(argument)(text),
};

function call({ name, on, args }: Node & { is: 'call' }): Run {
  const [first, second] = args;
  if (on === undefined && name === 'has' && args.length === 1 && first?.is === 'select') {
    const of = compile(first.of);
    const field = unescape(first.field);
    return (scope) => {
      const map = of(scope);
      if (!isMap(map)) throw new Unknown('has of what is no map');
      return Object.hasOwn(map, field) && map[field] !== undefined;
    };
  }
  const measured = name === 'size' ? (on ?? first) : undefined;
  if (measured !== undefined && args.length === (on === undefined ? 1 : 0)) {
    const of = compile(measured);
    return (scope) => sizeOf(of(scope));
  }
  const macro = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
  if (macro !== undefined && on !== undefined && first?.is === 'name' && second !== undefined && args.length === 2) {
    const [of, body] = [compile(on), compile(second)];
    return (scope) => macro(itemsOf(of(scope)), (item) => truth(body({ ...scope, [first.name]: item })));
  }
  const text = Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
  if (text !== undefined && on !== undefined && first !== undefined && args.length === 1) {
    const [of, argument] = [compile(on), compile(first)];
    return (scope) => {
      const [value, other] = [of(scope), argument(scope)];
      if (typeof value !== 'string' || typeof other !== 'string') throw new Unknown(name);
      return text(value, other);
    };
  }
  throw new Unknown(name);
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return itemsOf(value).length;
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isMap(value)) return Object.keys(value).filter((key) => (value as PlainMap)[key] !== undefined);
  throw new Unknown('a loop over neither list nor map');
}
