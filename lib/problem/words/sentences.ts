// Sentences for the verdicts of engines: the model says what is wrong, by name and with the values; the words are made here.
import { Data, Words } from '../code';

/** What is wrong, with the values shown, and what to write instead. */
export type Sentence = (data: any) => readonly [message: string, repair: string];

/** Sentences by `what` of the data. */
export type Sentences = Readonly<Record<string, Sentence>>;

/** What a table has sentences for. */
export type NamesIn<Table> = Table extends unknown ? Extract<keyof Table, string> : never;

/** The same as a list. */
export function namesIn(tables: readonly Sentences[]): string[] {
  return tables.flatMap((table) => Object.keys(table));
}

/** Makes the words of data that says `what`. @throws Error for a name that stands in two tables */
export function wordsBy(...tables: readonly Sentences[]): (data: Data) => Words {
  const all = new Map<string, Sentence>();
  for (const [what, sentence] of tables.flatMap((table) => Object.entries(table))) {
    if (all.has(what)) throw new Error(`two sentences are called "${what}"`);
    all.set(what, sentence);
  }
  return (data) => {
    const [message, repair] = all.get(String(data.what))!(data);
    return { message, repair };
  };
}
