// What lies at a name below the output: by the exact spelling, without following a link out of the folder.
import { join } from 'node:path';
import { FileSystem } from './file-system';
import { sumOf } from './record';

/** What lies at a name. */
export type Place =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly sum: string; readonly content: Buffer }
  /** A folder, a link or something else where a file is meant. */
  | { readonly kind: 'folder' | 'link' | 'other' }
  /** A folder on the way is none: `at` is a file or a link. */
  | { readonly kind: 'blocked'; readonly at: string; readonly by: 'file' | 'link' }
  /** Nothing of this spelling, but `at`, which differs in case only: one file on macOS and Windows. */
  | { readonly kind: 'twin'; readonly at: string };

/** Names that are one on a file system that ignores case. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** The place of a name below a folder. */
export function placeOf(fs: FileSystem, root: string, name: string): Place {
  const parts = name.split('/');
  let folder = root;
  for (const [index, part] of parts.entries()) {
    const at = parts.slice(0, index + 1).join('/');
    const names = fs.names(folder);
    if (!names.includes(part)) {
      const twin = names.find((other) => folded(other) === folded(part));
      return twin === undefined
        ? { kind: 'absent' }
        : { kind: 'twin', at: [...parts.slice(0, index), twin, ...parts.slice(index + 1)].join('/') };
    }
    const path = join(folder, part);
    const kind = fs.kind(path);
    if (kind === 'absent') return { kind };
    if (index === parts.length - 1) {
      if (kind !== 'file') return { kind };
      const content = fs.read(path);
      return { kind, sum: sumOf(content), content };
    }
    if (kind !== 'folder') return { kind: 'blocked', at, by: kind === 'link' ? 'link' : 'file' };
    folder = path;
  }
  return { kind: 'absent' };
}
