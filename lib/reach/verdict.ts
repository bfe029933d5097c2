// The answer about one connection, and about each of its directions.
import { Lookup, Side } from '../models/agent/verdict';

/** One direction of a verdict. @internal */
export interface DirectionVerdict {
  readonly side: Side;
  /** Rules and defaults up to layer 4. */
  readonly lookup: Lookup;
}

/** The answer about one connection. @internal */
export interface Verdict {
  /** `unknown` where chance, or something that is not in the input, decides. */
  readonly answer: 'allowed' | 'denied' | 'unknown';
  readonly egress: DirectionVerdict;
  readonly ingress: DirectionVerdict;
}
