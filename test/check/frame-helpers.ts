// Runs the check command inside of the test process, over files in a folder of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../lib/cli/program';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder with files, gone after the tests. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** `talosnet check` with arguments; the folder's name is cut out of what it says. */
export async function checkIn(folder: string, ...args: string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const code = await run(['check', ...args.map((arg) => arg.replace('$', folder))], {
    out: (text) => void (said.out += text),
    err: (lines) => void (said.err += lines.map((line) => `${line}\n`).join('')),
  });
  const short = (text: string) => (folder === '' ? text : text.replaceAll(`${folder}/`, ''));
  return { code, out: short(said.out), err: short(said.err) };
}

/** A ConfigMap as YAML. */
export function configMap(name: string, more = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
}
