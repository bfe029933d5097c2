// The words for what Cilium's agent makes of an object, by `what` of the data.
import { NamesIn, namesIn, wordsBy } from '../sentences';
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

const TABLES = [
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
];

/** What the agent can hold against an object, by name. A model says no other: each has its words. */
export type AgentObjection = NamesIn<(typeof TABLES)[number]>;

/** Their names. */
export const AGENT_OBJECTIONS = namesIn(TABLES);

/** The words of a verdict of the agent. */
export const agentWords = wordsBy(...TABLES);
