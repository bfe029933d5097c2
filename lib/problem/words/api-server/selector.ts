// What the API server holds against label selectors.
import { Sentences } from '../sentences';

export const SELECTOR = {
  'operator-without-values': ({ operator }) => [`operator ${operator} has no values`, 'write at least one value'],
  'operator-with-values': ({ operator, values }) => [
    `operator ${operator} takes no values: ${values}`,
    'remove values, or write operator: In',
  ],
  'selector-value': ({ value }) => [
    `${value} is not a label value`,
    'write at most 63 letters, digits, "-", "_" and "."',
  ],
  'operator-integer': ({ operator, values }) => [`operator ${operator} has ${values}`, 'write one integer in quotes'],
} satisfies Sentences;
