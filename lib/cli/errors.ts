// How a command ends when it does not succeed.

/** The input was understood and refused: exit 1. */
export const REFUSED = 1;
/** The command line or a file cannot be understood: exit 2. */
export const BAD_USAGE = 2;

/** Ends the command with lines on stderr and nothing on stdout. */
export class CommandError extends Error {
  public constructor(
    public readonly exitCode: number,
    public readonly lines: readonly string[],
  ) {
    super(lines.join('\n'));
    this.name = 'CommandError';
  }
}
