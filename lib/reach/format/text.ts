// How each format writes names and labels.

/** Formats of lists and differences. @internal */
export const FORMATS = ['text', 'json', 'md', 'csv', 'dot', 'mermaid'] as const;
/** @internal */
export type ReachFormat = (typeof FORMATS)[number];

/** A cell of a table of Markdown. */
export const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
/** A row of a table of Markdown. */
export const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`;
/** The head of such a table. */
export const head = (...names: readonly string[]) => `${row(names)}|${'---|'.repeat(names.length)}\n`;
/** A field of CSV. */
export const field = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
/** A label of Mermaid. */
export const label = (text: string) => `"${text.replace(/"/g, '#quot;')}"`;
/** Remarks before an answer, a line each, with a line between. */
export const notesText = (notes: readonly string[]) =>
  notes.length === 0 ? '' : `${notes.map((note) => `note: ${note}\n`).join('')}\n`;
