// How objects and lists are called in the words of this layer.
import { objectKey } from '../../../manifest';
import { CheckedObject } from '../../../world/types';

/** `Deployment/shop/api`. */
export function nameOf({ manifest }: CheckedObject): string {
  return objectKey(manifest);
}

/** Names of objects, each once, in order. */
export function namesOf(objects: readonly CheckedObject[]): string[] {
  return [...new Set(objects.map(nameOf))];
}

/** `1 worker`, `2 workers`. */
export function plural(count: number | string, word: string): string {
  return `${count} ${word}${String(count) === '1' ? '' : /[sx]$/.test(word) ? 'es' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`; of many the first three and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
