// Examples of codes as YAML that stands in a program.

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
