// From a path in a document to its line in the file. Only documents with findings are read again: a tree of all would take more memory than
// the text.
import { Lines, Places } from '../../yaml';
import { Path } from '../../problem';

/** A piece of a text that holds one document. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** How the documents of a file lie in its text. */
export interface TextLayout {
  readonly text: string;
  /** `lines`: one document per line. */
  readonly kind: 'yaml' | 'lines';
  /** The documents in their order. @default - none: lines */
  readonly chunks?: readonly Chunk[];
  /** The text of the file, for a template. @default - the text */
  readonly original?: string;
}

/** Lines of one file. */
export class Positions {
  private readonly lines: Lines;
  /** The document asked about last; findings come document by document. */
  private last: { readonly document: number; readonly places: Places } | undefined;

  public constructor(private readonly layout: TextLayout) {
    this.lines = new Lines(layout.text);
  }

  /** Line from 1 of what a path names: the line of its key, else that of what is nearest above it. */
  public line(document: number, path: Path): number {
    const { kind, chunks = [], text } = this.layout;
    if (kind === 'lines') return document;
    const chunk = chunks[document - 1];
    if (chunk === undefined) return 1;
    if (this.last?.document !== document)
      this.last = { document, places: new Places(text.slice(chunk.start, chunk.end)) };
    return this.lines.at(chunk.start + this.last.places.offset(path));
  }
}
