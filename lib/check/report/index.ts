// The formats of a report.
import { CheckFinding } from '../findings';
import { Versions } from '../types';
import { github } from './github';
import { json } from './json';
import { sarif } from './sarif';
import { text } from './text';

/** What a report says besides the findings. */
export interface Summary {
  /** Objects that were checked. */
  readonly checked: number;
  readonly files: number;
  readonly versions: Versions;
  /** Findings that the configuration ignores. */
  readonly ignored: number;
  /** Files that were passed over, by why: `3 encrypted`. */
  readonly passedOver: readonly string[];
}

export type Format = 'text' | 'json' | 'sarif' | 'github';

const WRITERS: Readonly<Record<Format, (findings: readonly CheckFinding[], summary: Summary) => string>> = { text, json, sarif, github };

export const FORMATS = Object.keys(WRITERS) as Format[];

/** The report as one text that ends with a line break. */
export function format(name: Format, findings: readonly CheckFinding[], summary: Summary): string {
  return WRITERS[name](findings, summary);
}
