// A code: what a problem is called, the rule that it breaks, and the words that are made of its data.

/** What a problem says of itself: plain values, stable from run to run. */
export type Data = Readonly<Record<string, unknown>>;

/** A problem in words. */
export interface Words {
  /** What is wrong, with the value shown; the first letter is small, no full stop. */
  readonly message: string;
  /** What to write instead. */
  readonly repair: string;
}

/** A folder: texts by the names of their files. */
export type Files = Readonly<Record<string, string>>;

/** A code that can be said, as the docs list it. */
export interface Code {
  /** `<subject>/<name>`. */
  readonly code: string;
  /** The rule as a sentence: what must hold. */
  readonly title: string;
  /** Why, and the source. */
  readonly why: string;
  /** The words for the data; of YAML, since a reader may know nothing else. @default - none: the reader or the construct that says it brings them */
  readonly words?: (data: any) => Words;
  /** Where the same is said of many objects, one line says it of all. @default - each is listed */
  readonly together?: Together;
  /** YAML that breaks the rule, the smallest that is whole. @default - none: it is said of a program, or of no text */
  readonly bad?: string | Files;
  /** The same YAML as it should be. @default - none */
  readonly good?: string | Files;
}

/** How many findings of one code are said in one line. */
export interface Together {
  /** True for a finding that goes in. @default - all */
  readonly takes?: (data: any) => boolean;
  /** The words for the data of all. */
  readonly words: (data: readonly any[]) => Words;
}

/** The words of a problem: made of its data. */
export function wordsOf(code: Code | undefined, data: Data): Words {
  return code?.words?.(data) ?? { message: code?.title ?? '', repair: '' };
}
