// Asks Go about every text in test/net/go-golden.json again and writes its answers back. To add a text, add {"text": "…"} and run:
//   node scripts/engines/go-netip/make.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, '../../../test/net/go-golden.json');
const texts = JSON.parse(readFileSync(file, 'utf8')).map(({ text }) => text);
const out = execFileSync(process.env.GO ?? 'go', ['run', '.'], {
  cwd: here,
  input: texts.map((text) => `${JSON.stringify(text)}\n`).join(''),
  encoding: 'utf8',
});
const rows = out.trimEnd().split('\n');
if (rows.length !== texts.length) throw new Error(`${texts.length} texts, ${rows.length} answers`);
writeFileSync(
  file,
  await format(JSON.stringify(rows.map((row) => JSON.parse(row))), { ...(await resolveConfig(file)), filepath: file }),
);
console.log(`${rows.length} answers`);
