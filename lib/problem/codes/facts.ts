// Codes of the file of facts.
import { Code } from '../code';

export const FACTS_CODES: readonly Code[] = [
  {
    code: 'facts/key',
    title: 'The file of facts has known keys only',
    why: 'A misspelt key would leave the fact unknown, and the rules that need it silent. docs/facts.md lists the keys.',
  },
  {
    code: 'facts/value',
    title: 'Every fact has the form of its key, and names nodes and links that the file holds',
    why: 'A fact that cannot be read would be missing from every judgement.',
  },
];
