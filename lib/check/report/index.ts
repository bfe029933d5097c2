// The formats of a report.
import { CheckFinding } from '../findings';
import { github } from './github';
import { json } from './json';
import { sarif } from './sarif';
import { Summary } from './summary';
import { text } from './text';

export type { Summary };
export type Format = 'text' | 'json' | 'sarif' | 'github';

const WRITERS: Readonly<Record<Format, (findings: readonly CheckFinding[], summary: Summary) => string>> = {
  text,
  json,
  sarif,
  github,
};

export const FORMATS = Object.keys(WRITERS) as Format[];

/** The report as one text that ends with a line break. */
export function format(name: Format, findings: readonly CheckFinding[], summary: Summary): string {
  return WRITERS[name](findings, summary);
}
