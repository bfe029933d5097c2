// Input as an attack: bounded in time, memory and depth, and said.
import { kubectlDocuments, kustomizeDocuments } from '../../lib/yaml';

const codes = (text: string) => [...kubectlDocuments(text)].map(({ error }) => error?.code);

const bomb = (levels: number, width: number) =>
  Array.from(
    { length: levels },
    (_, level) =>
      `a${level}: &a${level} [${Array(width)
        .fill(level === 0 ? 'x' : `*a${level - 1}`)
        .join(', ')}]\n`,
  ).join('');

test('aliases that grow are refused by both readers', () => {
  expect(codes(bomb(12, 9))).toEqual(['aliases']);
  expect(kustomizeDocuments(bomb(12, 9)).error?.code).toBe('aliases');
});

test('aliases that a person writes are read, also hundreds of one anchor', () =>
  expect(codes(`a: &a [x]\nb:\n${'- *a\n'.repeat(600)}`)).toEqual([undefined]));

test.each<[string, string]>([
  ['lists in brackets', '['.repeat(100_000)],
  ['maps in braces', '{a: '.repeat(100_000)],
  ['lists behind dashes', '- '.repeat(100_000)],
  ['maps below each other', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
])('deep %s are refused', (_what, text) => expect(codes(text)).toEqual(['too-deep']));

test('deep JSON is refused', () => expect(codes(`${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`)).toEqual(['too-deep']));

test('millions of values in one document are refused', () =>
  expect(codes(`a: [${'1,'.repeat(2_600_000)}]`)).toEqual(['too-large']));

test.each<[string, (length: number) => string]>([
  ['keys', (length) => Array.from({ length }, (_, index) => `k${index}: v\n`).join('')],
  ['plain lines', (length) => `a: x\n${'  y\n'.repeat(length)}`],
  ['quoted lines', (length) => `a: "x\n${'  y\n'.repeat(length)}"`],
  ['folded lines', (length) => `a: >\n${'  y\n\n'.repeat(length)}`],
  ['comments', (length) => `a: 1\n${'# c\n'.repeat(length)}`],
  ['items in brackets', (length) => `a: [${'{k: 1}, '.repeat(length)}]`],
  ['escapes', (length) => `a: "${'\\n'.repeat(length)}"`],
  ['documents', (length) => 'a: 1\n---\n'.repeat(length)],
  ['values of JSON', (length) => '{"a":1}\n'.repeat(length)],
])('time grows no faster than the number of %s', (_what, make) => {
  const time = (length: number) => {
    const text = make(length);
    const start = process.cpuUsage();
    let broken = 0;
    for (const { error } of kubectlDocuments(text)) if (error !== undefined) broken++;
    expect(broken).toBe(0);
    kustomizeDocuments(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  time(10_000);
  const short = time(10_000);
  // Eight times the text: a reader that goes over all of it for each part would take 64 times as long.
  expect(time(80_000)).toBeLessThan(30 * short + 500_000);
});
