// What publishing needs of a file system, in steps small enough to stop between any two. Tests put a failing or dying one in its place.
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

/** What lies at a path; a link is not followed. */
export type Kind = 'absent' | 'file' | 'folder' | 'link' | 'other';

/** Synchronous; every method throws Node's errors with their `code`. */
export interface FileSystem {
  kind(path: string): Kind;
  /** As `kind`, at the end of links. */
  kindBehindLinks(path: string): Kind;
  realPath(path: string): string;
  read(file: string): Buffer;
  names(folder: string): string[];
  /** Milliseconds since the last change. */
  age(file: string): number;
  makeFolder(folder: string): void;
  /** A new file that is on the disk when this returns. Fails where one exists. */
  create(file: string, content: Buffer): void;
  /** Replaces what is at `to` in one step. */
  move(from: string, to: string): void;
  removeFile(file: string): void;
  /** Fails unless the folder is empty. */
  removeFolder(folder: string): void;
  /** Has the names in a folder on the disk when this returns. */
  sync(folder: string): void;
}

/** Node's error code, or undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function kindOf(stat: typeof lstatSync, path: string): Kind {
  try {
    const found = stat(path);
    if (found === undefined) return 'absent';
    if (found.isFile()) return 'file';
    if (found.isDirectory()) return 'folder';
    return found.isSymbolicLink() ? 'link' : 'other';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return 'absent';
    throw error;
  }
}

function withOpen(path: string, flags: string, use: (descriptor: number) => void): void {
  const descriptor = openSync(path, flags);
  try {
    use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The disk. */
export const DISK: FileSystem = {
  kind: (path) => kindOf(lstatSync, path),
  kindBehindLinks: (path) => kindOf(statSync as typeof lstatSync, path),
  realPath: (path) => realpathSync(path),
  read: (file) => readFileSync(file),
  names: (folder) => readdirSync(folder).sort(),
  age: (file) => Date.now() - lstatSync(file).mtimeMs,
  makeFolder: (folder) => {
    mkdirSync(folder);
  },
  create: (file, content) => {
    withOpen(file, 'wx', (descriptor) => {
      for (let written = 0; written < content.length;)
        written += writeSync(descriptor, content, written, content.length - written);
      fsyncSync(descriptor);
    });
  },
  move: (from, to) => {
    renameSync(from, to);
  },
  removeFile: (file) => {
    unlinkSync(file);
  },
  removeFolder: (folder) => {
    rmdirSync(folder);
  },
  sync: (folder) => {
    try {
      withOpen(folder, 'r', fsyncSync);
    } catch (error) {
      // Windows opens no folders, some network file systems sync none: the names are on the disk a little later there.
      if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EACCES'].includes(errorCode(error) ?? '')) throw error;
    }
  },
};
