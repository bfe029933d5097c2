// TITLE judge.ts
import { Sentences } from '../sentences';

export const JUDGE: Sentences = {
  'experimental-field': ({ key }) => [
    `field "${key}" is in the experimental bundle of the Gateway API only`,
    'install the experimental CRDs, or remove the field',
  ],
};
