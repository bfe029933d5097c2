// Files that are templates of YAML: read with unknown values where placeholders stand for values only, else passed over with a line.
import { basename } from 'node:path';
import { readTemplate, TEMPLATE_ENDING } from '../../world/talos-inputs';
import { kubectlDocuments } from '../../yaml';
import { InputProblem } from './codes';
import { ParsedDocument } from './parse';
import { TextLayout } from './positions';

/** True for a file whose name says that a program fills it in. */
export function isTemplateFile(file: string): boolean {
  return TEMPLATE_ENDING.test(file);
}

/** `template.yaml`, `web.template.yaml`: whole YAML with words that a script replaces. Helm's folders of templates hold other names. */
const NAMED = /(?:^|[\\/.])template\.ya?ml$/i;

/** True for a file of YAML that calls itself a template: its objects are none yet. */
export function isNamedTemplate(file: string): boolean {
  return NAMED.test(file);
}

/** Keys with which a machine configuration, a patch, an object or a file of a tool begins a line. */
const OURS = /^(?:machine|cluster|apiVersion|kind|clusterName)\s*:/m;

/** What a template holds. Templates of other things, scripts and settings of programs, are nobody's manifests: nothing is said of them. */
export function contentsOfTemplate(
  file: string,
  text: string,
): {
  readonly documents: readonly ParsedDocument[];
  readonly layout: TextLayout;
  readonly problem?: InputProblem;
  /** The text is YAML with its placeholders. */
  readonly isYaml?: boolean;
} {
  const nothing = { documents: [], layout: { text, kind: 'lines' } as const };
  if (!OURS.test(text)) return nothing;
  const read = readTemplate(text);
  if (read !== undefined) {
    // Lines are where they were, so the text with words in place of the placeholders tells them.
    const chunks = [...kubectlDocuments(read.text)].map(({ start, end }) => ({ start, end }));
    const isYaml = [...kubectlDocuments(text)].every(({ error }) => error === undefined);
    return { documents: read.documents, layout: { text: read.text, kind: 'yaml', chunks, original: text }, isYaml };
  }
  return {
    ...nothing,
    problem: {
      level: 'note',
      code: 'input/template',
      file,
      message: `${basename(file)} decides or repeats lines by values that stand elsewhere: a template, not read`,
      repair: 'check what it renders',
    },
  };
}
