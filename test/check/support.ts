// Worlds for tests of rules: files by name and text, read by the frame from a folder of their own, and what a rule says about them, one line each.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readInput } from '../../lib/check/input';
import { run } from '../../lib/check/run';
import { Origin, Versions, World } from '../../lib/world/types';
import { Problem, Rule } from '../../lib/check/rule';
import { worldOf } from '../../lib/world/world';

const VERSIONS: Versions = { cilium: '1.20', gatewayApi: 'v1.6.1' };

/** The world of some files; a text alone is the file `app.yaml`. */
export function worldFrom(files: string | Readonly<Record<string, string>>, versions: Partial<Versions> = {}): World {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  try {
    for (const [name, text] of Object.entries(typeof files === 'string' ? { 'app.yaml': files } : files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const input = readInput([folder]);
    const unreadable = input.problems.filter(({ level }) => level !== 'note').map(({ message }) => message);
    if (unreadable.length > 0) throw new Error(unreadable.join('\n'));
    const named = <T extends { readonly origin: Origin }>(each: T): T => ({
      ...each,
      origin: { ...each.origin, file: each.origin.file?.slice(folder.length + 1) },
    });
    return worldOf({
      versions: { ...VERSIONS, ...versions },
      objects: input.objects.map(named),
      talos: input.talos.map(named),
      documents: input.documents.map(named),
      files: input.files.map((file) => file.slice(folder.length + 1)),
      text: (file) => input.text(join(folder, file)),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same objects as a finished app holds them: without files, one construct each. */
export function appFrom(text: string): World {
  const world = worldFrom(text);
  return worldOf({
    versions: world.versions,
    objects: world.objects.map(({ manifest }, index) => ({ manifest, origin: { construct: `app/${index}` } })),
    facts: { facts: { complete: true }, origin: { construct: 'app' } },
  });
}

/** What the rules find. */
export function problemsOf(world: World, ...rules: Rule[]): Problem[] {
  return run(world, { layers: [], rules });
}

/** What the rules say: `level code file path: message; repair`. Notes only if asked for. */
export function said(world: World, rule: Rule, notes = false): string[] {
  return problemsOf(world, rule)
    .filter(({ level }) => notes || level !== 'note')
    .map(
      ({ level, code, at, path, message, repair }) =>
        `${level} ${code} ${at.origin.construct ?? at.origin.file} ${path.join('.')}: ${message}; ${repair}`,
    );
}
