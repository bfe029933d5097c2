// Examples of codes as YAML that stands in a program, and how they are shown.
import { Files } from './code';
import { wrapped } from './written';

/** The text without its first line break and without the indentation of the program around it. */
export function yaml(parts: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw({ raw: parts }, ...values)
    .replace(/^\n/, '')
    .trimEnd();
  const indent = /^ */.exec(text)![0];
  return `${text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n')}\n`;
}

/** The texts of an example as they are shown: where there are several files, each below its name. */
export function shownTexts(example: string | Files): string[] {
  if (typeof example === 'string') return [wrapped(example).trim()];
  return Object.entries(example).map(([name, text]) => `# ${name}\n${wrapped(text).trim()}`);
}
