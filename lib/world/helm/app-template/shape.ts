// The notation of value-shapes.ts: read once, then asked where a value breaks its shape.
//   text int number bool null list map any   a type · "a"|"b"   words · A|B   one of several types
//   [S] a list of S · {a: S, b!: S, *: S}   a map: b is required, other keys are S; `...` lets any other key pass, else they are refused
//   ?{…}, ?[…]   the same where the value is a map or a list, and nothing where it is something else
//   @name   the row of that name · A & B   both · one(A; B) exactly one · some(A; B) at least one · not(A) · when(A; B) B if A
//   has(a, b)   all of these keys · none(a, b) · atMostOne(a, b)
import { isMap, PlainMap } from '../../../manifest';

type Test = (value: unknown, path: string) => string | undefined;

/** The shapes of one version by name. @internal */
export type Shapes = ReadonlyMap<string, Test>;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  int: (value) => typeof value === 'number' && Number.isInteger(value),
  number: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null || value === undefined,
  list: (value) => Array.isArray(value),
  map: (value) => isMap(value),
  any: () => true,
};

const TOKEN = /\s*("[^"]*"|\.\.\.|[\w.-]+|[[\]{}()|&@*?!:,;])/y;

/** The rows for a version; with `open`, a key that no row names passes. @internal */
export function readShapes(rows: string, version: string, open: boolean): Shapes {
  const shapes = new Map<string, Test>();
  for (const row of rows.split(/\n(?=\S)/)) {
    const found = /^\s*(\S+) (\S+) = ([^]*)$/.exec(row);
    if (found !== null && (found[1] === '-' || found[1] === version))
      shapes.set(found[2]!, new Reader(found[3]!, shapes, open).whole());
  }
  return shapes;
}

/** Where the value breaks the shape of that name: `/path: what is wrong`, or undefined. @internal */
export function breaks(shapes: Shapes, name: string, value: unknown): string | undefined {
  return shapes.get(name)?.(value, '');
}

class Reader {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(
    text: string,
    private readonly shapes: Shapes,
    private readonly open: boolean,
  ) {
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) this.tokens.push(found[1]!);
  }

  whole(): Test {
    const test = this.both();
    if (this.at < this.tokens.length) throw new Error(`a shape goes on with ${this.tokens.slice(this.at).join(' ')}`);
    return test;
  }

  private next(): string {
    return this.tokens[this.at++] ?? '';
  }

  private is(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private both(): Test {
    const tests = [this.either()];
    while (this.is('&')) tests.push(this.either());
    return tests.length === 1 ? tests[0]! : (value, path) => first(tests, (test) => test(value, path));
  }

  private either(): Test {
    const tests = [this.single()];
    while (this.is('|')) tests.push(this.single());
    if (tests.length === 1) return tests[0]!;
    return (value, path) => {
      const said = tests.map((test) => test(value, path));
      // The words of the alternative that got furthest say more than "none of them".
      return said.includes(undefined) ? undefined : said.reduce((a, b) => (depth(b!) > depth(a!) ? b : a));
    };
  }

  private single(): Test {
    const token = this.next();
    if (token === '@') return this.reference(this.next());
    if (token === '{') return this.map(false);
    if (token === '[') return this.list(false);
    if (token === '?') return this.next() === '{' ? this.map(true) : this.list(true);
    if (token.startsWith('"')) return word(token.slice(1, -1));
    if (this.is('(')) return this.call(token);
    const type = TYPES[token];
    if (type === undefined) throw new Error(`no type ${token} in a shape`);
    return (value, path) => (type(value) ? undefined : `${path || '/'}: got ${kindOf(value)}, want ${token}`);
  }

  private reference(name: string): Test {
    return (value, path) => this.shapes.get(name)?.(value, path);
  }

  private list(only: boolean): Test {
    const item = this.both();
    this.next();
    return (value, path) => {
      if (!Array.isArray(value)) return only ? undefined : `${path || '/'}: got ${kindOf(value)}, want list`;
      return first([...value.entries()], ([index, inner]) => item(inner, `${path}/${index}`));
    };
  }

  private map(only: boolean): Test {
    const keys = new Map<string, Test>();
    const required: string[] = [];
    let rest: Test | undefined;
    while (!this.is('}')) {
      const key = this.next();
      if (key === '...') rest = () => undefined;
      else if (key === '*') {
        this.next();
        rest = this.both();
      } else {
        if (this.is('!')) required.push(key);
        keys.set(key, this.is(':') ? this.both() : () => undefined);
      }
      this.is(',');
    }
    if (this.open) rest ??= () => undefined;
    return (value, path) => {
      if (!isMap(value)) return only ? undefined : `${path || '/'}: got ${kindOf(value)}, want map`;
      const missing = required.find((key) => !Object.hasOwn(value, key));
      if (missing !== undefined) return `${path || '/'}: ${missing} is missing`;
      return first(Object.entries(value), ([key, inner]) => {
        const test = keys.get(key) ?? rest;
        return test === undefined ? `${path || '/'}: no key ${key}` : test(inner, `${path}/${key}`);
      });
    };
  }

  private call(name: string): Test {
    if (name === 'has' || name === 'none' || name === 'atMostOne') {
      const keys: string[] = [];
      while (!this.is(')')) {
        keys.push(this.next());
        this.is(',');
      }
      return keyTest(name, keys);
    }
    const tests: Test[] = [];
    while (!this.is(')')) {
      tests.push(this.both());
      this.is(';');
    }
    return combined(name, tests);
  }
}

function keyTest(name: string, keys: readonly string[]): Test {
  return (value, path) => {
    if (!isMap(value)) return undefined;
    const there = keys.filter((key) => Object.hasOwn(value as PlainMap, key));
    const fine = name === 'has' ? there.length === keys.length : there.length <= (name === 'none' ? 0 : 1);
    if (fine) return undefined;
    return name === 'has'
      ? `${path || '/'}: ${keys.filter((key) => !there.includes(key)).join(', ')} is missing`
      : `${path || '/'}: ${there.join(', ')} cannot stand here`;
  };
}

function combined(name: string, tests: readonly Test[]): Test {
  return (value, path) => {
    const said = tests.map((test) => test(value, path));
    const passed = said.filter((text) => text === undefined).length;
    if (name === 'when') return said[0] === undefined ? said[1] : undefined;
    if (name === 'not') return passed === 0 ? undefined : `${path || '/'}: what stands together here cannot`;
    if (passed === 1 || (passed > 1 && name === 'some')) return undefined;
    if (passed > 1) return `${path || '/'}: fits ${passed} of the forms where one must fit`;
    return said.reduce((a, b) => (depth(b!) > depth(a!) ? b : a));
  };
}

function word(text: string): Test {
  return (value, path) =>
    value === text ? undefined : `${path || '/'}: ${JSON.stringify(value)} is not an allowed word`;
}

function first<T>(items: readonly T[], ask: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const said = ask(item);
    if (said !== undefined) return said;
  }
  return undefined;
}

function depth(said: string): number {
  return said.split(':')[0]!.split('/').length;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  return isMap(value) ? 'map' : ({ string: 'text', boolean: 'bool' }[typeof value as 'string'] ?? typeof value);
}
