// Every reason that the model of CNI gives has words, and no words are left over.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASON_WORDS } from '../../../lib/check/rules/cni/words';

const ROOM = join(__dirname, '../../../lib/models/cni');

test('reasons of the model and words of the rules are the same set', () => {
  const sources = readdirSync(ROOM).map((name) => readFileSync(join(ROOM, name), 'utf8'));
  const reasons = sources.flatMap((text) => [
    ...[...text.matchAll(/(?:\.error|\.warning|\[\w+\])\(\s*(?:'[\w-]+'|key),\s*'([\w-]+)'/g)].map(
      (match) => match[1]!,
    ),
    ...[...text.matchAll(/\n\s+reason: '([\w-]+)',/g)].map((match) => match[1]!),
  ]);
  expect([...new Set([...reasons, 'several-for-eth0'])].sort()).toEqual(Object.keys(REASON_WORDS).sort());
});

test.each(Object.entries(REASON_WORDS))('%s: a small letter first, no full stop, and a repair', (_reason, words) => {
  const [message, repair] = words({ value: 'x', problem: 'x', repair: 'x', wanted: 'int', fields: ['a'] });
  expect(message).not.toMatch(/^[A-Z][a-z]+ |\.$/);
  expect(repair.length).toBeGreaterThan(0);
});
