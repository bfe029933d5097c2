// Runs the command line as a user does, in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `talosnet` with arguments, from the repository's sources. */
export function talosnet(...args: string[]): Ended {
  return talosnetReading('', ...args);
}

/** The same with a text on standard input. */
export function talosnetReading(input: string, ...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 26,
  });
  return { code: status, stdout, stderr };
}

/** A folder with files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'talosnet-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

// Each run starts a process and compiles the sources.
jest.setTimeout(60_000);

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
