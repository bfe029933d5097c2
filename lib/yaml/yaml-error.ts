// Why a text is no YAML.

/** What is wrong, and where. The words are ours; `code` tells the kinds that a caller may treat on their own. */
export class YamlError extends Error {
  /**
   * @param message without a place
   * @param offset in the text that was scanned
   * @param code `duplicate-key`, `aliases`, `too-deep`, `too-large`; @default 'syntax'
   */
  public constructor(
    message: string,
    public readonly offset: number,
    public readonly code: YamlErrorCode = 'syntax',
  ) {
    super(message);
    this.name = 'YamlError';
  }
}

export type YamlErrorCode = 'syntax' | 'value' | 'duplicate-key' | 'aliases' | 'too-deep' | 'too-large';

/** Reads a piece of a text; where that fails, the place counts in the text. @param start offset of the piece */
export function inPiece<T>(start: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new YamlError(error.message, error.offset + start, error.code);
  }
}
