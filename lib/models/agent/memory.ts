// Remembers answers about texts, since few texts stand in many policies.

/** Keeps answers, and forgets them when hostile input makes them many. @internal */
export class Memory<T> {
  private readonly known = new Map<string, T>();
  public constructor(private readonly answer: (key: string) => T) {}

  public ask(key: string): T {
    const kept = this.known.get(key);
    if (kept !== undefined) return kept;
    if (this.known.size > 10_000) this.known.clear();
    const made = this.answer(key);
    this.known.set(key, made);
    return made;
  }
}
