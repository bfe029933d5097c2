// The table of fields in docs/fields.md.
import { readFileSync } from 'node:fs';
import { Coverage, coverages, PAGE, withTable } from '../../scripts/surface/fields';
import { UNREACHED } from '../../scripts/surface/unreached';

let all: Coverage[];
beforeAll(() => {
  all = coverages();
}, 120_000);

test('every field is written by a property of some construct, or has a reason why not', () => {
  const without = all.flatMap(({ minor, kind, unreached }) =>
    (unreached.get('') ?? []).map((field) => `${minor} ${kind} ${field}`),
  );
  expect(without).toEqual([]);
});

test('every reason stands for a field that no property writes', () => {
  const used = new Set(all.flatMap(({ unreached }) => [...unreached.keys()]));
  expect(UNREACHED.map(({ reason }) => reason).filter((reason) => !used.has(reason))).toEqual([]);
});

test('docs/fields.md shows the counts of today (else run scripts/surface/fields.ts)', () => {
  const page = readFileSync(PAGE, 'utf8');
  // Prettier widens the columns.
  const narrow = (text: string) => text.replace(/ +\| */g, ' | ').replace(/-+/g, '-');
  expect(narrow(page)).toBe(narrow(withTable(page, all)));
  expect(narrow(page)).toContain('| `CiliumLoadBalancerIPPool` | 12 of 12 | 12 of 12 | 12 of 12 |');
});
