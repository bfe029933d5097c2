// Paths into a manifest by its final YAML names: `spec.ingress[0].fromEndpoints`, `metadata.annotations["a.b/c"]`.
import { ValueError } from '../net';
import { isMap } from './types';

/** One change that a user asks for on top of what a construct renders. */
export interface FieldChange {
  readonly path: string;
  /** `replace` needs the field, `add` needs its absence, `remove` needs the field. */
  readonly kind: 'replace' | 'add' | 'remove';
  readonly value?: unknown;
}

/**
 * Splits a path.
 *
 * @throws ValueError `manifest/override-path` for a path that cannot be read
 */
export function parsePath(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  const pattern = /(?:^|\.)([^.[\]"]+)|\[(\d+)\]|\["([^"]+)"\]/gy;
  let end = 0;
  for (let match = pattern.exec(path); match; match = pattern.exec(path)) {
    end = pattern.lastIndex;
    steps.push(match[2] !== undefined ? Number(match[2]) : (match[1] ?? match[3]!));
  }
  if (end !== path.length || steps.length === 0) {
    throw new ValueError(
      'manifest/override-path',
      `cannot read the path "${path}"`,
      'write names with dots and indexes in brackets: spec.rules[0].name, metadata.annotations["a.b/c"]',
    );
  }
  return steps;
}

/**
 * Applies a change in place.
 *
 * @throws ValueError `manifest/override-path` if the path does not fit the object
 */
export function applyChange(root: Record<string, unknown>, change: FieldChange): void {
  const steps = parsePath(change.path);
  const last = steps.pop()!;
  let parent: unknown = root;
  let seen = '';
  for (const step of steps) {
    parent = child(parent, step);
    seen = typeof step === 'number' ? `${seen}[${step}]` : seen === '' ? step : `${seen}.${step}`;
    if (parent === undefined) throw missing(change.path, seen, root, steps);
  }
  const exists = child(parent, last) !== undefined;
  const container = typeof last === 'number' ? Array.isArray(parent) : isMap(parent);
  if (!container) throw missing(change.path, seen, root, steps);
  if (change.kind === 'add') {
    if (exists)
      throw new ValueError('manifest/override-path', `"${change.path}" exists already`, 'use override() to replace it');
    if (typeof last === 'number' && last !== (parent as unknown[]).length)
      throw missing(change.path, change.path, root, steps);
  } else if (!exists) {
    const names = isMap(parent) ? Object.keys(parent).join(', ') : `${(parent as unknown[]).length} items`;
    throw new ValueError(
      'manifest/override-path',
      `"${change.path}" does not exist`,
      `there is: ${names}; use addField() for a field that is not there yet`,
    );
  }
  if (change.kind === 'remove') {
    if (typeof last === 'number') (parent as unknown[]).splice(last, 1);
    else delete (parent as Record<string, unknown>)[last];
  } else {
    (parent as Record<string | number, unknown>)[last] = change.value;
  }
}

function child(parent: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(parent) ? (parent as unknown[])[step] : undefined;
  return isMap(parent) && Object.prototype.hasOwnProperty.call(parent, step) ? parent[step] : undefined;
}

function missing(
  path: string,
  seen: string,
  root: Record<string, unknown>,
  steps: readonly (string | number)[],
): ValueError {
  const first = steps[0];
  const names = typeof first === 'string' && !(first in root) ? Object.keys(root).join(', ') : '';
  return new ValueError(
    'manifest/override-path',
    `"${path}" does not exist: nothing at "${seen}"`,
    names === '' ? 'look at the rendered object for its names' : `there is: ${names}`,
  );
}
