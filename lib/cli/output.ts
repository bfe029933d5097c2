// Where commands write, so that tests can read it.

export interface Output {
  /** The result. */
  out(text: string): void;
  /** Lines for people. */
  err(lines: readonly string[]): void;
}

export const STANDARD_OUTPUT: Output = {
  out: (text) => void process.stdout.write(text),
  err: (lines) => void process.stderr.write(lines.map((each) => `${each}\n`).join('')),
};
