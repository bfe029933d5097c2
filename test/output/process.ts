// Builds the victim as one plain program, so that a process of it starts fast, and kills it at a step.
import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { OutputFile } from '../../lib/output';

const root = resolve(__dirname, '..', '..');

/** Path of the program, below a folder. */
export function buildVictim(folder: string): string {
  const program = join(folder, 'victim.js');
  execFileSync(join(root, 'node_modules', '.bin', 'esbuild'), [
    join(__dirname, 'victim.ts'),
    '--bundle',
    '--platform=node',
    '--log-level=error',
    `--outfile=${program}`,
  ]);
  return program;
}

/** Publishes in a process of its own that is killed at a step; fails if it is not. */
export function killAt(
  program: string,
  folder: string,
  content: readonly OutputFile[],
  step: number,
  how = 'kill',
): void {
  const { signal, stderr } = spawnSync(
    process.execPath,
    [program, folder, JSON.stringify(content), String(step), how],
    { encoding: 'utf8' },
  );
  if (signal !== 'SIGKILL') throw new Error(`step ${step} was not reached: ${stderr}`);
}
