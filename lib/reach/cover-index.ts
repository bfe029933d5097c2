// Rules by what they ask of pods and peers, so that those which may cover another rule are found without comparing each with each.
import { Ask, Entry, Selector } from '../models/agent/verdict';

/** So few are compared one by one. */
const FEW = 16;

/** Rules in an order. @internal */
export class CoverIndex {
  private readonly bySubject: SelectorIndex;
  /** Made where a subject tells too little. */
  private byPeer?: SelectorIndex;

  public constructor(private readonly entries: readonly Entry[]) {
    this.bySubject = new SelectorIndex(entries.map(({ subject }) => [subject]));
  }

  /** All rules that may cover this one, and some that do not, in their order. */
  public candidates({ subject, peers }: Entry): readonly Entry[] {
    const [peer] = peers ?? [];
    let found = this.bySubject.of(subject);
    if (peer !== undefined && sizeOf(found) > FEW) {
      this.byPeer ??= new SelectorIndex(
        this.entries.map((entry) => (isForAll(entry) ? undefined : (entry.peers ?? []))),
      );
      const byPeer = this.byPeer.of(peer);
      if (sizeOf(byPeer) < sizeOf(found)) found = byPeer;
    }
    // Places of one list are in order, and no place stands twice in it.
    const places = found.length === 1 ? found[0]! : [...new Set(found.flat())].sort((a, b) => a - b);
    return places.map((place) => this.entries[place]!);
  }
}

function isForAll({ peers }: Entry): boolean {
  return peers?.length === 0;
}

/** Lists of selectors, of which one covers a selector that is asked for; they are named by their place. */
class SelectorIndex {
  private readonly everybody: number[] = [];
  /** Those that ask for no labels. */
  private readonly byKey = new Map<string, number[]>();
  /** By the condition that is the rarest of all that a selector has: whom it covers has it too. */
  private readonly byAsk = new Map<string, number[]>();
  /** Conditions as texts: the rules of one policy share the selector of their subject. */
  private readonly texts = new Map<Selector, readonly string[]>();

  /** @param lists undefined for everybody */
  public constructor(lists: readonly (readonly Selector[] | undefined)[]) {
    const counts = new Map<string, number>();
    for (const list of lists)
      for (const selector of list ?? [])
        for (const text of this.textsOf(selector)) counts.set(text, (counts.get(text) ?? 0) + 1);
    lists.forEach((list, place) => {
      if (list === undefined || list.some(({ wildcard }) => wildcard)) this.everybody.push(place);
      else
        for (const selector of list) {
          const texts = this.textsOf(selector);
          if (texts.length === 0) add(this.byKey, selector.key, place);
          else
            add(
              this.byAsk,
              texts.reduce((a, b) => (counts.get(b)! < counts.get(a)! ? b : a)),
              place,
            );
        }
    });
  }

  /** Lists of places, none of them empty. */
  public of(selector: Selector): (readonly number[])[] {
    const found: (readonly number[])[] = [];
    if (this.everybody.length > 0) found.push(this.everybody);
    const byKey = this.byKey.get(selector.key);
    if (byKey !== undefined) found.push(byKey);
    for (const text of this.textsOf(selector)) {
      const byAsk = this.byAsk.get(text);
      if (byAsk !== undefined) found.push(byAsk);
    }
    return found;
  }

  private textsOf(selector: Selector): readonly string[] {
    let texts = this.texts.get(selector);
    if (texts === undefined) this.texts.set(selector, (texts = selector.asks.map(textOf)));
    return texts;
  }
}

function sizeOf(lists: readonly (readonly number[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function add(map: Map<string, number[]>, key: string, place: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [place]);
  else if (known.at(-1) !== place) known.push(place);
}

function textOf({ source, key, operator, values }: Ask): string {
  return `${source}:${key} ${operator} ${values.join()}`;
}
