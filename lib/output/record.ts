// The record of what was written: a text file in the output with a line a file (SHA-256 sum, name) and, below it, one an object.
import { createHash } from 'node:crypto';
import { isMap, Manifest } from '../manifest';

/**
 * Name of the record in the output. No extension that Argo CD, Flux, kubectl or kustomize read, and a leading dot, so that helm and
 * `ls` pass over it.
 */
export const RECORD = '.cdk8s-talos-network';

const HEAD = [
  '# What cdk8s-talos-network wrote here: SHA-256 sums, files, their objects. The next synth changes and removes these files,',
  '# as long as nobody edited them, and no others. Commit it with them.',
];
const FORMAT = 'format 1';

/** A file that an earlier run wrote. */
export interface RecordedFile {
  /** Path below the output, with `/`. */
  readonly name: string;
  /** Sums that are ours: one, or one of each side where Git left both in a merge. */
  readonly sums: string[];
  /** Keys of the Kubernetes objects in it. */
  readonly objects: string[];
}

/** SHA-256 in hexadecimal. */
export function sumOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** `Kind.group/namespace/name`: what a GitOps engine knows an object by, whatever its version. */
export function recordKey(manifest: Manifest): string {
  const version = String(manifest.apiVersion);
  const group = version.includes('/') ? `.${version.split('/')[0]}` : '';
  const { name, namespace } = isMap(manifest.metadata) ? manifest.metadata : { name: '', namespace: undefined };
  return [`${manifest.kind}${group}`, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/** The text of a record. */
export function formatRecord(files: readonly RecordedFile[]): Buffer {
  const lines = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, sums, objects }) => [
      ...sums.map((sum) => `${sum}  ${JSON.stringify(name).slice(1, -1)}`),
      ...objects.map((key) => `  ${JSON.stringify(key).slice(1, -1)}`),
    ]);
  return Buffer.from(`${[...HEAD, FORMAT, ...lines].join('\n')}\n`);
}

/**
 * The files of a record, by name; undefined for a text that is none. Both sides of a conflict that Git left in it count: a file is
 * ours if its sum is that of either.
 */
export function parseRecord(text: string): Map<string, RecordedFile> | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !/^(#|<{7}|={7}|>{7}|\|{7})/.test(line));
  if (lines[0] !== FORMAT) return undefined;
  const files = new Map<string, RecordedFile>();
  let current: RecordedFile | undefined;
  for (const line of lines.slice(1)) {
    if (line === FORMAT) continue;
    const [, sum, quoted] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    const name = unquote(quoted ?? line.slice(2));
    if (name === undefined) return undefined;
    if (sum === undefined) {
      if (!line.startsWith('  ') || current === undefined) return undefined;
      if (!current.objects.includes(name)) current.objects.push(name);
      continue;
    }
    if (!isInside(name)) return undefined;
    current = files.get(name) ?? { name, sums: [], objects: [] };
    if (!current.sums.includes(sum)) current.sums.push(sum);
    files.set(name, current);
  }
  return files;
}

/** True for a name that stays below the output and is none of our own bookkeeping. */
export function isInside(name: string): boolean {
  const parts = name.split('/');
  return (
    !name.includes('\\') &&
    !name.includes('\0') &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..') &&
    !parts[0]!.startsWith(RECORD)
  );
}

function unquote(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}
