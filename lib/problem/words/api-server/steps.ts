// TITLE steps.ts
import { Sentences } from '../sentences';

export const STEPS: Sentences = {
  'one-of-twice': ({ what, set }) => [`${what} is given twice: ${set.join(' and ')}`, 'keep one of them'],
  'one-of-missing': ({ what, keys }) => [`no ${what} is given`, `write one of ${keys.join(', ')}`],
  'name-twice': ({ field, name }) => [
    `${field} ${JSON.stringify(name)} stands twice`,
    `give each a ${field} of its own`,
  ],
};
