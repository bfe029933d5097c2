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
    return [...new Set(found.flat())].sort((a, b) => a - b).map((place) => this.entries[place]!);
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

  /** @param lists undefined for everybody */
  public constructor(lists: readonly (readonly Selector[] | undefined)[]) {
    const counts = new Map<string, number>();
    const asked: { readonly place: number; readonly texts: readonly string[] }[] = [];
    lists.forEach((list, place) => {
      if (list === undefined || list.some(({ wildcard }) => wildcard)) this.everybody.push(place);
      else
        for (const { key, asks } of list) {
          if (asks.length === 0) add(this.byKey, key, place);
          else asked.push({ place, texts: asks.map(textOf) });
        }
    });
    for (const { texts } of asked) for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    for (const { place, texts } of asked) {
      const rarest = texts.reduce((a, b) => (counts.get(b)! < counts.get(a)! ? b : a));
      add(this.byAsk, rarest, place);
    }
  }

  public of({ key, asks }: Selector): (readonly number[])[] {
    return [this.everybody, this.byKey.get(key) ?? [], ...asks.map((ask) => this.byAsk.get(textOf(ask)) ?? [])];
  }
}

function sizeOf(lists: readonly (readonly number[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function add(map: Map<string, number[]>, key: string, place: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [place]);
  else known.push(place);
}

function textOf({ source, key, operator, values }: Ask): string {
  return `${source}:${key} ${operator} ${values.join()}`;
}
