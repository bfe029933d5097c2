// Rules that ask who can reach whom: what the policies together let through.
import { Rule } from '../../rule';
import { ALLOWS_NOTHING } from './allows-nothing';
import { DEFAULT_DENY } from './default-deny';
import { DNS_DENIED } from './dns-denied';
import { INVARIANTS } from './invariants';
import { LIFTED } from './lifted';
import { OPEN_NAMESPACE } from './open-namespace';
import { OTHER_NETWORKS } from './other-networks';
import { SHADOWED } from './shadowed';

export const REACH_RULES: readonly Rule[] = [
  ALLOWS_NOTHING,
  SHADOWED,
  LIFTED,
  DEFAULT_DENY,
  DNS_DENIED,
  OPEN_NAMESPACE,
  OTHER_NETWORKS,
  INVARIANTS,
];
