// .talosnet.yaml: what somebody decided to live with, and how bad they find what, each with a reason, and what they demand of who can reach whom.
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { factsOf } from '../../facts';
import { ValueError } from '../../net';
import { fingerprint } from '../../problem';
import { CheckedDocument } from '../../world/types';
import { Lines, Places } from '../../yaml';
import type { CheckFinding } from '../findings';
import { allCodes } from '../layers';
import { Entry, meant, readEntries, refuseUnknown } from './entry';
import { SettingsError } from './error';
import { readTextFile, readYamlFile } from './files';

const NAME = '.talosnet.yaml';
const TOP_KEYS = ['ignore', 'levels', 'invariants'];

/** A configuration that was read. */
export interface CheckConfig {
  readonly file: string;
  /** What it holds; the rules judge its invariants. */
  readonly document: CheckedDocument;
  /** The finding with the level that is set for it; undefined if it is ignored or switched off. */
  applied(finding: CheckFinding): CheckFinding | undefined;
  /**
   * What is wrong with the entries: codes that nothing says, and those that matched none of the findings so far.
   *
   * @param layers that ran; what no layer says that ran is not unused. @default - all
   */
  findings(layers?: readonly string[]): CheckFinding[];
}

/**
 * The configuration that goes with an input.
 *
 * @param paths of the input
 * @param named by the user. @default - the one that is found
 * @throws SettingsError for what cannot be meant
 */
export function configFor(paths: readonly string[], named?: string): CheckConfig | undefined {
  const file = named ?? findConfig(paths);
  return file === undefined ? undefined : readConfig(file, paths);
}

/** The configuration of the current folder or of the input, or of the nearest folder above; it belongs to one repository. */
function findConfig(paths: readonly string[]): string | undefined {
  const starts = [
    process.cwd(),
    ...paths
      .filter((path) => path !== '-' && existsSync(path))
      .map((path) => (statSync(path).isDirectory() ? resolve(path) : dirname(resolve(path)))),
  ];
  for (const start of starts) {
    for (let folder = start; ; folder = dirname(folder)) {
      const file = join(folder, NAME);
      if (existsSync(file)) {
        // The folder may be somebody else's pull request: it names no file outside of itself.
        if (!realpathSync(file).startsWith(`${realpathSync(folder)}${sep}`))
          throw new SettingsError(`${relative(process.cwd(), file)}: a symbolic link that leads out of its folder`);
        return relative(process.cwd(), file);
      }
      if (existsSync(join(folder, '.git')) || dirname(folder) === folder) break;
    }
  }
  return undefined;
}

function readConfig(file: string, paths: readonly string[]): CheckConfig {
  const content = readYamlFile(file);
  refuseUnknown(file, '', content, TOP_KEYS);
  checkInvariants(file, content.invariants ?? []);
  const entries = [...readEntries(file, 'ignore', content.ignore), ...readEntries(file, 'levels', content.levels)];
  const used = new Set<Entry>();
  const folder = dirname(resolve(file));
  // Of a part of the repository nobody knows what an entry is for.
  const isAllChecked = paths.some((path) => path !== '-' && isBelow(folder, resolve(path)));
  return {
    file,
    document: { content, origin: { file, document: 1 } },
    applied: (finding) => {
      const hit = entries.find((each) => each.matches(finding));
      if (hit === undefined) return finding;
      used.add(hit);
      return hit.decision === 'off' ? undefined : { ...finding, severity: hit.decision };
    },
    findings: (layers) => {
      const codes = allCodes();
      const known = codes.map(({ code }) => code);
      return entries.flatMap((entry) => {
        if (!known.includes(entry.code)) return [unknownCode(file, entry, known)];
        const layer = codes.find(({ code }) => code === entry.code)!.layer;
        const ran = layers === undefined || layers.includes(layer) || layer === 'input';
        return used.has(entry) || !ran || !isAllChecked ? [] : [unused(file, entry)];
      });
    },
  };
}

/** They have the form that they have among the facts of a cluster. */
function checkInvariants(file: string, invariants: unknown): void {
  try {
    factsOf({ invariants });
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new SettingsError(`${file}: ${error.problem}; ${error.repair}`);
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function unknownCode(file: string, entry: Entry, codes: readonly string[]): CheckFinding {
  return finding(file, entry, 'error', 'input/unknown-code', {
    message: `${entry.at}.code: nothing says "${entry.code}"${meant(entry.code, codes)}`,
    repair: 'write the code as the report names it; talosnet check --list-rules lists all',
  });
}

function unused(file: string, entry: Entry): CheckFinding {
  return finding(file, entry, 'warning', 'input/unused-entry', {
    message: `${entry.at} (${entry.code}) matches nothing any more`,
    repair: 'remove the entry: what it was for is gone',
  });
}

function finding(
  file: string,
  { list, index, code: about }: Entry,
  severity: CheckFinding['severity'],
  code: string,
  words: Pick<CheckFinding, 'message' | 'repair'>,
): CheckFinding {
  const text = readTextFile(file);
  const data = { entry: about };
  return {
    severity,
    code,
    ...words,
    file,
    line: new Lines(text).at(new Places(text).offset([list, index, 'code'])),
    path: `${list}[${index}].code`,
    data,
    fingerprint: fingerprint({ code, object: file, path: [list, index], data }),
  };
}
