// The rows of connections against the recorded verdicts of the engine: what a list says of a pair is what the engine said of a flow.
// Skipped where ../shared is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEndpoint, Reachability } from '../../lib/reach';
import { SHARED } from '../support/engines';
import { endOf, expectedOf, inputOf, VectorWorld } from '../../scripts/agreement/worlds';

const FILE = join(SHARED, 'vectors', 'verdicts.jsonl');
const present = existsSync(FILE);
if (!present) console.info(`skipped: no vectors at ${FILE}`);

(present ? describe : describe.skip)('recorded verdicts', () => {
  const worlds = (present ? readFileSync(FILE, 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as VectorWorld);

  test.each(['1.18', '1.19', '1.20'])(
    'a pair holds a connection if and only if the engine of %s allows the flow',
    (minor) => {
      let compared = 0;
      const differing: string[] = [];
      for (const world of worlds) {
        const reach = new Reachability(inputOf(world, minor));
        expectedOf(world, minor).verdicts.forEach(({ allowed }, index) => {
          const { from, to, protocol, port } = world.flows[index];
          const [a, b] = [endOf(world, from), endOf(world, to)];
          if (a === undefined || b === undefined) return;
          const [source, target] = [findEndpoint(reach, a).parties[0]!, findEndpoint(reach, b).parties[0]!];
          const listed = reach.connections(source, target).at(protocol, port) !== undefined;
          const { answer } = reach.verdict(source, target, protocol, port);
          // Layer 7 may refuse what layer 4 lets pass.
          if (listed !== allowed || (!allowed && answer !== 'denied')) differing.push(`${world.id}/${index}`);
          compared++;
        });
      }
      expect(differing).toEqual([]);
      expect(compared).toBeGreaterThan(10_000);
    },
  );
});
