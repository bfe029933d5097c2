// The one judge: what synth says of an app is what check says of the app's output with its facts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { judge } from '../../lib/app/judgement';
import { plainFiles } from '../../lib/app/app-output';
import { renderedObjects } from '../../lib/app/objects';
import { check, InputProblem, Problem, readInput } from '../../lib/check';
import { Boundary } from '../../lib/cluster';
import { collectStructured } from '../../lib/construct';
import { FACTS_FILE, factsText } from '../../lib/facts';
import { objectKey } from '../../lib/manifest';
import { pathText } from '../../lib/problem';
import { talosFiles, talosText } from '../../lib/talos';

/** What both sides say, sorted; equal if there is one judge. */
export interface BothSides {
  readonly synth: string[];
  readonly check: string[];
}

/** An app as it is judged: what the rules say, what cannot be read, and the texts that hold it. */
interface Judged {
  readonly problems: readonly Problem[];
  readonly unread: readonly InputProblem[];
  readonly files: ReadonlyMap<string, string>;
}

/** Judges an app twice: as it stands, and as a folder that holds what it would write. */
export function bothSides(app: App): BothSides {
  const { problems, unread, files } = app instanceof NetworkApp ? app._judged() : ofStockApp(app);
  const folder = mkdtempSync(join(tmpdir(), 'one-judge-'));
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const input = readInput([folder]);
    const said = files.size === 0 ? [] : check(input).problems;
    // Files are named from where the reader stands.
    const here = (line: string) => line.replaceAll(`${folder}/`, '');
    return {
      synth: [...unread.map(unreadLine), ...problems.map(essence)].map(here).sort(),
      check: [...input.problems.map(unreadLine), ...said.map(essence)].map(here).sort(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines that one side says and the other does not, each with the side: the smallest thing to look at. */
export function differences({ synth, check: checked }: BothSides): string[] {
  const count = (lines: readonly string[], line: string) => lines.filter((each) => each === line).length;
  const only = (side: string, mine: readonly string[], others: readonly string[]) =>
    [...new Set(mine)].filter((line) => count(mine, line) > count(others, line)).map((line) => `${side} only: ${line}`);
  return [...only('synth', synth, checked), ...only('check', checked, synth)];
}

/** A problem without what may differ: words and constructs. */
function essence({ level, code, at, path, data, ignoredBecause }: Problem): string {
  const object = 'manifest' in at ? objectKey(at.manifest) : 'cluster';
  const ignored = ignoredBecause === undefined ? '' : ` (ignored: ${ignoredBecause})`;
  return `${level} ${code} ${object} ${pathText(path)} ${JSON.stringify(data)}${ignored}`;
}

function unreadLine({ level, code, file, document, message }: InputProblem): string {
  return `${level} ${code} ${file} document ${document} ${message}`;
}

/** cdk8s's own App, with the files that a NetworkApp would write of it. */
function ofStockApp(app: App): Judged {
  return collectStructured(() => {
    const parts = Boundary.all(app).map((boundary) => {
      const objects = renderedObjects(boundary).map((each) => ({ ...each, boundary }));
      const talos = talosFiles(boundary.root);
      return { boundary, objects, talos, judgement: judge(boundary, objects, talos) };
    });
    const clusters = parts.map(({ boundary, objects, talos, judgement }, index) => ({
      folder: index === 0 ? '' : `${boundary.root.node.id}/`,
      objects,
      beside: [
        ...boundary.files().map((file) => ({ name: file.name, text: file.text() })),
        ...talos.map((file) => ({ name: `talos/${file.name}`, text: talosText(file) })),
      ],
      facts: { name: FACTS_FILE, text: factsText(judgement.facts) },
    }));
    return {
      problems: parts.flatMap(({ judgement }) => judgement.problems),
      unread: parts.flatMap(({ judgement }) => judgement.unread),
      files: new Map(plainFiles({ clusters, metadata: undefined }).map(({ name, text }) => [name, text])),
    };
  });
}
