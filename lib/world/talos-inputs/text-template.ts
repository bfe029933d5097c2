// Text templates of YAML (Jinja, Go, Terraform) read without their values: what stands in for a value is unknown, everything else is as written.
import { isMap } from '../../manifest';
import { kubectlDocuments } from '../../yaml';

/** Endings of templates. */
export const TEMPLATE_ENDING = /\.(?:j2|tftpl|tmpl|gotmpl|tpl)$/i;

/** One document of a template; placeholders stand in its texts as they were written. */
export interface TemplateDocument {
  readonly content: unknown;
  /** From 1. */
  readonly document: number;
}

/** What a template holds, or that it says more than values: conditions, loops, whole pieces. */
export interface ReadTemplate {
  readonly documents: readonly TemplateDocument[];
  /** The text with words in place of the placeholders: a line is on the line where it was. */
  readonly text: string;
}

/** `{{ … }}` of Jinja and Go, `${…}` of Terraform and shells. A text that holds its own brackets is no plain value. */
const PLACEHOLDER = /\{\{((?:[^{}]|\{[^{}]*\})*)\}\}|\$\{([^{}\n]*)\}/g;
/** Where comments of Jinja and Go begin, and their ends. */
const COMMENT = /\{#|\{\{-?\s{0,80}\/\*/g;
const COMMENT_END = { jinja: /#\}/g, go: /\*\/\s{0,80}-?\}\}/g };
/** What decides or repeats lines, in each of the languages and in the delimiters of makejinja, which YAML takes for comments. */
const CONTROL =
  /\{%|%\{|#%|#\{|\{\{-?\s*(?:if|else|end|range|with|define|block|template|include|break|continue)\b|\{\{-?\s*\$\w+\s*:?=/;
/** A word that no file holds by chance, which YAML reads as text wherever a value may stand. */
const WORD = /talosnetUnknown(\d+)x/g;

/**
 * Reads a template as far as placeholders stand for values only.
 *
 * @param known gives the value of an expression, as text of YAML
 * @returns undefined where lines depend on values that nobody knows here
 */
export function readTemplate(
  text: string,
  known: (expression: string) => string | undefined = () => undefined,
): ReadTemplate | undefined {
  const bare = withoutComments(text);
  if (CONTROL.test(bare)) return undefined;
  const originals: string[] = [];
  const filled = bare.replace(PLACEHOLDER, (original, curly: string | undefined, dollar: string | undefined) => {
    const expression = (curly ?? dollar ?? '').replace(/^-|-$/g, '').trim();
    const value = known(expression);
    if (value !== undefined) return value;
    originals.push(original.replace(/\s*\n\s*/g, ' '));
    // As many lines as before.
    return `talosnetUnknown${originals.length - 1}x${original.replace(/[^\n]/g, '')}`;
  });
  const documents: TemplateDocument[] = [];
  for (const { value, error, number } of kubectlDocuments(filled)) {
    if (error !== undefined || holdsUnknownKey(value)) return undefined;
    documents.push({ content: restored(value, originals), document: number });
  }
  return { documents, text: filled };
}

/** The text with nothing but the line breaks of its comments. One look for each end: what is never closed must not be looked for again and again. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const closed = { jinja: true, go: true };
  for (const { 0: begin, index } of text.matchAll(COMMENT)) {
    const form = begin === '{#' ? 'jinja' : 'go';
    if (index < from || !closed[form]) continue;
    const end = COMMENT_END[form];
    end.lastIndex = index + begin.length;
    if (end.exec(text) === null) {
      closed[form] = false;
      continue;
    }
    parts.push(text.slice(from, index), text.slice(index, end.lastIndex).replace(/[^\n]/g, ''));
    from = end.lastIndex;
  }
  return [...parts, text.slice(from)].join('');
}

function holdsUnknownKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsUnknownKey);
  if (!isMap(value)) return false;
  return Object.entries(value).some(([key, each]) => key.includes('talosnetUnknown') || holdsUnknownKey(each));
}

/** The value with the placeholders in place of the words. */
function restored(value: unknown, originals: readonly string[]): unknown {
  if (typeof value === 'string') return value.replace(WORD, (word, index: string) => originals[Number(index)] ?? word);
  if (Array.isArray(value)) return value.map((each) => restored(each, originals));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restored(each, originals)]));
}
