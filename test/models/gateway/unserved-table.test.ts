// The table of what Cilium accepts and does not serve: every row is found in plain YAML, in the minors that it names.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../../lib/check/rules';
import { SHARED } from '../../support/engines';
import { problemsOf, worldFrom } from '../../check/support';
import { CLASS, ROWS, service } from './unserved-sets';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'check-gateway.md');
const FILE = join(SHARED, 'vectors', 'gateway.jsonl');
const present = existsSync(FILE);
if (!present) console.info(`skipped: no vectors at ${FILE}`);

const rows = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, written, , minors, code, by]) => ({
    written: written!,
    minors: minors!.split(' '),
    code: code!.replaceAll('`', ''),
    by: by!.replaceAll('`', ''),
  }));

const asked = rows.flatMap((row) => row.minors.map((minor) => ({ ...row, minor })));

function codesOf(objects: readonly unknown[], minor: string): string[] {
  const world = worldFrom(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { cilium: minor });
  return problemsOf(world, ...RULES).map(({ code }) => code);
}

test.each(asked.filter(({ by }) => by === 'run'))('$minor: $written ($code)', ({ code, minor }) => {
  const sets = ROWS.filter(([, minors]) => minors.split(' ').includes(minor));
  const found = sets.some(([, , objects]) => codesOf([CLASS, service('web'), ...objects], minor).includes(code));
  expect(found).toBe(true);
});

(present ? describe : describe.skip)('recorded sets', () => {
  const vectors = new Map(
    (present ? readFileSync(FILE, 'utf8') : '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly id: string; readonly objects: readonly unknown[] })
      .map((vector) => [vector.id, vector]),
  );
  test.each(asked.filter(({ by }) => by !== 'run'))('$minor: $written ($code, $by)', ({ code, by, minor }) => {
    expect(codesOf(vectors.get(by)?.objects ?? [], minor)).toContain(code);
  });
});
