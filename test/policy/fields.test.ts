// Fields of the policy CRDs: all are reached by typed calls, or left to YAML for a reason, and the page says so.
import { readFileSync } from 'node:fs';
import { coverages, PAGE, pageText, reasonFor } from '../../scripts/surface/policy-fields';

test('every field of every minor is reached by a typed call or left out for a reason', () => {
  const open = coverages().flatMap(({ kind, minor, left }) =>
    left.filter((field) => reasonFor(field) === undefined).map((field) => `${minor} ${kind} ${field}`),
  );
  expect(open).toEqual([]);
});

test('docs/policy-fields.md is what the script writes', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(pageText());
});
