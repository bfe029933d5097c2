// Lines of a text.

/** Finds the lines of offsets. */
export class Lines {
  private starts: number[] | undefined;

  public constructor(private readonly text: string) {}

  /** Line, from 1, of an offset. */
  public at(offset: number): number {
    const starts = (this.starts ??= startsOf(this.text));
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
