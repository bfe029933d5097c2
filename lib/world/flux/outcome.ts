// What a text-only reading of Flux and kustomize comes to: the result, or that they stop, or that text does not follow.

/** The outcome of a step. */
export type Outcome<T> =
  | { readonly said: 'done'; readonly value: T }
  | {
      readonly said: 'refused';
      /** Why Flux or kustomize stops. */
      readonly reason: string;
    }
  | {
      readonly said: 'not followed';
      /** What is beyond text. */
      readonly why: string;
    };

/** Where Flux or kustomize stops. @internal */
export class Stopped extends Error {}

/** What text does not follow. @internal */
export class Beyond extends Error {}

/** The outcome of a step that stops by throwing. @internal */
export function outcome<T>(step: () => T): Outcome<T> {
  try {
    return { said: 'done', value: step() };
  } catch (error) {
    if (error instanceof Stopped) return { said: 'refused', reason: error.message };
    if (error instanceof Beyond) return { said: 'not followed', why: error.message };
    throw error;
  }
}
