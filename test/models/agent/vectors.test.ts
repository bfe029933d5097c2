// The judgement of each minor against the recorded answers of its agent. Skipped where ../shared is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Judge, policyProblems } from '../../../lib/models/agent';
import { AGENT_MINORS } from '../../../lib/models/agent/minors';
import { agentWords } from '../../../lib/problem';
import { SHARED } from '../../support/engines';

const FILE = join(SHARED, 'vectors', 'sanitize.jsonl');
const present = existsSync(FILE);
if (!present) console.warn(`skipped: no vectors at ${FILE}`);

interface Vector {
  readonly id: string;
  readonly manifest: any;
  readonly config?: Record<string, boolean>;
  readonly expected: Record<string, { accepted: boolean; error?: string }>;
}

(present ? describe : describe.skip)('recorded answers of the agent', () => {
  const vectors = (present ? readFileSync(FILE, 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Vector);
  const judged = (minor: string) =>
    vectors.map(({ id, manifest, config, expected }) => {
      // The engine has nodeSelectorLabels off unless a vector says otherwise; the constructs switch it on.
      const problems = policyProblems(manifest, { nodeSelectorLabels: false, ...config, minor });
      return {
        id,
        problems,
        refused: problems.some(({ judge }) => judge === Judge.AGENT),
        accepted: expected[minor]!.accepted,
      };
    });

  test.each([
    ['1.18', 1387],
    ['1.19', 1319],
    ['1.20', 1214],
  ])('the agent of %s: refused here if and only if refused there (%d)', (minor, refused) => {
    const all = judged(minor);
    expect(all.filter(({ accepted }) => !accepted).length).toBe(refused);
    expect(all.filter(({ accepted, refused: here }) => accepted === here).map(({ id }) => id)).toEqual([]);
  });

  test('every problem has a place in the object, a code and words', () => {
    for (const minor of AGENT_MINORS)
      for (const { problems } of judged(minor))
        for (const { code, path, at, data } of problems) {
          const { message, repair } = agentWords(data);
          expect([
            /^cilium\/[a-z0-9-]+$/.test(code),
            path.length > 0,
            at !== '',
            message !== '',
            repair !== '',
          ]).toEqual([true, true, true, true, true]);
        }
  });

  test('of what the agent of 1.20 accepts, half is still objected to: by the schema, as too open, or as meaning something else', () => {
    const kinds = { none: 0, schema: 0, open: 0, meaning: 0 };
    for (const { accepted, problems } of judged('1.20')) {
      if (!accepted) continue;
      const schema = problems.some(({ judge }) => judge === Judge.SCHEMA);
      kinds[
        problems.length === 0 ? 'none' : schema ? 'schema' : problems.some(({ open }) => open) ? 'open' : 'meaning'
      ]++;
    }
    expect(kinds).toEqual({ none: 789, schema: 400, open: 208, meaning: 389 });
  });
});
