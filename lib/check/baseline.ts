// A baseline: the findings of the day on which a team began. What it knows is left out, so that only what is new counts.
import { isMap } from '../manifest';
import { CheckFinding } from './findings';
import { SettingsError } from './settings/error';
import { readTextFile } from './settings/files';

/** A finding of a baseline. */
interface Known {
  readonly fingerprint: string;
  readonly code: string;
  /** `Kind/namespace/name`, or the file. */
  readonly at: string;
}

/** A baseline that was read. */
export interface Baseline {
  /** True for a finding that it holds; one that it holds twice is known twice. */
  knows(finding: CheckFinding): boolean;
  /** Those that nobody asked about: they are gone. `code at`. */
  gone(): string[];
}

const VERSION = 1;

/** The findings as the text of a baseline, the same for the same findings in any order. */
export function baselineOf(findings: readonly CheckFinding[]): string {
  const known = findings
    .map(({ fingerprint, code, object, file }): Known => ({ fingerprint, code, at: object ?? file }))
    .sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  return `${JSON.stringify({ version: VERSION, findings: known }, null, 2)}\n`;
}

/**
 * The baseline of a file.
 *
 * @throws SettingsError for a file that is none
 */
export function readBaseline(file: string): Baseline {
  const left = new Map<string, Known[]>();
  for (const known of knownOf(file)) left.set(known.fingerprint, [...(left.get(known.fingerprint) ?? []), known]);
  return {
    knows: ({ fingerprint }) => left.get(fingerprint)?.pop() !== undefined,
    gone: () => [...left.values()].flat().map(({ code, at }) => `${code} ${at}`),
  };
}

function knownOf(file: string): Known[] {
  const text = readTextFile(file);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new SettingsError(`${file}: no baseline: not JSON; write one with --write-baseline`);
  }
  const { version, findings } = isMap(content) ? content : {};
  if (version !== VERSION || !Array.isArray(findings) || !findings.every(isKnown))
    throw new SettingsError(`${file}: no baseline of this version; write one with --write-baseline`);
  return findings;
}

function isKnown(each: unknown): each is Known {
  return isMap(each) && ['fingerprint', 'code', 'at'].every((key) => typeof each[key] === 'string');
}

function textOf({ code, at, fingerprint }: Known): string {
  return [code, at, fingerprint].join('\0');
}
