// Which addresses a sharing key leads to. Up to 1.19 the index holds pointers to the addresses of Services, from 1.20 on the groups that hold them.
import { Cell, isSameCell } from './allocations';

/** Addresses by sharing key, as pointers into what Services have. */
export class SharedCells<R> {
  private readonly cells = new Map<string, Cell<R>[]>();

  public of(key: string): readonly Cell<R>[] {
    return this.cells.get(key) ?? [];
  }

  /** Adds a pointer, unless one says the same. */
  public add(key: string, cell: Cell<R>): void {
    const list = this.cells.get(key) ?? [];
    if (list.some((each) => isSameCell(each, cell))) return;
    this.cells.set(key, [...list, cell]);
  }

  /** Removes the first pointer that says this. */
  public remove(key: string, cell: Cell<R>): void {
    const list = [...(this.cells.get(key) ?? [])];
    const index = list.findIndex((each) => isSameCell(each, cell));
    if (index >= 0) list.splice(index, 1);
    if (list.length > 0) this.cells.set(key, list);
    else this.cells.delete(key);
  }
}

/** Groups by sharing key. */
export class SharedGroups<G> {
  private readonly groups = new Map<string, G[]>();

  public of(key: string): readonly G[] {
    return this.groups.get(key) ?? [];
  }

  public add(key: string, group: G): void {
    this.groups.set(key, [...this.of(key), group]);
  }

  public remove(key: string, group: G): void {
    const list = this.of(key);
    const index = list.indexOf(group);
    if (index < 0) return;
    if (list.length === 1) this.groups.delete(key);
    else
      this.groups.set(
        key,
        list.filter((_, i) => i !== index),
      );
  }
}
