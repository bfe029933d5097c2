// docs/contributing.md names files; a walk that leads nowhere is worse than none.
import { existsSync, readFileSync } from 'node:fs';

test('every file and folder that docs/contributing.md and docs/design.md name is there', () => {
  const named = ['docs/contributing.md', 'docs/design.md'].flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`((?:lib|test|docs|scripts)\/[\w./-]+)`/g)].map(([, path]) => path!),
  );
  // The walks make these up.
  const made = /host-path|1\.20\.1/;
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named)].filter((path) => !made.test(path) && !existsSync(path))).toEqual([]);
});
