// Node labels, annotations and taints as Talos checks them before Kubernetes does.
import { isLabelValue, isQualifiedName } from '../../manifest';

/** Annotations that Talos keeps its own books in. Source: constants.go. */
const RESERVED = new Set(['talos.dev/owned-labels', 'talos.dev/owned-annotations', 'talos.dev/owned-taints']);
/** Bytes of all annotations together. */
const ANNOTATIONS_LIMIT = 256 * 1024;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong, by key. */
export type KeyProblem = { readonly key: string; readonly reason: 'name' | 'value' | 'reserved' | 'effect' };

/** Labels that Talos refuses. */
export function labelProblems(labels: Readonly<Record<string, unknown>>): KeyProblem[] {
  return Object.entries(labels).flatMap(([key, value]): KeyProblem[] => [
    ...(isQualifiedName(key) ? [] : [{ key, reason: 'name' as const }]),
    ...(isLabelValue(String(value ?? '')) ? [] : [{ key, reason: 'value' as const }]),
  ]);
}

/** Annotations that Talos refuses. */
export function annotationProblems(annotations: Readonly<Record<string, unknown>>): KeyProblem[] {
  const problems = Object.keys(annotations).flatMap((key): KeyProblem[] => [
    ...(isQualifiedName(key) ? [] : [{ key, reason: 'name' as const }]),
    ...(RESERVED.has(key) ? [{ key, reason: 'reserved' as const }] : []),
  ]);
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + bytes(key) + bytes(String(value ?? '')),
    0,
  );
  return size > ANNOTATIONS_LIMIT ? [...problems, { key: '', reason: 'value' }] : problems;
}

/** Taints (`key: effect` or `key: value:effect`) that Talos refuses. */
export function taintProblems(taints: Readonly<Record<string, unknown>>): KeyProblem[] {
  return Object.entries(taints).flatMap(([key, said]): KeyProblem[] => {
    if (!isQualifiedName(key)) return [{ key, reason: 'name' }];
    const text = String(said ?? '');
    const colon = text.indexOf(':');
    if (!EFFECTS.includes(colon < 0 ? text : text.slice(colon + 1))) return [{ key, reason: 'effect' }];
    return colon < 0 || isLabelValue(text.slice(0, colon)) ? [] : [{ key, reason: 'value' }];
  });
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
