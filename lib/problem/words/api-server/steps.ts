// What the API server holds against choices and names within lists.
import { Sentences } from '../sentences';

export const STEPS = {
  'one-of-twice': ({ choice, set }) => [`${choice} is given twice: ${set.join(' and ')}`, 'keep one of them'],
  'one-of-missing': ({ choice, keys }) => [`no ${choice} is given`, `write one of ${keys.join(', ')}`],
  'name-twice': ({ field, name }) => [
    `${field} ${JSON.stringify(name)} stands twice`,
    `give each a ${field} of its own`,
  ],
} satisfies Sentences;
