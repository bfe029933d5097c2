// A place in the text that is scanned.
import { CR, END, isBlankOrEnd, isBreak, LF } from './characters';

/** Reads character by character and knows its line. The text ends with END. */
export class Cursor {
  public at = 0;
  /** Offset at which the line begins; a column counts from it. */
  public lineStart = 0;

  public constructor(
    public readonly text: string,
    /** Offset of END. */
    public readonly end: number,
  ) {}

  public get column(): number {
    return this.at - this.lineStart;
  }

  /** The character here, or further on. */
  public peek(ahead = 0): number {
    const at = this.at + ahead;
    return at < this.end ? this.text.charCodeAt(at) : END;
  }

  /** Steps over the break that stands here. CR CR LF is one: Go's readers of files make LF of CR LF, and the scanner does so again. */
  public skipBreak(): void {
    const { text } = this;
    if (text.charCodeAt(this.at++) === CR) {
      const c = text.charCodeAt(this.at);
      if (c === LF) this.at++;
      else if (c === CR && text.charCodeAt(this.at + 1) === LF) this.at += 2;
    }
    this.lineStart = this.at;
  }

  /** Steps over a comment up to its break. */
  public skipLine(): void {
    const { text } = this;
    let c = text.charCodeAt(this.at);
    while (c !== END && !isBreak(c)) c = text.charCodeAt(++this.at);
  }

  /** True at `---` or `...` in column 0 with a blank, a break or the end behind it. */
  public isDocumentMark(): boolean {
    if (this.at !== this.lineStart) return false;
    const { text, at } = this;
    const c = text.charCodeAt(at);
    return (
      (c === 45 || c === 46) &&
      text.charCodeAt(at + 1) === c &&
      text.charCodeAt(at + 2) === c &&
      isBlankOrEnd(this.peek(3))
    );
  }
}
