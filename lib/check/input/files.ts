// Which files are read: folders with everything below them, in a fixed order; each file once, also behind symbolic links. Nothing outside of
// what the user named is read: the folder may be somebody else's pull request.
import { readdirSync, realpathSync, statSync, Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { InputProblem } from './codes';

/** A file to read. */
export interface InputFile {
  /** As the user named it, or below the folder that was named. */
  readonly file: string;
  /** Named by the user itself, not found in a folder. */
  readonly named: boolean;
}

const ENDINGS =
  /\.(?:ya?ml|json|jsonl)(?:\.(?:j2|tftpl|tmpl|gotmpl|tpl))?$|\.(?:j2|tftpl|tmpl|gotmpl)$|(?:^|[\\/])cluster\.facts$/i;
/** Folders that hold no manifests of the user: those of tools (`.git`, `.github`, …) and installed packages. */
const PASSED_OVER = /^(?:\..+|node_modules)$/;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a symbolic link that leads to itself',
  ENOTDIR: 'no such file or folder',
  ENAMETOOLONG: 'the name is too long',
};

/** What the system said, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return REASONS[code] ?? code;
}

function leadsOut(file: string): InputProblem {
  return {
    level: 'warning',
    code: 'input/unreadable',
    file,
    message: 'a symbolic link that leads out of the input: not read',
    repair: 'name what it leads to as well, if it is to be checked',
  };
}

/** Tells whether a real path lies in what the user named. */
function insideOf(paths: readonly string[]): (real: string) => boolean {
  const roots = paths.flatMap((path) => {
    try {
      return path === '-' ? [] : [realpathSync(path)];
    } catch {
      return [];
    }
  });
  return (real) => roots.some((root) => real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`));
}

/** Where an entry of a folder really lies, and what it is: nothing that the system must be asked, unless it is a link. */
interface Entry {
  readonly real: string;
  readonly stat: Pick<Stats, 'isDirectory' | 'isFile'>;
}

/** The files behind what the user named; `-` is standard input. */
export function listFiles(paths: readonly string[], problems: InputProblem[]): InputFile[] {
  const files: InputFile[] = [];
  const seen = new Set<string>();
  const isInside = insideOf(paths);
  const visit = (path: string, named: boolean, known?: Entry) => {
    try {
      const { real, stat } = known ?? { real: realpathSync(path), stat: statSync(path) };
      if (seen.has(real)) return;
      if (!isInside(real)) {
        // Only what could be manifests is worth a line.
        if (stat.isDirectory() || ENDINGS.test(path)) problems.push(leadsOut(path));
        return;
      }
      if (stat.isDirectory()) {
        seen.add(real);
        for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
          if (PASSED_OVER.test(entry.name)) continue;
          if (entry.isSymbolicLink()) visit(join(path, entry.name), false);
          else if (entry.isDirectory() || ENDINGS.test(entry.name))
            visit(join(path, entry.name), false, { real: join(real, entry.name), stat: entry });
        }
      } else if (named || (ENDINGS.test(path) && stat.isFile())) {
        seen.add(real);
        files.push({ file: path, named });
      }
    } catch (error) {
      // A link into nowhere below a folder names no file; what the user named, or may not read, does.
      const code = (error as NodeJS.ErrnoException).code;
      if (!named && (code === 'ENOENT' || code === 'ELOOP')) return;
      problems.push({
        level: 'error',
        code: 'input/unreadable',
        file: path,
        message: reasonOf(error),
        repair: 'name a file or folder that exists and can be read',
      });
    }
  };
  for (const path of paths) {
    if (path === '-') files.push({ file: '-', named: true });
    else visit(path, true);
  }
  return files;
}
