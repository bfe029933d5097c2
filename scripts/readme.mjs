// Puts main.ts into the README's first example (between the markers), so that the two cannot drift apart.
//   node scripts/readme.mjs           fails if they differ
//   node scripts/readme.mjs --update  writes it
import { readFileSync, writeFileSync } from 'node:fs';

const START = '<!-- main.ts -->\n';
const END = '<!-- /main.ts -->';
const readme = readFileSync('README.md', 'utf8');
const program = readFileSync('main.ts', 'utf8').replace("from './lib'", "from 'cdk8s-talos-network'");
const from = readme.indexOf(START) + START.length;
const to = readme.indexOf(END);
const fresh = `${readme.slice(0, from)}\`\`\`ts\n${program}\`\`\`\n${readme.slice(to)}`;
if (process.argv.includes('--update')) writeFileSync('README.md', fresh);
else if (fresh !== readme) {
  console.error('the first example of README.md is not main.ts: run `node scripts/readme.mjs --update`');
  process.exitCode = 1;
}
