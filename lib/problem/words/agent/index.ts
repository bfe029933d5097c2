// The words for what Cilium's agent makes of an object, by `what` of the data.
import { wordsBy } from '../sentences';
import { ADDRESSES } from './addresses';
import { CONTENTS } from './contents';
import { DECODE } from './decode';
import { HTTP } from './http';
import { ICMP } from './icmp';
import { NETWORK_POLICY } from './network-policy';
import { OTHER_KINDS } from './other-kinds';
import { PARSERS } from './parsers';
import { POLICY } from './policy';
import { PORTS } from './ports';
import { RULE } from './rule';
import { SELECTORS } from './selectors';

/** The words of a verdict of the agent. */
export const agentWords = wordsBy(
  ADDRESSES,
  CONTENTS,
  DECODE,
  HTTP,
  ICMP,
  NETWORK_POLICY,
  OTHER_KINDS,
  PARSERS,
  POLICY,
  PORTS,
  RULE,
  SELECTORS,
);
