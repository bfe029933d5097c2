// The answers of the command in docs/reach.md: every block that begins with `$ talosnet …` holds what the command says today.
//   node --import tsx scripts/reach-docs.ts            writes them
// A test compares (test/reach/docs.test.ts).
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../lib/cli/program';

export const PAGE = resolve(__dirname, '../docs/reach.md');
const BLOCK = /```console\n\$ talosnet (.+)\n[^]*?```/g;

/** The page with answers of today; paths of the commands are those of the repository. */
export async function withAnswers(page: string): Promise<string> {
  const here = process.cwd();
  process.chdir(join(PAGE, '../..'));
  try {
    const answers = new Map<string, string>();
    for (const [, command = ''] of page.matchAll(BLOCK)) answers.set(command, await answerTo(command));
    return page.replace(
      BLOCK,
      (_, command: string) => `\`\`\`console\n$ talosnet ${command}\n${answers.get(command)}\`\`\``,
    );
  } finally {
    process.chdir(here);
  }
}

async function answerTo(command: string): Promise<string> {
  const said: string[] = [];
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
  await run(words, {
    out: (text) => void said.push(text),
    err: (lines) => void said.push(...lines.map((line) => `${line}\n`)),
  });
  return said.join('');
}

if (require.main === module) void withAnswers(readFileSync(PAGE, 'utf8')).then((page) => writeFileSync(PAGE, page));
