// What the API server holds against values, keyword by keyword of the schema.
import { Sentences } from '../sentences';
import { FORMATS } from './formats';

export const VALIDATE = {
  enum: ({ value, near, known }) => [
    `${value} is none of the known values`,
    near === undefined ? `write one of ${texts(known)}` : `did you mean "${near}"? known: ${texts(known)}`,
  ],
  not: ({ value, required }) => [
    `${value} is what must not stand here`,
    required === undefined ? 'write something else' : `remove ${required.map(quoted).join(' and ')}`,
  ],
  'wrong-type': ({ value, found, wanted }) => [
    `${value} is ${article(found)}, not ${article(wanted)}`,
    retyped(value, found, wanted),
  ],
  'text-too-long': ({ characters, value, maxLength }) => [
    `text of ${characters} characters: ${value}`,
    `write at most ${maxLength} characters`,
  ],
  'text-too-short': ({ characters, value, minLength }) => [
    `text of ${characters} characters: ${value}`,
    `write at least ${minLength} character${minLength === 1 ? '' : 's'}`,
  ],
  pattern: ({ value, pattern }) => [
    `${value} does not match the pattern of this field`,
    `write what matches ${pattern.length > 200 ? `${pattern.slice(0, 197)}…` : pattern}`,
  ],
  format: ({ value, format }) => [`${value} is not ${FORMATS[format]!.wanted}`, FORMATS[format]!.instead],
  'outside-format': ({ value, format, least, most }) => [
    `${value} does not fit into ${format}`,
    `write a number from ${least} to ${most}`,
  ],
  bounds: ({ value, low, minimum, maximum }) => [
    `${value} is too ${low ? 'small' : 'large'}`,
    `write a number ${between(minimum, maximum)}`,
  ],
  'multiple-of': ({ value, multipleOf }) => [
    `${value} is no multiple of ${multipleOf}`,
    `write a multiple of ${multipleOf}`,
  ],
  'list-too-long': ({ count, maxItems }) => [
    `list of ${count} items`,
    `write at most ${maxItems} item${maxItems === 1 ? '' : 's'}`,
  ],
  'list-too-short': ({ count, minItems }) => [
    `list of ${count} items`,
    `write at least ${minItems} item${minItems === 1 ? '' : 's'}`,
  ],
  missing: ({ key, type, values }) => [
    `required field "${key}" is missing`,
    `write ${key}: …${values === undefined ? (type === undefined ? '' : ` (${article(type)})`) : ` (one of ${texts(values)})`}`,
  ],
  'map-too-long': ({ count, maxProperties }) => [`map of ${count} entries`, `write at most ${maxProperties}`],
  'map-too-short': ({ count, minProperties }) => [`map of ${count} entries`, `write at least ${minProperties}`],
  'no-form': ({ value, forms }) => [
    `${value} fits none of the forms that may stand here`,
    `write ${forms.map((form: unknown) => (Array.isArray(form) ? form.map(quoted).join(' or ') : (form ?? 'another form'))).join(', or ')}`,
  ],
  'several-of': ({ fields }) => [
    `more than one of ${fields.map(together).join(', ')} is set`,
    'keep exactly one of them',
  ],
  'none-of': ({ fields, least }) => [
    `none of ${fields.map(together).join(', ')} is set, or not as it must be`,
    `write ${least ? 'at least' : 'exactly'} one of them`,
  ],
} satisfies Sentences;

const quoted = (value: unknown): string => JSON.stringify(value);
const texts = (values: readonly unknown[]): string => values.map(quoted).join(', ');
/** Fields that one branch wants. */
const together = (fields: readonly string[]): string => quoted(fields.join(' with '));

function article(type: string): string {
  return type === 'null' ? type : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function between(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return `of at most ${maximum}`;
  return maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

/** What to write where the type is wrong: the same value in the right form, if there is one. */
function retyped(value: string, found: string, wanted: string): string {
  const text = found === 'string' ? value.slice(1, -1) : value;
  if (found === 'null') return 'remove the key, or write a value';
  if (wanted === 'string' && found !== 'array' && found !== 'object')
    return `write it in quotes: ${found === 'string' ? value : quoted(value)}`;
  if (
    found === 'string' &&
    ((wanted === 'integer' && /^-?\d+$/.test(text)) || (wanted === 'boolean' && /^(true|false)$/.test(text)))
  )
    return `write it without quotes: ${text}`;
  if (wanted === 'array') return 'write a list: begin each item with "- "';
  if (wanted === 'object') return found === 'array' ? 'write a map: fields without "- "' : 'write a map with fields';
  return `write ${article(wanted)}`;
}
