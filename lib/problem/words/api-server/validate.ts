// TITLE validate.ts
import { Sentences } from '../sentences';

export const VALIDATE: Sentences = {
  enum: ({ value, near, known }) => [
    `${value} is none of the known values`,
    near === undefined ? `write one of ${known.join(', ')}` : `did you mean "${near}"? known: ${known.join(', ')}`,
  ],
  not: ({ value, required, names }) => [
    `${value} is what must not stand here`,
    required === undefined ? 'write something else' : `remove ${names}`,
  ],
  'wrong-type': ({ value, found, wanted, instead }) => [`${value} is ${found}, not ${wanted}`, instead],
  'text-too-long': ({ characters, value, maxLength }) => [
    `text of ${characters} characters: ${value}`,
    `write at most ${maxLength} characters`,
  ],
  'text-too-short': ({ characters, value, minLength }) => [
    `text of ${characters} characters: ${value}`,
    `write at least ${minLength} character${minLength === 1 ? '' : 's'}`,
  ],
  pattern: ({ value, shown }) => [`${value} does not match the pattern of this field`, `write what matches ${shown}`],
  format: ({ value, wanted, repair }) => [`${value} is not ${wanted}`, repair],
  bounds: ({ value, low, bounds }) => [`${value} is too ${low ? 'small' : 'large'}`, `write a number ${bounds}`],
  'multiple-of': ({ value, multipleOf }) => [
    `${value} is no multiple of ${multipleOf}`,
    `write a multiple of ${multipleOf}`,
  ],
  'list-too-long': ({ value, maxItems }) => [
    `list of ${value.length} items`,
    `write at most ${maxItems} item${maxItems === 1 ? '' : 's'}`,
  ],
  'list-too-short': ({ value, minItems }) => [
    `list of ${value.length} items`,
    `write at least ${minItems} item${minItems === 1 ? '' : 's'}`,
  ],
  missing: ({ key, typed }) => [`required field "${key}" is missing`, `write ${key}: …${typed}`],
  'map-too-long': ({ count, maxProperties }) => [`map of ${count} entries`, `write at most ${maxProperties}`],
  'map-too-short': ({ count, minProperties }) => [`map of ${count} entries`, `write at least ${minProperties}`],
  'no-form': ({ value, describe }) => [`${value} fits none of the forms that may stand here`, describe],
  'several-of': ({ all }) => [`more than one of ${all} is set`, 'keep exactly one of them'],
  'none-of': ({ all, junctor }) => [
    `none of ${all} is set, or not as it must be`,
    `write ${junctor === 'anyOf' ? 'at least' : 'exactly'} one of them`,
  ],
};
