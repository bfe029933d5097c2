// From a path in a document to its line in the file. Only files with findings are looked at again: the parser's event stream holds the
// offset of every key and value, which is far less than a syntax tree.
import * as yaml from 'js-yaml';
import { Path } from '../../problem';
import { readLeniently } from './empty-below';

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
}

/** Lines of one file. */
export class Positions {
  private lineStarts: number[] | undefined;
  /** The document asked about last; findings come document by document. */
  private last: { readonly document: number; readonly tree: EventTree } | undefined;

  public constructor(private readonly layout: TextLayout) {}

  /** Line from 1 of what a path names: the line of its key, else that of what is nearest above it. */
  public line(document: number, path: Path): number {
    const { kind, chunks = [], text } = this.layout;
    if (kind === 'lines') return document;
    const chunk = chunks[document - 1];
    if (chunk === undefined) return 1;
    if (this.last?.document !== document)
      this.last = { document, tree: new EventTree(text.slice(chunk.start, chunk.end)) };
    return this.lineAt(chunk.start + this.last.tree.offset(path));
  }

  private lineAt(offset: number): number {
    const starts = (this.lineStarts ??= lineStartsOf(this.layout.text));
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Where a child of a map or list stands. */
interface Child {
  /** Offset of its key, or of itself in a list. */
  readonly offset: number;
  /** Index of the event that begins it. */
  readonly event: number;
}

/** The events of a YAML text as a tree that is unfolded where somebody asks. */
class EventTree {
  private readonly events: yaml.Event[];
  /** For the event that opens something: the index of the one that closes it. */
  private readonly closing: Int32Array;
  private readonly children = new Map<number, ReadonlyMap<string | number, Child>>();

  public constructor(private readonly text: string) {
    this.events = parse(text);
    this.closing = new Int32Array(this.events.length);
    const open: number[] = [];
    this.events.forEach((event, index) => {
      if (event.type === yaml.EVENT_ID.POP) this.closing[open.pop()!] = index;
      else if (event.type === yaml.EVENT_ID.SCALAR || event.type === yaml.EVENT_ID.ALIAS) this.closing[index] = index;
      else open.push(index);
    });
  }

  /** Offset of what a path names, or of what is nearest above it. */
  public offset(path: Path): number {
    // The first event opens the document.
    let event = 1;
    let offset = this.start(event) ?? 0;
    for (const step of path) {
      const child = this.childrenOf(event).get(step);
      if (child === undefined) break;
      ({ offset, event } = child);
    }
    return offset;
  }

  private childrenOf(index: number): ReadonlyMap<string | number, Child> {
    const known = this.children.get(index);
    if (known !== undefined) return known;
    const found = new Map<string | number, Child>();
    const event = this.events[index];
    const end = this.closing[index] ?? index;
    if (event?.type === yaml.EVENT_ID.SEQUENCE) {
      let position = 0;
      for (let at = index + 1; at < end; at = this.closing[at]! + 1)
        found.set(position++, { offset: this.start(at) ?? event.start, event: at });
    } else if (event?.type === yaml.EVENT_ID.MAPPING) {
      for (let at = index + 1; at < end;) {
        const key = this.events[at]!;
        const value = this.closing[at]! + 1;
        if (key.type === yaml.EVENT_ID.SCALAR)
          found.set(yaml.getScalarValue(this.text, key), { offset: this.start(at) ?? event.start, event: value });
        at = this.closing[value]! + 1;
      }
    }
    this.children.set(index, found);
    return found;
  }

  /** Offset of the value that an event begins; undefined for an empty one. */
  private start(index: number): number | undefined {
    const event = this.events[index];
    if (event === undefined || event.type === yaml.EVENT_ID.POP || event.type === yaml.EVENT_ID.DOCUMENT)
      return undefined;
    const offset =
      event.type === yaml.EVENT_ID.SCALAR
        ? event.valueStart
        : event.type === yaml.EVENT_ID.ALIAS
          ? event.anchorStart
          : event.start;
    return offset < 0 ? undefined : offset;
  }
}

function parse(text: string): yaml.Event[] {
  try {
    return readLeniently(text, (each) => yaml.parseEvents(each, { maxDepth: 500 }));
  } catch {
    // It could be read as JSON, but not as YAML: the first line has to do.
    return [];
  }
}
