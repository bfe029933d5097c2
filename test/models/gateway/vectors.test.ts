// The model of each minor against the recorded answers of its operator, whole lines. Skipped where ../shared is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../../scripts/models/gateway';
import { SHARED } from '../../support/engines';

const FILE = join(SHARED, 'vectors', 'gateway.jsonl');
const present = existsSync(FILE);
if (!present) console.info(`skipped: no vectors at ${FILE}`);

interface Vector {
  readonly id: string;
  readonly objects: readonly unknown[];
  readonly options?: Record<string, never>;
  readonly expected: Record<string, unknown>;
}

(present ? describe : describe.skip)('recorded answers of the Gateway operator', () => {
  const vectors = (present ? readFileSync(FILE, 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Vector);

  test.each(['1.18', '1.19', '1.20'])('the operator of %s: every status, object and route of Envoy', (minor) => {
    expect(vectors).toHaveLength(375);
    const differing = vectors.filter(({ objects, options, expected }) => {
      const said = answer({ objects, ...(options === undefined ? {} : { options }) }, minor);
      return !equal(said, expected[minor] ?? expected.all);
    });
    expect(differing.map(({ id }) => id)).toEqual([]);
  });
});

/** Equal as JSON, whatever the order of keys. */
function equal(a: unknown, b: unknown): boolean {
  const ordered = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(ordered)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([key, item]) => [key, ordered(item)]),
          )
        : value;
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}
