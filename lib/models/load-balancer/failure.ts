// How the operator fails at an object: an error that it logs and retries, or a crash of the whole process.
import { BlockProblem } from './pool';

/** Why the operator cannot handle an object. */
export type OperatorError =
  /** A block of the pool cannot be read. */
  | { readonly code: 'block'; readonly pool: string; readonly index: number; readonly problem: BlockProblem }
  /** The selector of a pool, which is asked about a Service, cannot be read. */
  | { readonly code: 'selector'; readonly pool: string };

/** Why the operator crashes: it asks who holds an address, and nobody does. */
export type OperatorCrash =
  /** A Service with a sharing key asks for an end that allowFirstLastIPs reserves. It crashes again at every start. */
  | { readonly code: 'reserved-end'; readonly service: string; readonly address: string }
  /** An address that a Service still has was freed under it: allowFirstLastIPs went back to Yes. */
  | { readonly code: 'freed-under-service'; readonly service: string; readonly address: string }
  /** The index of sharing keys names an address that no Service has any more: a key was dropped, or its pool moved. */
  | { readonly code: 'stale-sharing-key'; readonly service: string; readonly key: string };

/** An error on its way to whoever handles the object. @internal */
export class HandlingError extends Error {
  public constructor(public readonly reason: OperatorError) {
    super(reason.code);
  }
}

/** A crash on its way to whoever runs the operator. @internal */
export class Crash extends Error {
  public constructor(public readonly reason: OperatorCrash) {
    super(reason.code);
  }
}
