// LB-IPAM and the L2 announcer against the recorded answers of the engines. Skipped where ../shared is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as l2 from '../../../scripts/models/l2';
import * as lbipam from '../../../scripts/models/lbipam';
import { LOAD_BALANCER_MINORS } from '../../../lib/models/load-balancer';
import { SHARED } from '../../support/engines';
import { outcomeText, outcomeTexts } from './compare';

const present = existsSync(join(SHARED, 'vectors', 'lbipam.jsonl'));
if (!present) console.info(`skipped: no vectors in ${SHARED}`);

describe.each([
  ['lbipam', lbipam, 472],
  ['l2', l2, 182],
] as const)('%s', (name, { answer }, count) => {
  const lines = (present ? readFileSync(join(SHARED, 'vectors', `${name}.jsonl`), 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

  (present ? test : test.skip).each(LOAD_BALANCER_MINORS)(
    'answers as the engine of %s does on every recorded line',
    (minor) => {
      expect(lines).toHaveLength(count);
      const differing = lines.filter((line) => {
        const recorded = line.expected.all ?? line.expected[minor];
        return !outcomeTexts(recorded).includes(outcomeText(answer(line, minor)));
      });
      expect(differing.map(({ id }) => id)).toEqual([]);
    },
  );
});
