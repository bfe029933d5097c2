// Which layouts Go reads. Each line was put to kubectl's and kustomize's readers.
import { isRead, kubectl, kustomize } from './support';

test.each<[string, string, unknown]>([
  ['a bracket closes in the column of its key', 'a: [\n  1\n]\n', { a: [1] }],
  ['a bracket closes left of its key', 's:\n  a: [\n1]\n', { s: { a: [1] } }],
  ['plain text goes on in any column between brackets', 'a: [x\ny]\n', { a: ['x y'] }],
  ['a dash between brackets is text', 'a: [a\n- b]\n', { a: ['a - b'] }],
  ['a quoted line goes on in any column', 'x:\n  a: "y\nb: z"\n  c: 1\n', { x: { a: 'y b: z', c: 1 } }],
  ['a tab may indent a quoted line', 'a: "x\n\ty"\n', { a: 'x y' }],
  ['a comment stands close to a quote', 'a: "x"# c\n', { a: 'x' }],
  ['a comment stands close to a comma', 'a: [1,#c\n 2]\n', { a: [1, 2] }],
  ['a comment stands close to a block header', 'a: |# c\n  x\n', { a: 'x\n' }],
  ['a # within plain text is text', 'a: [x#c]\n', { a: ['x#c'] }],
  ['an alias is a key without a blank before its colon', 'a: &x k\n*x: 1\n', { a: 'k', k: 1 }],
  ['a list stands in the column of its key', 'a:\n- 1\nb: 2\n', { a: [1], b: 2 }],
  ['a flow map below its key, one column deeper', 'a:\n {}\n', { a: {} }],
  ['a tab behind a colon, before a comment, before a colon', 'a:\t1\t# c\nb\t: 2\n', { a: 1, b: 2 }],
  ['a colon without a blank in braces is text', 'a: {k:1}\n', { a: { 'k:1': null } }],
  ['lines end with CR LF or CR', 'a: 1\r\nb: 2\rc: 3\n', { a: 1, b: 2, c: 3 }],
  ['U+0085 is a break of lines', 'a: "x\u0085y"\n', { a: 'x y' }],
  ['a complex key', '? a\n: b\n', { a: 'b' }],
  ['a pair in brackets is a map', 'a: [k: 1]\n', { a: [{ k: 1 }] }],
  ['the last line of a block scalar ends', 'a: |\n  x', { a: 'x\n' }],
  ['a folded scalar keeps deeper lines', 'a: >\n  x\n    y\n  z\n', { a: 'x\n  y\nz\n' }],
  ['escapes of double quotes', 'a: "\\x41\\u00e9\\n\\\n  b"\n', { a: 'A\u00e9\nb' }],
])('reads: %s', (_what, text, value) => expect(kubectl(text)).toEqual([value]));

test.each<[string, string]>([
  ['{} below its key in the column of the key', 'a:\n{}\n'],
  ['a plain scalar below its key in the column of the key', 'a:\nx\n'],
  ['a tab behind a dash', '-\tx\n'],
  ['a line of blanks and a tab', 'a: "1"\n \t\nb: 2\n'],
  ['a tab before a comment on a line of its own', 'a: 1\n\t# c\n'],
  ['a tab in the indentation of a block scalar', 'a: |\n \tx\n'],
  ['a list in brackets with no comma behind a tab', 'a: [\n\t1\n\t]\n'.replace('1', '1 2: 3: ')],
  ['a key that is missing', ': 1\n'],
  ['a key that is null', '~: 1\n'],
  ['a list as a key', '[a]: 1\n'],
  ['a key of more than 1,024 characters', `${'k'.repeat(1025)}: 1\n`],
  ['a break between key and colon in braces', 'a: {b\n: 1}\n'],
  ['an anchor with a point', 'a: &x.y 1\n'],
  ['an alias without an anchor', 'a: *x\n'],
  ['a directive', '%YAML 1.1\n---\na: 1\n'],
  ['... at the very start', '...\na: 1\n'],
  ['the escape \\/', 'a: "\\/"\n'],
  ['half a surrogate pair as an escape', 'a: "\\ud83d\\ude00"\n'],
  ['U+007F, also in a comment', 'a: 1 # \u007f\n'],
  ['an undeclared tag handle', 'a: !e!x 1\n'],
  ['a value that its tag does not allow', 'a: !!int x\n'],
  ['a number that JSON does not have', 'a: .nan\n'],
  ['a line within quotes that begins with ...', 'a: "x\n... y"\n'],
  ['a document that ends within brackets', 'a: [1\n---\nb: 2\n'],
])('refuses: %s', (_what, text) => {
  expect(isRead(text)).toBe(false);
  expect(kustomize(text)).toMatch(/^refused: /);
});

test('1,024 characters are a key, whatever plane they come from', () => {
  expect(isRead(`${'k'.repeat(1024)}: 1\n`)).toBe(true);
  expect(isRead(`${'\u{1f600}'.repeat(1024)}: 1\n`)).toBe(true);
  expect(isRead(`${'\u{1f600}'.repeat(1025)}: 1\n`)).toBe(false);
});
