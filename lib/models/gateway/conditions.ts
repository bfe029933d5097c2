// Conditions as the operator writes them.

/** One condition; the type is the key of the map it stands in. */
export interface Condition {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  /** The operator's own words: for reading. */
  readonly message: string;
}

/** Conditions by type. */
export type Conditions = Readonly<Record<string, Condition>>;

/** Conditions while they are written. @internal */
export type OpenConditions = Record<string, Condition>;

export const yes = (reason: string, message: string): Condition => ({ status: 'True', reason, message });
export const no = (reason: string, message: string): Condition => ({ status: 'False', reason, message });
export const unknown = (reason: string, message: string): Condition => ({ status: 'Unknown', reason, message });

/** True if a condition of the type is true. */
export function isTrue(conditions: Conditions, type: string): boolean {
  return conditions[type]?.status === 'True';
}

/** The operator ends here: a panic in a reconciler. @internal */
export class OperatorPanic extends Error {}
