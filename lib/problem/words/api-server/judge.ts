// What the API server holds against fields of experimental bundles.
import { Sentences } from '../sentences';

export const JUDGE = {
  'experimental-field': ({ key }) => [
    `field "${key}" is in the experimental bundle of the Gateway API only`,
    'install the experimental CRDs, or remove the field',
  ],
} satisfies Sentences;
