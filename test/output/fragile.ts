// A file system that breaks at one step: it fails there, or the process is killed there, before the step or in the middle of it.
import { writeFileSync } from 'node:fs';
import { DISK, FileSystem } from '../../lib/output/file-system';

const STEPS = ['makeFolder', 'create', 'move', 'removeFile', 'removeFolder', 'sync'] as const;

export interface Break {
  /** Number of the step, from 1. */
  readonly at: number;
  /** What happens there; `half` first writes half of a file. */
  readonly how: 'kill' | 'kill-half' | { readonly code: string };
  /** Breaks at every later step too. */
  readonly from?: boolean;
}

/** The disk, broken at a step; `log` gets each step as it is reached. */
export function fragile({ at, how, from = false }: Break, log: string[] = []): FileSystem {
  let count = 0;
  const broken = Object.fromEntries(
    STEPS.map((step) => [
      step,
      (...args: [string, never]) => {
        count += 1;
        log.push(`${step} ${args.filter((arg) => typeof arg === 'string').join(' ')}`);
        if (count === at || (from && count > at)) {
          if (typeof how === 'object')
            throw Object.assign(new Error(`${how.code}: ${step} ${args[0]}`), { code: how.code });
          if (how === 'kill-half' && step === 'create') {
            const content = args[1] as Buffer;
            writeFileSync(args[0], content.subarray(0, content.length >> 1));
          }
          process.kill(process.pid, 'SIGKILL');
        }
        (DISK[step] as (...all: unknown[]) => void)(...args);
      },
    ]),
  );
  return { ...DISK, ...broken };
}
