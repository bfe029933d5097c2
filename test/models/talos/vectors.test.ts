// The model against the recorded answers of Talos' own configuration code.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../../scripts/models/talos';
import { MINORS } from './judged';

const FILE = join(__dirname, '../../../../shared/vectors/talos-patches.jsonl');

interface Line {
  readonly id: string;
  readonly role: 'controlplane' | 'worker';
  readonly patches: readonly string[];
  readonly expected: Readonly<Record<string, Record<string, unknown>>>;
}

if (!existsSync(FILE)) {
  console.info('skipped: no recorded patch sets beside this checkout');
  test('recorded patch sets (skipped: the file is absent)', () => {
    expect(existsSync(FILE)).toBe(false);
  });
} else {
  const lines = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  test.each(MINORS)('answers every recorded patch set as Talos %s does', (minor) => {
    const part = (said: Record<string, unknown> | undefined) => ({
      ok: said?.ok,
      stage: said?.stage,
      idempotent: said?.idempotent,
      documents: said?.documents,
      effects: said?.effects,
    });
    const differing = lines.filter(
      (line) =>
        JSON.stringify(sorted(part(line.expected[minor]))) !== JSON.stringify(sorted(part(answer(line, minor)))),
    );
    expect(differing.map(({ id }) => id)).toEqual([]);
    expect(lines.length).toBeGreaterThan(100);
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
