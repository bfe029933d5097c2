// A run of addresses of one family, first and last included.
import { IpAddress, IpFamily } from './ip-address';
import { ValueError } from './value-error';

/** Addresses from first to last, both included. */
export class IpRange {
  /**
   * A range by its ends.
   *
   * @param first lowest address
   * @param last highest address
   * @throws ValueError `net/range-invalid` for mixed families or ends in the wrong order
   */
  public static of(first: string, last: string): IpRange {
    const [a, b] = [IpAddress.of(first), IpAddress.of(last)];
    if (a.family !== b.family)
      throw new ValueError(
        'net/range-invalid',
        `range of two families: "${first}" to "${last}"`,
        'write both ends in one family',
      );
    if (a._value > b._value)
      throw new ValueError(
        'net/range-invalid',
        `range runs backwards: "${first}" to "${last}"`,
        `did you mean "${last}" to "${first}"?`,
      );
    return new IpRange(a, b);
  }

  /** @internal */
  public static _of(first: IpAddress, last: IpAddress): IpRange {
    return new IpRange(first, last);
  }

  /** The lowest address. */
  public readonly first: IpAddress;
  /** The highest address. */
  public readonly last: IpAddress;

  private constructor(first: IpAddress, last: IpAddress) {
    this.first = first;
    this.last = last;
  }

  /** The family of both ends. */
  public get family(): IpFamily {
    return this.first.family;
  }

  /** True if the address lies in the range. */
  public contains(address: IpAddress): boolean {
    return address.family === this.family && address._value >= this.first._value && address._value <= this.last._value;
  }

  /** True if every address of the other range lies in this one. */
  public covers(other: IpRange): boolean {
    return this.contains(other.first) && this.contains(other.last);
  }

  /** True if the ranges share an address. */
  public overlaps(other: IpRange): boolean {
    return (
      this.family === other.family && this.first._value <= other.last._value && other.first._value <= this.last._value
    );
  }

  /** `first-last`, or the address alone. */
  public toString(): string {
    return this.first.isSame(this.last) ? this.first.toString() : `${this.first.toString()}-${this.last.toString()}`;
  }
}
