// What each file beside this one exports.

/** A model behind the engine's own format of questions and answers. */
export interface Answering {
  /** True if the question needs a minor of Cilium. */
  readonly byMinor: boolean;
  /** Minors that `--minor` may name. @default - those of Cilium */
  readonly minors?: readonly string[];
  /** The answer to one line. */
  readonly answer: (question: any, minor: string) => Record<string, unknown>;
}
