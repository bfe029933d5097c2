// The answers that docs/reach.md shows are those of the command.
import { readFileSync } from 'node:fs';
import { PAGE, withAnswers } from '../../scripts/reach-docs';

test('docs/reach.md shows what the command says (else run scripts/reach-docs.ts)', async () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page.match(/^\$ talosnet/gm)!.length).toBeGreaterThan(4);
  expect(await withAnswers(page)).toBe(page);
});
