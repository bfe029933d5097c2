// What a rule is as a program, and how it went.
import { Schema } from '../schema';

/** How a rule went: true, or why not. */
export type Outcome = true | { readonly failed?: string };

/** A rule, ready to be evaluated on a decoded value and its schema. */
export type Program = (self: unknown, schema: Schema | undefined) => Outcome;
