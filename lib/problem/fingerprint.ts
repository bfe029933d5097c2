// What makes two findings of different runs the same one: code, object, place and data, and never a line or a file's order.
import { createHash } from 'node:crypto';
import { Data } from './code';
import { Path, pathText } from './path';

/** What a fingerprint is made of. */
export interface Fingerprinted {
  readonly code: string;
  /** `Kind/namespace/name`, or the name of a file without objects. */
  readonly object: string;
  readonly path: Path;
  readonly data: Data;
}

/** Sixteen hexadecimal digits; the same for the same finding, wherever its lines move. */
export function fingerprint({ code, object, path, data }: Fingerprinted): string {
  const text = JSON.stringify([code, object, pathText(path), stable(data)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Where something stands in its file is no part of what is wrong with it. */
const POSITIONS = ['document', 'line'];

/** Keys in order and without positions, so that neither the order of writing nor a move matters. */
function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => each !== undefined && !(typeof each === 'number' && POSITIONS.includes(key)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, stable(each)]),
  );
}
