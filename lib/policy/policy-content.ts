// What a policy was asked to say, before it is rendered: its subject, its rules and its default deny.
import { PlainMap } from '../manifest';
import { DefaultDeny } from './default-deny';
import { Peer } from './peer';
import { Port } from './port';
import { Direction } from './rule';
import { Subject } from './subject';

/** One rule as it was asked for. @internal */
export interface RuleInput {
  readonly direction: Direction;
  readonly deny: boolean;
  readonly peer: Peer;
  readonly ports: readonly Port[];
}

/** Lists of rules of a policy. Source: the CRD. @internal */
export type RuleList = 'ingress' | 'egress' | 'ingressDeny' | 'egressDeny';

/** The list that a rule goes to. @internal */
export function ruleListOf(direction: Direction, deny: boolean): RuleList {
  return deny ? (`${direction}Deny` as RuleList) : direction;
}

/** All that a policy was asked to say. @internal */
export interface PolicyContent {
  readonly subject: Subject;
  readonly defaultDeny: DefaultDeny | undefined;
  /** Rules added by methods. */
  readonly inputs: readonly RuleInput[];
  /** Rules given as in YAML. */
  readonly raw: Readonly<Record<RuleList, readonly PlainMap[]>>;
}
