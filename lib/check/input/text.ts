// Bytes in, text out: UTF-8 or a line that says why not.
import { readFileSync, statSync } from 'node:fs';
import { InputProblem } from './codes';
import { InputFile, reasonOf } from './files';

/** Largest file. Source: far above etcd's 1.5 MB an object and the 50 MB that generated collections reach; below what a JavaScript string holds. */
const LARGEST = 100 * 1024 * 1024;
/** How far a file is looked at for zero bytes, as git does. */
const LOOKED_AT = 8000;

/** The text of a file without byte order mark, or undefined with a problem. */
export function textOf({ file }: InputFile, problems: InputProblem[]): string | undefined {
  const say = (code: string, message: string, repair: string): undefined => {
    problems.push({ level: 'error', code, file, message, repair });
    return undefined;
  };
  let bytes: Buffer;
  try {
    const large = (size: number) =>
      say(
        'input/too-large',
        `${Math.ceil(size / 1024 / 1024)} MB`,
        'split it, or check the folder that it was made from',
      );
    if (file !== '-') {
      const stat = statSync(file);
      // A device or a pipe may never end.
      if (!stat.isFile() && !stat.isFIFO())
        return say('input/unreadable', 'not a file', 'name a file, a folder or - for standard input');
      if (stat.size > LARGEST) return large(stat.size);
    }
    bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.length > LARGEST) return large(bytes.length);
  } catch (error) {
    return say('input/unreadable', reasonOf(error), 'name a file or folder that exists and can be read');
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return say('input/encoding', 'UTF-16 text', 'save the file as UTF-8');
  if (bytes.subarray(0, LOOKED_AT).includes(0))
    return say('input/binary', 'a binary file', 'leave it out, or give it a name without .yaml, .yml, .json, .jsonl');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return say('input/encoding', `not UTF-8: ${firstBadByte(bytes)}`, 'save the file as UTF-8');
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
