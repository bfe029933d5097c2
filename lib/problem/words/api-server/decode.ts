// TITLE decode.ts
import { Sentences } from '../sentences';

export const DECODE: Sentences = {
  'unknown-field': ({ key, value, near, others }) => [
    `unknown field "${key}" with ${value}`,
    near === undefined ? `remove it; ${others}` : `did you mean "${near}"?`,
  ],
};
