// What the loader of Talos has against a configuration, as data.

/** Keys and positions from the root of a document. */
export type TalosPath = readonly (string | number)[];

/** One objection. */
export interface TalosProblem {
  /** Why, as a word to choose by. */
  readonly reason: string;
  /** `Kind` or `Kind/name` of the document; `v1alpha1` for the one without a kind. */
  readonly document?: string;
  readonly path?: TalosPath;
  /** Line of the text, from 1, where one is known. */
  readonly line?: number;
  /** The values that the reason is about. Never a secret. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** One line about a problem, for reading. */
export function problemText({ reason, document, path, data }: TalosProblem): string {
  const place = [document ?? '', (path ?? []).join('.')].filter((each) => each !== '').join(' ');
  const values = Object.entries(data).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return [place, reason.replaceAll('-', ' '), values.join(', ')].filter((each) => each !== '').join(': ');
}
