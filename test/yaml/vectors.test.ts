// The recorded answers of Go's readers. Skipped where the folder beside the checkout is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../scripts/models/yaml';
import { SHARED } from '../support/engines';

interface Reading {
  readonly documents: readonly unknown[];
  readonly error?: string;
  readonly unstable?: boolean;
  readonly rest?: boolean;
  readonly strict?: string;
}

interface Vector {
  readonly id: string;
  readonly expected: { readonly kubectl: Reading; readonly kustomize: Reading; readonly apimachinery?: Reading };
}

const file = join(SHARED, 'vectors', 'yaml.jsonl');

/** The same text for the same values: keys sorted, numbers as doubles, empty documents left out. */
function canonical({ documents, error }: Reading): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== 'object') return value;
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]);
  };
  return error === undefined ? JSON.stringify(sorted(documents.filter((document) => document !== null))) : 'refused';
}

describe.each(['kubectl', 'kustomize'] as const)('%s', (reader) => {
  if (!existsSync(file)) {
    console.info('skipped: no recorded answers beside the checkout');
    test.skip('reads and refuses the recorded texts as Go does (skipped: no recorded answers)', () => undefined);
    return;
  }
  test('reads and refuses the recorded texts as Go does', () => {
    const vectors = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Vector)
      .filter(
        ({ expected: { kubectl, kustomize, apimachinery } }) =>
          apimachinery === undefined &&
          ![kubectl.unstable, kubectl.rest, kubectl.strict, kustomize.unstable].some((mark) => mark !== undefined),
      );
    const different = vectors.filter(
      (vector) => canonical(answer(vector, '')[reader] as Reading) !== canonical(vector.expected[reader]),
    );
    expect(different.map(({ id }) => id)).toEqual([]);
    expect(vectors.length).toBeGreaterThan(1000);
  });
});
