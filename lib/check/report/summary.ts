// What a report says besides the findings.
import { Versions } from '../../world/types';

/** Counts and versions for the last lines. */
export interface Summary {
  /** Objects that were checked. */
  readonly checked: number;
  /** Something was judged: an object, a Talos document, values of Cilium. @default true */
  readonly judged?: boolean;
  readonly files: number;
  readonly versions: Versions;
  /** Findings that the configuration ignores. */
  readonly ignored: number;
  /** Files that were passed over, by why: `3 encrypted`. */
  readonly passedOver: readonly string[];
}
