// The one judge: what synth says of an app is what check says of the app's output with its facts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NetworkApp } from '../../lib';
import { check, Problem, readInput } from '../../lib/check';
import { objectKey } from '../../lib/manifest';
import { pathText } from '../../lib/problem';

/** A problem without what may differ: words, files and constructs. */
function essence({ level, code, at, path, data, ignoredBecause }: Problem): string {
  const object = 'manifest' in at ? objectKey(at.manifest) : 'cluster';
  const ignored = ignoredBecause === undefined ? '' : ` (ignored: ${ignoredBecause})`;
  return `${level} ${code} ${object} ${pathText(path)} ${JSON.stringify(data)}${ignored}`;
}

/** What both sides say, sorted; equal if there is one judge. */
export interface BothSides {
  readonly synth: string[];
  readonly check: string[];
}

/** Judges an app twice: as it stands, and as a folder that holds what it would write. */
export function bothSides(app: NetworkApp): BothSides {
  const { problems, files } = app._judged();
  const folder = mkdtempSync(join(tmpdir(), 'one-judge-'));
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const input = readInput([folder]);
    const unread = input.problems.map(({ code, message }) => `input ${code} ${message}`);
    const said = files.size === 0 ? [] : check(input).problems;
    return { synth: problems.map(essence).sort(), check: [...unread, ...said.map(essence)].sort() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
