// Writes test/manifest/go-golden.json: every nasty string as value and as key in our text, and what Go's readers made of that text.
// Run after a change of the writer or of the strings:  node --import tsx scripts/engines/go-yaml/make.ts
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { toYaml } from '../../../lib/manifest';
import { documentOf, NASTY } from '../../../test/manifest/nasty';

interface Answer {
  readonly kubernetes?: unknown;
  readonly kubernetesError?: string;
  readonly v3?: unknown;
  readonly v3Error?: string;
  readonly documents: number[];
}

const texts = NASTY.map((value) => toYaml([documentOf(value)]));
const out = execFileSync(process.env.GO ?? 'go', ['run', '.'], {
  cwd: __dirname,
  input: texts.map((text) => `${JSON.stringify(text)}\n`).join(''),
  encoding: 'utf8',
  maxBuffer: 1 << 26,
});
const answers = out
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);
if (answers.length !== texts.length) throw new Error(`${texts.length} texts, ${answers.length} answers`);

const rows = NASTY.map((value, i) => {
  const { kubernetes, kubernetesError, v3, v3Error, documents } = answers[i]!;
  const wanted = documentOf(value);
  const verdict = {
    kubernetes: kubernetesError ?? isDeepStrictEqual(kubernetes, wanted),
    v3: v3Error ?? isDeepStrictEqual(v3, wanted),
    documents: documents.every((count) => count === 1),
  };
  if (Object.values(verdict).some((ok) => ok !== true))
    console.log(JSON.stringify({ value, text: texts[i], verdict, kubernetes, v3, documents }));
  return { value, text: texts[i], ...verdict };
});
async function write(file: string): Promise<void> {
  writeFileSync(file, await format(JSON.stringify(rows), { ...(await resolveConfig(file)), filepath: file }));
  console.log(`${rows.length} values`);
}
void write(join(__dirname, '../../../test/manifest/go-golden.json'));
