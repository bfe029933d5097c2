// Writes lib/models/talos/data/bases.json from what the configuration code generates, one JSON line each:
//   {"id": "<minor> <contract> <role> <kubespan|-> <discovery|->", "config": "<YAML>"}
//   node scripts/run.cjs scripts/talos-shapes/bases.ts <folder with 1.11.jsonl …>
// Secrets are replaced by a word; equal documents are written once.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromYaml } from '../../lib/manifest/yaml';
import { blankSecrets } from '../../lib/models/talos/secrets';
import { TALOS_MINORS } from '../../lib/models/talos/minors';
import { PlainMap } from '../../lib/manifest';

const TARGET = join(__dirname, '../../lib/models/talos/data/bases.json');

function main(folder: string): void {
  const documents = new Map<string, number>();
  const bases: Record<string, number[]> = {};
  for (const minor of TALOS_MINORS)
    for (const line of readFileSync(join(folder, `${minor}.jsonl`), 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const { id, config } = JSON.parse(line) as { id: string; config: string };
      // The names of the generated cluster carry no meaning.
      bases[id] = fromYaml(config.replaceAll('oracle', 'example')).map((document) => {
        const text = JSON.stringify(blankSecrets(document as PlainMap));
        if (!documents.has(text)) documents.set(text, documents.size);
        return documents.get(text)!;
      });
    }
  const lists = Object.entries(bases).map(([id, list]) => `${JSON.stringify(id)}:${JSON.stringify(list)}`);
  writeFileSync(
    TARGET,
    `{"documents":[\n${[...documents.keys()].join(',\n')}\n],"bases":{\n${lists.join(',\n')}\n}}\n`,
  );
}

main(process.argv[2] ?? '.');
