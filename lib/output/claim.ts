// One run at a time: each puts a claim of its own into the folder's workshop, and works once it sees no other live one.
// A claim is never taken over, only that of a dead process removed; so no two runs can both believe that a stale one is theirs.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { errorCode, FileSystem } from './file-system';
import { OutputError } from './problem';

const PREFIX = 'run-';
/** Keeps a workshop that a stopped run left behind out of Git. */
const IGNORE = '.gitignore';
/** How long a run waits for another one, in milliseconds. */
const PATIENCE = 10_000;
/** Age from which a claim of another machine, or from before a restart, is dead: a run takes seconds. In milliseconds. */
const FOREIGN_AGE = 120_000;

/** Claims of this thread. One of its own that is not among them could not be removed when it ended. */
const holding = new Set<string>();

/** A claim that is held. */
export interface Claim {
  /** True if a run that held a claim before was stopped. */
  readonly afterDeath: boolean;
  release(): void;
}

/**
 * Waits for the folder's other runs.
 *
 * @param workshop folder for the claims; made if it does not exist
 * @param shown how the report names the output
 * @throws OutputError `output/busy` if another run does not end
 */
export function claim(fs: FileSystem, workshop: string, shown: string, patience = PATIENCE): Claim {
  const start = startOf(process.pid) ?? '0';
  const own = `${PREFIX}${machine()}-${process.pid}-${start}-${threadId}-${randomBytes(6).toString('hex')}`;
  const deadline = Date.now() + patience;
  let afterDeath = false;
  for (let held = false; ;) {
    try {
      held ||= enter(fs, workshop, own);
    } catch (error) {
      leave(fs, workshop, own);
      throw error;
    }
    const others = claims(fs, workshop).filter((name) => name !== own);
    for (const name of others.filter((other) => !isAlive(fs, workshop, other))) {
      quietly(() => {
        fs.removeFile(join(workshop, name));
      });
      afterDeath = true;
    }
    const alive = others.filter((name) => isAlive(fs, workshop, name)).sort();
    if (held && alive.length === 0) {
      holding.add(own);
      return {
        afterDeath,
        release: () => {
          holding.delete(own);
          leave(fs, workshop, own);
        },
      };
    }
    // Of two that see each other the later name steps back; the other keeps its claim and waits for it to do so.
    if (held && alive[0]! < own) {
      fs.removeFile(join(workshop, own));
      held = false;
    }
    if (Date.now() > deadline) {
      leave(fs, workshop, own);
      throw busy(workshop, alive, shown);
    }
    sleep(5 + Math.random() * 20);
  }
}

function enter(fs: FileSystem, workshop: string, own: string): boolean {
  allowing('EEXIST', () => {
    fs.makeFolder(workshop);
  });
  // Another run may just have removed the empty folder.
  return allowing('ENOENT', () => {
    allowing('EEXIST', () => {
      fs.create(join(workshop, IGNORE), Buffer.from('*\n'));
    });
    fs.create(join(workshop, own), Buffer.alloc(0));
  });
}

function leave(fs: FileSystem, workshop: string, own: string): void {
  for (const name of [own, IGNORE])
    quietly(() => {
      fs.removeFile(join(workshop, name));
    });
  // Not empty where another run waits, or where preparations are left for the next one.
  quietly(() => {
    fs.removeFolder(workshop);
  });
}

function claims(fs: FileSystem, workshop: string): string[] {
  let names: string[] = [];
  allowing('ENOENT', () => {
    names = fs.names(workshop);
  });
  return names.filter((name) => name.startsWith(PREFIX));
}

function isAlive(fs: FileSystem, workshop: string, name: string): boolean {
  const [, where, pid, start, thread] = /^run-([0-9a-f]+)-(\d+)-(\d+)-(\d+)-/.exec(name) ?? [];
  if (where !== machine()) {
    let age = Infinity;
    allowing('ENOENT', () => {
      age = fs.age(join(workshop, name));
    });
    return age < FOREIGN_AGE;
  }
  if (Number(pid) === process.pid && Number(thread) === threadId) return holding.has(name);
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  // The number may be that of another process by now.
  const running = startOf(Number(pid));
  return running === undefined || start === '0' || running === start;
}

/** When a process started, in ticks since the boot; undefined where the system does not say so. A dead one that nobody waited for is gone. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

let machineKey: string | undefined;

/** Where process numbers mean the same: host, boot and process namespace. */
function machine(): string {
  const read = (get: () => string) => {
    try {
      return get();
    } catch {
      return '';
    }
  };
  machineKey ??= createHash('sha256')
    .update(
      [
        hostname(),
        read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
        read(() => readlinkSync('/proc/self/ns/pid')),
      ].join('\0'),
    )
    .digest('hex')
    .slice(0, 12);
  return machineKey;
}

function busy(workshop: string, alive: string[], shown: string): OutputError {
  const other = alive[0] ?? '';
  const [, where, pid] = /^run-([0-9a-f]+)-(\d+)-/.exec(other) ?? [];
  return new OutputError([
    {
      code: 'output/busy',
      paths: [shown],
      problem:
        where === machine()
          ? `another run is writing there: process ${pid}`
          : 'a run on another machine, or from before a restart, is writing there',
      repair:
        where === machine()
          ? 'wait for it to end, and run again'
          : `wait two minutes; or, if none is running, remove ${join(workshop, other)}`,
    },
  ]);
}

/** False if it failed in the way that is allowed. */
function allowing(code: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (errorCode(error) !== code) throw error;
    return false;
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // What stays behind is cleared by the next run.
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
