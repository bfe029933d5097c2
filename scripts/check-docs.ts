// Writes docs/codes.md: every code that can be said, below the mark. Run after a change of a code:
//   npm run docs:codes
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCodes, CODE_LAYERS, Files, ListedCode, shownTexts } from '../lib/check';
import { withExamples } from '../lib/check/examples';

const PAGE = join(__dirname, '..', 'docs', 'codes.md');
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
  values: 'Values of the Cilium chart, wherever they are kept, and what objects and machines need of them.',
  l2: 'L2 announcements.',
  reach:
    'What policies let through, by the verdicts of the policy engine: `talosnet reach lint` shows these and their notes.',
  constructs:
    'Values and constructors, at the line that says them: a wrong value is an exception, and nothing is written. `check` of files never says them.',
  app: 'An app as a whole, at synth.',
  facts: 'The file of facts; `check` says them as `input/facts`.',
  output: 'The folder that synth writes. Nothing is written then, except for warnings.',
};

/** The page with the codes as they are now. */
export async function pageWithCodes(page: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  const codes = withExamples(allCodes());
  const sections = CODE_LAYERS.flatMap((layer) => {
    const own = codes.filter((code) => code.layer === layer);
    if (own.length === 0) return [];
    return [`## ${layer}\n\n${LAYERS[layer] ?? ''}`, ...own.map((code) => `### \`${code.code}\`\n\n${section(code)}`)];
  });
  const head = page.slice(0, page.indexOf(MARK) + MARK.length);
  return format(`${head}\n\n${sections.join('\n\n')}\n`, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

/** Rule, reason, and the examples that the tests hold. */
function section({ title, why, bad, good }: ListedCode): string {
  const example = (words: string, texts: string | Files | undefined) =>
    texts === undefined ? [] : [`${words}:`, ...shownTexts(texts).map((text) => `\`\`\`yaml\n${text}\n\`\`\``)];
  return [`**${sentence(title)}** ${sentence(why)}`, ...example('Bad', bad), ...example('Good', good)].join('\n\n');
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
