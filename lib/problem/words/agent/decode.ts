// TITLE decode.ts
import { Sentences } from '../sentences';

export const DECODE: Sentences = {
  'label-null': () => ['a null among labels', 'write key, value and source'],
  time: ({ value }) => [`not a time: ${JSON.stringify(value)}`, 'write it as 2006-01-02T15:04:05Z'],
  null: () => [
    'a null',
    'leave the field out, or write the value: the API server drops a null, and a selector or rule then means more',
  ],
  'unknown-field': ({ name, repairOf }) => [
    `there is no field "${name}" here, and the API server would drop it`,
    repairOf,
  ],
  'label-empty': () => ['an empty label', 'write key, value and source'],
  'label-without-key': () => ['a label without key', 'write key, value and source'],
  'wrong-type': ({ value, meant, quoted }) => [`${value} where a ${meant} is meant`, quoted],
};
