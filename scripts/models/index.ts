// What a model answers, line by line, in the format of the engine it stands for:
//   npm run --silent models -- <model> [--minor 1.20] < in.jsonl > out.jsonl
// One line in, one line out. A model that cannot decide says {"id":…,"judged":false,"why":…}; how many is on standard error.
import { existsSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CILIUM_MINORS as MINORS } from '../../lib/catalogue/cilium-minors';
import { Answering } from './answering';

const names = readdirSync(__dirname)
  .map((file) => /^(.*)\.ts$/.exec(file)?.[1] ?? '')
  .filter((name) => name !== '' && name !== 'index' && name !== 'answering')
  .sort();

function main(args: readonly string[]): number {
  const [name = '', ...rest] = args;
  const minor = rest[0] === '--minor' ? rest[1] : undefined;
  if (!names.includes(name) || !existsSync(join(__dirname, `${name}.ts`)))
    return usage(`no model "${name}"; write one of: ${names.join(', ')}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { answer, byMinor, minors = MINORS } = require(`./${name}.ts`) as Answering;
  if ((byMinor || rest.length > 0) && minor !== undefined && !minors.includes(minor))
    return usage(`${name} knows --minor ${minors.join('|')}`);
  if (byMinor && minor === undefined) return usage(`${name} needs --minor ${minors.join('|')}`);
  if (!byMinor && rest.length > 0 && (minor === undefined || minors === MINORS))
    return usage(`${name} takes no options, got ${rest.join(' ')}`);
  let open = 0;
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const said = answer(JSON.parse(line), minor ?? '');
    if (said.judged === false) open++;
    print(`${JSON.stringify(said)}\n`);
  }
  if (open > 0) console.error(`not judged: ${open}`);
  return 0;
}

function usage(what: string): number {
  console.error(`models: ${what}`);
  return 2;
}

/** Writes all of it, also into a pipe that takes a part at a time. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

process.exitCode = main(process.argv.slice(2));
