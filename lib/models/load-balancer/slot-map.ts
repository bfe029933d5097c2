// A map that keeps the order of a small map of Go: an entry takes the first free place, and what reads the map goes through the places from some place
// on. Which place that is, is chance; here it is the first, so that the order is one that the operator may have. Source: internal/runtime/maps of Go 1.24.

/** Values by key. Entries that are added behind the one being read are read too. */
export class SlotMap<V> {
  private readonly slots: ({ readonly key: string; readonly value: V } | undefined)[] = [];
  private readonly places = new Map<string, number>();
  /** Places that were given up. */
  private free: number[] = [];

  public get size(): number {
    return this.places.size;
  }

  public get(key: string): V | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.slots[place]!.value;
  }

  /** Where the entry stands among the others; undefined for none. */
  public place(key: string): number | undefined {
    return this.places.get(key);
  }

  public set(key: string, value: V): void {
    const place = this.places.get(key) ?? this.firstFree();
    this.places.set(key, place);
    this.slots[place] = { key, value };
  }

  public delete(key: string): void {
    const place = this.places.get(key);
    if (place === undefined) return;
    this.places.delete(key);
    this.slots[place] = undefined;
    this.free.push(place);
  }

  public *values(): Generator<V, void, undefined> {
    for (let place = 0; place < this.slots.length; place++) {
      const slot = this.slots[place];
      if (slot !== undefined) yield slot.value;
    }
  }

  private firstFree(): number {
    if (this.free.length === 0) return this.slots.length;
    const place = this.free.reduce((a, b) => Math.min(a, b));
    this.free = this.free.filter((each) => each !== place);
    return place;
  }
}
