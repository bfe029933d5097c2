// The raw checker against 2,849 recorded answers of Cilium's agent (1.20). Skipped where ../shared is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Judge, policyProblems } from '../../lib/agent';

const FILE = join(__dirname, '../../../shared/vectors/sanitize.jsonl');
const present = existsSync(FILE);
if (!present) console.warn(`skipped: no vectors at ${FILE}`);

(present ? describe : describe.skip)('recorded answers of the agent', () => {
  const vectors = (present ? readFileSync(FILE, 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    // NetworkPolicies are not looked at by the agent from 1.19 on, nor by this room.
    .filter(({ manifest }) => manifest.kind !== 'NetworkPolicy')
    // The engine has nodeSelectorLabels off unless a vector says otherwise; the constructs switch it on.
    .map((vector) => ({
      ...vector,
      problems: policyProblems(vector.manifest, { nodeSelectorLabels: false, ...vector.config }),
      accepted: vector.expected['1.20'].accepted as boolean,
    }));

  test('nothing that the agent refuses is accepted', () => {
    expect(vectors.filter(({ accepted }) => !accepted)).toHaveLength(1213);
    expect(vectors.filter(({ accepted, problems }) => !accepted && problems.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('nothing that the agent accepts is refused in its name', () => {
    expect(vectors.filter(({ accepted, problems }) => accepted && problems.some(({ judge }: any) => judge === Judge.AGENT)).map(({ id }) => id)).toEqual([]);
  });

  test('half of what the agent accepts is still objected to, by schema or meaning', () => {
    const kinds = { none: 0, schema: 0, meaning: 0 };
    for (const { accepted, problems } of vectors) {
      if (accepted) kinds[problems.length === 0 ? 'none' : problems.some(({ judge }: any) => judge === Judge.SCHEMA) ? 'schema' : 'meaning']++;
    }
    expect(kinds).toEqual({ none: 801, schema: 400, meaning: 435 });
  });
});
