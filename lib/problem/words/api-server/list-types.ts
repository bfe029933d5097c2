// TITLE list-types.ts
import { Sentences } from '../sentences';

export const LIST_TYPES: Sentences = {
  'item-twice': ({ what, first, listType }) => [
    `${what} twice in this list, first at position ${first}`,
    listType === 'map' ? 'give each item a key of its own' : 'remove one of them',
  ],
};
