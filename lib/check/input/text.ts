// Bytes in, text out: UTF-8 or a line that says why not.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputProblem } from './codes';
import { InputFile, reasonOf } from './files';

/** Largest file, in bytes. Source: far above etcd's 1.5 MB an object and the 50 MB that generated collections reach; below what a JavaScript string holds. */
const LARGEST = 100 * 1024 * 1024;
/** How much is read at one go at least. */
const PORTION = 64 * 1024;
/** How a file begins that git-crypt has locked. Source: git-crypt, commands.cpp. */
const GIT_CRYPT = Buffer.from('\0GITCRYPT\0');
/** How far a file is looked at for zero bytes, as git does. */
const LOOKED_AT = 8000;

/** The text of a file without byte order mark, or undefined with a problem. */
export function textOf({ file }: InputFile, problems: InputProblem[]): string | undefined {
  const say = (code: string, message: string, repair: string): undefined => {
    problems.push({ level: 'error', code, file, message, repair });
    return undefined;
  };
  let bytes: Buffer | undefined;
  try {
    bytes = bytesOf(file);
  } catch (error) {
    return say('input/unreadable', reasonOf(error), 'name a file or folder that exists and can be read');
  }
  // A device or a socket may never end.
  if (bytes === undefined)
    return say('input/unreadable', 'not a file', 'name a file, a folder or - for standard input');
  if (bytes.length > LARGEST)
    return say(
      'input/too-large',
      `more than ${LARGEST / 1024 / 1024} MB`,
      'split it, or check the folder that it was made from',
    );
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return say('input/encoding', 'UTF-16 text', 'save the file as UTF-8');
  if (bytes.subarray(0, GIT_CRYPT.length).equals(GIT_CRYPT)) {
    const message = 'encrypted by git-crypt, passed over';
    problems.push({ level: 'note', code: 'input/encrypted', file, message, repair: 'nothing to do' });
    return undefined;
  }
  if (bytes.subarray(0, LOOKED_AT).includes(0))
    return say('input/binary', 'a binary file', 'leave it out, or give it a name without .yaml, .yml, .json, .jsonl');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return say('input/encoding', `not UTF-8: ${firstBadByte(bytes)}`, 'save the file as UTF-8');
  }
}

/** The bytes of a file or pipe, at most one portion more than may be read; undefined for what is neither. */
function bytesOf(file: string): Buffer | undefined {
  const descriptor = file === '-' ? 0 : openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    if (file !== '-' && !stat.isFile() && !stat.isFIFO()) return undefined;
    const portions: Buffer[] = [];
    let size = 0;
    for (let expected = stat.isFile() ? stat.size + 1 : PORTION; size <= LARGEST;) {
      const portion = Buffer.allocUnsafe(Math.min(expected > 0 ? expected : PORTION, LARGEST + 1));
      const read = readPortion(descriptor, portion);
      if (read === 0) break;
      portions.push(portion.subarray(0, read));
      size += read;
      expected -= read;
    }
    return portions.length === 1 ? portions[0] : Buffer.concat(portions);
  } finally {
    if (file !== '-') closeSync(descriptor);
  }
}

/** Reads once; a pipe that has nothing yet is asked again. */
function readPortion(descriptor: number, portion: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, portion);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function firstBadByte(bytes: Buffer): string {
  const lines = bytes.toString('latin1').split('\n');
  const good = new TextDecoder('utf-8', { fatal: true });
  const line = lines.findIndex((text) => {
    try {
      good.decode(Buffer.from(text, 'latin1'));
      return false;
    } catch {
      return true;
    }
  });
  return `line ${line + 1} has a byte that no UTF-8 text has`;
}
