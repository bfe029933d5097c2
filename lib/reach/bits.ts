// Sets of small numbers as bits.

/** A set of numbers below a fixed size. @internal */
export class Bits {
  private constructor(
    public readonly size: number,
    public readonly words: Uint32Array,
  ) {}

  public static none(size: number): Bits {
    return new Bits(size, new Uint32Array((size + 31) >>> 5));
  }

  public static all(size: number): Bits {
    const bits = Bits.none(size);
    for (let index = 0; index < size; index++) bits.add(index);
    return bits;
  }

  public add(index: number): void {
    this.words[index >>> 5]! |= 1 << (index & 31);
  }

  public has(index: number): boolean {
    return ((this.words[index >>> 5]! >>> (index & 31)) & 1) === 1;
  }

  public addAll(other: Bits): void {
    for (let at = 0; at < this.words.length; at++) this.words[at]! |= other.words[at]!;
  }

  /** What both have, or undefined if that is nothing. */
  public and(other: Bits): Bits | undefined {
    const words = new Uint32Array(this.words.length);
    let any = 0;
    for (let at = 0; at < words.length; at++) any |= words[at] = this.words[at]! & other.words[at]!;
    return any === 0 ? undefined : new Bits(this.size, words);
  }

  /** What this has and the other has not, or undefined if that is nothing. */
  public without(other: Bits): Bits | undefined {
    const words = new Uint32Array(this.words.length);
    let any = 0;
    for (let at = 0; at < words.length; at++) any |= words[at] = this.words[at]! & ~other.words[at]!;
    return any === 0 ? undefined : new Bits(this.size, words);
  }

  public forEach(visit: (index: number) => void): void {
    for (let at = 0; at < this.words.length; at++)
      for (let word = this.words[at]!; word !== 0; word &= word - 1) visit(at * 32 + 31 - Math.clz32(word & -word));
  }

  /** The least number, or -1. */
  public first(): number {
    for (let at = 0; at < this.words.length; at++) {
      const word = this.words[at]!;
      if (word !== 0) return at * 32 + 31 - Math.clz32(word & -word);
    }
    return -1;
  }
}
