// What the API server holds against items that stand twice.
import { Sentences } from '../sentences';

export const LIST_TYPES = {
  'item-twice': ({ item, keys, first }) => [
    `${item ?? keysOf(keys)} stands twice in this list, first at position ${first}`,
    keys === undefined ? 'remove one of them' : 'give each item a key of its own',
  ],
} satisfies Sentences;

function keysOf(keys: readonly { name: string; value: string }[]): string {
  return keys.map(({ name, value }) => `${name} ${value}`).join(', ');
}
