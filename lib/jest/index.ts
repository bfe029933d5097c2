// Matchers for jest and vitest: `expect(reach).toAllow(from, to, port)`. Loading it registers them where `expect` is global, and imports no test framework.
import type { Endpoint } from '../app';
import type { Port } from '../policy';
import { MatcherResult, reachMatchers } from './matchers';

export { reachMatchers };
export type { MatcherResult };

/** What the matchers add to an expectation. */
export interface ReachMatchers<R> {
  /**
   * The policies let all of these connections pass. For a Reachability.
   *
   * @param port of the container; of the Service where `to` is one
   */
  toAllow(from: Endpoint, to: Endpoint, port: Port): R;
  /**
   * The policies let none of these connections pass. For a Reachability.
   *
   * @param port of the container; of the Service where `to` is one
   */
  toDeny(from: Endpoint, to: Endpoint, port: Port): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // Both jest and vitest read this interface; its parameters have to be named alike everywhere.
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends ReachMatchers<R> {}
  }
}

/** As much of `expect` as registering needs. */
interface Extendable {
  extend?(matchers: typeof reachMatchers): void;
}

(globalThis as { expect?: Extendable }).expect?.extend?.(reachMatchers);
