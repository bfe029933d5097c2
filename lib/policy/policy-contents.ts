// What a policy was asked to say, for those who look at it before it is YAML.
import { IConstruct } from 'constructs';
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

/** A policy with everything that it was asked to say. @internal */
export interface PolicyContents extends IConstruct {
  readonly subject: Subject;
  readonly _inputs: readonly RuleInput[];
  /** Rules as in YAML. */
  readonly _raw: Readonly<Record<RuleList, readonly PlainMap[]>>;
  readonly _defaultDeny?: DefaultDeny;
}
