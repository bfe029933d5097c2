// A text as a decoder of Go reads it, document by document: Talos, and whoever does not cut the text at lines first.
import { compose } from './compose';
import { Node } from './node';
import { inPiece, YamlError } from './yaml-error';

/** A document of a stream. */
export interface StreamDocument {
  readonly root: Node;
  /** Where its offsets count from. */
  readonly start: number;
}

/**
 * The documents of a stream. A text without content has none; one that is empty between two lines `---` is a null.
 *
 * @throws YamlError
 */
export function streamDocuments(text: string): StreamDocument[] {
  const documents: StreamDocument[] = [];
  for (let start = 0; ;) {
    const { root, rest, isEnded } = inPiece(start, () => compose(text.slice(start), 'v3'));
    if (root === undefined) return documents;
    documents.push({ root, start });
    if (rest === undefined) return documents;
    const next = start + rest;
    if (!isEnded && !text.startsWith('---', next)) throw new YamlError('a document ends, or begins with ---', next);
    // From the beginning of the line: its columns count.
    start = text.lastIndexOf('\n', next - 1) + 1;
  }
}
