// Examples of the codes of the layers, as docs and --explain show them and tests hold them. Those of rules that fit in a few lines stand in the rule.
import { ListedCode } from '../../problem';
import { ADDRESSES } from './addresses';
import { CILIUM } from './cilium';
import { CNI } from './cni';
import { YamlExample } from './example';
import { GATEWAY } from './gateway';
import { INPUT } from './input';
import { INVARIANT_EXAMPLES } from './invariants';
import { L2 } from './l2';
import { RELEASES } from './releases';
import { SCHEMA } from './schema';
import { TALOS } from './talos';
import { VALUES } from './values';

export type { YamlExample } from './example';

/** Every example; a code may have several, and the first is the one to show. */
export const EXAMPLES: readonly YamlExample[] = [
  ...INPUT,
  ...SCHEMA,
  ...CILIUM,
  ...ADDRESSES,
  ...CNI,
  ...GATEWAY,
  ...VALUES,
  ...L2,
  ...TALOS,
  ...RELEASES,
  ...INVARIANT_EXAMPLES,
];

/** Codes with their examples: those that stand beside them, else the first here. */
export function withExamples(codes: readonly ListedCode[]): ListedCode[] {
  const shown = new Map([...EXAMPLES].reverse().map(([code, bad, good]) => [code, { bad, good }]));
  return codes.map((each) => ({ ...shown.get(each.code), ...each }));
}
