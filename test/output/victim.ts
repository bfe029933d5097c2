// A process that publishes and is killed on the way: node victim.js FOLDER FILES(JSON) STEP kill|kill-half
// Without a step it publishes in rounds, taking turns between the sets of files: node victim.js FOLDER SETS(JSON) ROUNDS
import { OutputFile, publish } from '../../lib/output';
import { fragile } from './fragile';

const [folder = '', content = '[]', step = '0', how] = process.argv.slice(2);
const parsed = JSON.parse(content) as unknown;

if (how === 'kill' || how === 'kill-half')
  publish(folder, parsed as OutputFile[], { fs: fragile({ at: Number(step), how }) });
else {
  const sets = parsed as OutputFile[][];
  for (let round = 0; round < Number(step); round += 1)
    publish(folder, sets[round % sets.length]!, { patience: 60_000 });
}
