// Writes the codes of `talosnet check` into docs/check.md, below the mark. Run after a change of a rule:
//   node --import tsx scripts/check-docs.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCodes, LAYER_NAMES } from '../lib/check';

const PAGE = join(__dirname, '..', 'docs', 'check.md');
const MARK = '<!-- codes: written by scripts/check-docs.ts -->';

const LAYERS: Readonly<Record<string, string>> = {
  input: 'What could not be read. Always on.',
  schema: 'The API server, on one object: structure, types, formats, lists, metadata.',
  cel: 'The API server, on one custom resource: the rules of its definition.',
  cilium:
    "Cilium's agent, on one object: what it refuses although the API server took it, and what does not mean what it seems to.",
  objects: 'Objects beside each other.',
  references: 'What objects name in each other, as far as the input holds it.',
  addresses: 'Every subnet, pool, range and address of the input.',
  cni: 'NetworkAttachmentDefinitions, their CNI configurations, and the annotations that ask for them.',
  gateway:
    'Gateway API: what the operator of Cilium refuses, and what it accepts and does not serve as it reads. Certificates, Services of charts and the class that the chart makes are taken as there.',
  values: 'Values of the Cilium chart, wherever they are kept, and what objects and machines need of them.',
  l2: 'L2 announcements.',
  talos: 'Machine configurations and patches of Talos, and the machines, links and addresses of the cluster.',
};

/** The page with the codes as they are now. */
export async function pageWithCodes(page: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  const codes = allCodes();
  const sections = ['input', ...LAYER_NAMES].flatMap((layer) => {
    const own = codes.filter((code) => code.layer === layer);
    if (own.length === 0) return [];
    return [
      `### ${layer}\n\n${LAYERS[layer] ?? ''}`,
      ...own.map(({ code, title, why }) => `#### \`${code}\`\n\n**${sentence(title)}** ${sentence(why)}`),
    ];
  });
  const head = page.slice(0, page.indexOf(MARK) + MARK.length);
  return format(`${head}\n\n${sections.join('\n\n')}\n`, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

/** A capital first, a full stop last; angle brackets are no tags. */
function sentence(words: string): string {
  const text = words.trim().replaceAll('<', '&lt;');
  const capital = /^[a-z]+(?: |,)/.test(text) ? `${text[0]!.toUpperCase()}${text.slice(1)}` : text;
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** The page as it lies there. */
export function readPage(): string {
  return readFileSync(PAGE, 'utf8');
}

if (require.main === module) void pageWithCodes(readPage()).then((page) => writeFileSync(PAGE, page));
