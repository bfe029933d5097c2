// What the API server holds against objects that break a rule of their definition.
import { Sentences } from '../sentences';

const LONGEST = 160;

export const CEL = {
  rule: ({ rule, said, failed, value }) => [
    `${said ?? 'a rule of the definition does not hold'}${failed === undefined ? '' : ` (the rule cannot be evaluated: ${failed})`}, but ${value} is given`,
    `write what satisfies the rule ${rule.length > LONGEST ? `${rule.slice(0, LONGEST - 3)}…` : rule}`,
  ],
} satisfies Sentences;
