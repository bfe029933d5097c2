// Mistakes about load balancing that people reported in public: each is found, and the right form beside it is silent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, LEVELS, pathText, Problem, readInput } from '../../lib/check';
import { objectKey } from '../../lib/manifest';

const CASES = join(__dirname, '..', '..', '..', 'shared', 'public-cases');
const FOLDERS = /^(loadbalancer-|gateway-address-(outside-pools|with-prefix)|cilium-pool-over-nodes)/;

interface Case {
  readonly id: string;
  readonly folder: string;
  readonly kind: 'bad' | 'good' | 'other';
  readonly level: 'error' | 'warning' | 'none';
  readonly object: string | readonly string[] | null;
  readonly mentions: readonly string[];
  readonly flags: readonly string[];
}

const present = existsSync(join(CASES, 'cases.jsonl'));
if (!present) console.info('skipped: no public cases beside the checkout');
const cases = !present
  ? []
  : readFileSync(join(CASES, 'cases.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ folder }) => FOLDERS.test(folder));

function problemsOf({ folder, flags }: Case): readonly Problem[] {
  const index = flags.indexOf('--cilium');
  const versions = index < 0 ? {} : { versions: { cilium: flags[index + 1]! } };
  return check(readInput([join(CASES, folder)]), versions).problems.filter(({ level }) => level !== 'note');
}

function keyOf({ at }: Problem): string {
  return 'manifest' in at ? objectKey(at.manifest) : '';
}

if (cases.length === 0) test('skipped: no public cases beside the checkout', () => expect(present).toBe(false));
else {
  test.each(cases.filter(({ kind }) => kind === 'bad').map((each) => [each.id, each] as const))(
    '%s is found',
    (_, each) => {
      const objects = each.object === null ? undefined : [each.object].flat();
      const hits = problemsOf(each).filter(
        (problem) =>
          LEVELS.indexOf(problem.level) >= LEVELS.indexOf(each.level === 'error' ? 'error' : 'warning') &&
          (objects === undefined || objects.includes(keyOf(problem))) &&
          each.mentions.some((word) =>
            [problem.message, problem.repair, pathText(problem.path), problem.code]
              .join('\n')
              .toLowerCase()
              .includes(word.toLowerCase()),
          ),
      );
      expect(hits.map(({ code }) => code)).not.toEqual([]);
    },
  );
  test.each(cases.filter(({ kind }) => kind === 'good').map((each) => [each.id, each] as const))(
    '%s is silent',
    (_, each) => {
      expect(problemsOf(each).map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    },
  );
}
