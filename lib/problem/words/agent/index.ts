// TITLE index.ts
import { Sentences } from '../sentences';

export const INDEX: Sentences = {
  'no-map': () => ['no map', 'write a map: {...}'],
};
