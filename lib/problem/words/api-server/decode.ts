// What the API server holds against fields that no schema has.
import { Sentences } from '../sentences';

function fieldsOf(known: readonly string[]): string {
  if (known.length === 0) return 'the object has no fields here';
  return `known here: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`;
}

export const DECODE = {
  'unknown-field': ({ key, value, today, near, known }) => [
    `unknown field "${key}" with ${value}`,
    today !== undefined
      ? `write "${today}": that is its name here`
      : near === undefined
        ? `remove it; ${fieldsOf(known)}`
        : `did you mean "${near}"?`,
  ],
} satisfies Sentences;
