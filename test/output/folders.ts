// A folder as a map of name to content, and the other way round; links show where they lead.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OutputFile } from '../../lib/output';
import { RECORD } from '../../lib/output/record';

export type Content = Record<string, string>;

let made: string[] = [];

/** A temporary folder that `removeFolders` removes. */
export function temporary(content: Content = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  made.push(folder);
  fill(folder, content);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
  made = [];
}

export function fill(folder: string, content: Content): void {
  for (const [name, text] of Object.entries(content)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Everything in a folder except the record; an empty folder ends in `/`. */
export function contentOf(folder: string): Content {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (entry.isSymbolicLink()) return [name, `→ ${readlinkSync(path)}`];
    if (entry.isFile()) return [name, readFileSync(path, 'utf8')];
    return readdirSync(path).length === 0 ? [`${name}/`, ''] : [];
  });
  return Object.fromEntries(entries.filter(([name]) => name !== undefined && name !== RECORD).sort()) as Content;
}

export function files(content: Content): OutputFile[] {
  return Object.entries(content).map(([name, text]) => ({ name, text }));
}
