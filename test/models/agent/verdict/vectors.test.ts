// Flows against the recorded answers of the engines, up to layer 4 and up to layer 7. Skipped where ../shared is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer as l7 } from '../../../../scripts/models/l7';
import { answer as verdict } from '../../../../scripts/models/verdict';
import { SHARED } from '../../../support/engines';

const MINORS = ['1.18', '1.19', '1.20'];

function linesOf(name: string): any[] {
  const file = join(SHARED, 'vectors', name);
  if (!existsSync(file)) {
    console.info(`skipped: no vectors at ${file}`);
    return [];
  }
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

const names = (invalid: readonly { policy: string }[]) => invalid.map(({ policy }) => policy).sort();
const verdicts = linesOf('verdicts.jsonl');
const contents = linesOf('l7.jsonl');

(verdicts.length > 0 ? describe : describe.skip)('recorded verdicts', () => {
  test.each(MINORS)(
    'the engine of %s says the same of every flow and direction, and refuses the same policies',
    (minor) => {
      const differing: string[] = [];
      let flows = 0;
      for (const line of verdicts) {
        const expected = line.expected.all ?? line.expected[minor];
        const said = verdict(line, minor) as any;
        expect(names(said.invalid)).toEqual(names(expected.invalid));
        expected.verdicts.forEach((each: unknown, index: number) => {
          flows++;
          if (JSON.stringify(said.verdicts[index]) !== JSON.stringify(each)) differing.push(`${line.id}/${index}`);
        });
      }
      expect(differing).toEqual([]);
      expect(flows).toBe(12_000);
    },
  );
});

(contents.length > 0 ? describe : describe.skip)('recorded answers of layer 7', () => {
  test.each([
    ['1.18', 5270],
    ['1.19', 5273],
    ['1.20', 5300],
  ])('the engine of %s says the same of every decided flow (%d), and leaves the same undecided', (minor, decided) => {
    const differing: string[] = [];
    let flows = 0;
    for (const line of contents) {
      const expected = line.expected.all ?? line.expected[minor];
      const said = l7(line, minor) as any;
      expected.verdicts.forEach((each: any, index: number) => {
        const own = said.verdicts[index];
        const same =
          each.error === undefined
            ? JSON.stringify(own) === JSON.stringify(each)
            : own.error?.split(':')[0] === each.error.split(':')[0];
        if (each.error === undefined) flows++;
        if (!same) differing.push(`${line.id}/${index}`);
      });
    }
    expect(differing).toEqual([]);
    expect(flows).toBe(decided);
  });
});
