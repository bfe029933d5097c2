// What Cilium's agent holds against HTTP rules.
import { Sentences } from '../sentences';

export const HTTP = {
  'header-null': () => ['a null among header matches, which makes the agent panic', 'write name and value'],
  'header-without-name': () => ['a header match without name', 'write name'],
  'secret-without-name': () => ['a secret without name', 'write name and namespace of the Secret'],
  'not-re2': ({ text, said, instead }) => [`"${text}" is no RE2 expression: ${said}`, instead],
  'header-action': ({ mismatch, known }) => [`not an action: "${mismatch}"`, `write one of: ${known.join(', ')}`],
} satisfies Sentences;
