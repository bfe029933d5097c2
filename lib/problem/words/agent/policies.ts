// TITLE policies.ts
import { Sentences } from '../sentences';

export const POLICIES: Sentences = {
  'not-a-policy': ({ kind }) => [`not a policy: "${String(kind)}"`, 'leave it out'],
};
