// TITLE kind.ts
import { Sentences } from '../sentences';

export const KIND: Sentences = {
  'field-not-text': ({ value, field, value2 }) => [
    value === undefined ? `the object has no ${field}` : `${field} is ${value2}`,
    `write ${field} as text`,
  ],
  'experimental-kind': ({ kind, apiVersion }) => [
    `${kind} of ${apiVersion} is in the experimental bundle of the Gateway API only`,
    'install the experimental CRDs',
  ],
};
