// Where commands write, so that tests can read it.

export interface Output {
  /** The result. */
  out(text: string): void;
  /** Lines for people. */
  err(lines: readonly string[]): void;
  /** Begins to tell how far long work is. @default - nobody watches */
  progress?(): Progress | undefined;
}

/** One line on the terminal that is written over. */
export interface Progress {
  readonly say: (done: string) => void;
  readonly clear: () => void;
}

/** Work shorter than this needs no word, in milliseconds. */
const SHORT = 500;

function progressOn(stream: NodeJS.WriteStream): Progress {
  const start = Date.now();
  let said = false;
  return {
    say: (done) => {
      if (Date.now() - start < SHORT) return;
      said = true;
      stream.write(`\r\u001b[K${done}`);
    },
    clear: () => void (said && stream.write('\r\u001b[K')),
  };
}

export const STANDARD_OUTPUT: Output = {
  out: (text) => void process.stdout.write(text),
  err: (lines) => void process.stderr.write(lines.map((each) => `${each}\n`).join('')),
  progress: () => (process.stderr.isTTY ? progressOn(process.stderr) : undefined),
};
