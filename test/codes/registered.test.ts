// One registry: every code that the sources say is in it, once, and nothing else is.
import { CODE_LAYERS, LAYER_NAMES, listedCodes } from '../../lib/check';
import { PROGRAM_CODES } from '../../lib/problem';
import { missingCodes, missingText, saidIn, unsaidCodes } from '../../scripts/codes';

test('every code that the sources say is registered, in lib/problem/codes/<room>.ts or by a rule of check', () => {
  expect(missingText(missingCodes())).toBe('');
});

test('every code of lib/problem/codes is said somewhere', () => {
  expect(unsaidCodes()).toEqual([]);
});

test('a code of a program is registered once, and by no rule of check', () => {
  const all = listedCodes().map(({ code }) => code);
  expect(PROGRAM_CODES.filter(({ code }) => all.filter((each) => each === code).length > 1)).toEqual([]);
});

test.each(listedCodes().map((code) => [code.code, code] as const))(
  '%s has a form, a title that is a sentence, a reason, and somebody who says it',
  (_code, { layer, code, title, why }) => {
    expect(code).toMatch(/^[a-z0-9]+\/[a-z0-9-]+$/);
    expect(title.length).toBeGreaterThan(5);
    expect(title).not.toMatch(/\.$/);
    expect(why.length).toBeGreaterThan(20);
    expect(CODE_LAYERS).toContain(layer);
  },
);

test('every code of a layer makes its words of data', () => {
  const wordless = listedCodes().filter(({ layer, words }) => LAYER_NAMES.includes(layer) && words === undefined);
  expect(wordless.map(({ code }) => code)).toEqual([]);
});

describe('the scan of the sources', () => {
  const rooms = new Set(['net', 'multus']);
  const scan = (text: string, file = 'lib/net/x.ts') => saidIn(file, text, rooms).map(({ code }) => code);

  test('finds codes that calls are given, whatever they begin with', () => {
    expect(scan("throw new ValueError('new/code', 'problem', 'repair');")).toEqual(['new/code']);
    expect(scan("f(errorAt(path, 'new/code', 'problem', 'repair'))")).toEqual(['new/code']);
  });

  test('finds any text that begins with a room that has codes', () => {
    expect(scan("const problem = { code: wrong ? 'net/a' : 'net/b' };")).toEqual(['net/a', 'net/b']);
    expect(scan("(stops ? errorAt : warningAt)(path, 'net/a')")).toEqual(['net/a']);
  });

  test('puts codes together that a function makes of a name', () => {
    const made = 'class A { fail(at: string, name: string) { return new ValidationError(this, `multus/${name}`, at); }';
    expect(scan(`${made} b() { this.fail('x', 'cpu'); this.fail('y', 'memory'); } }`)).toEqual([
      'multus/cpu',
      'multus/memory',
    ]);
  });

  test('says where it cannot know what a code is made of', () => {
    expect(scan('const code = `multus/${a.b}`;')).toEqual(['multus/…']);
  });

  test('passes over other texts, keys of rules, and what models answer', () => {
    expect(scan("const api = 'apps/v1'; add({ code: 'net/rule', check: () => [] });")).toEqual([]);
    expect(scan("found.push({ code: 'net/a' }); throw new ValueError('net/b', '', '');", 'lib/models/x.ts')).toEqual([
      'net/b',
    ]);
  });
});
