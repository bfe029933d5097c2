// Rules about connections: what the policies together let through.
import { Rule } from '../../rule';
import { INVARIANTS } from './invariants';

export const REACH_RULES: readonly Rule[] = [INVARIANTS];
