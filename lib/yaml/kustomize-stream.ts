// A file as kustomize reads it: all of its documents or none.
import { compose } from './compose';
import { isNull, kustomizeValue } from './kustomize';
import { MapNode, Node } from './node';
import { separatorProblem } from './chunks';
import { inPiece, YamlError } from './yaml-error';

/** What kustomize reads. */
export interface KustomizeReading {
  /** Plain JSON values; empty documents are dropped, items of a List stand on their own. */
  readonly documents: readonly unknown[];
  /** Why it refuses the file. */
  readonly error?: YamlError;
}

/** The documents of a text. */
export function kustomizeDocuments(text: string): KustomizeReading {
  try {
    return { documents: documentsOf(text) };
  } catch (error) {
    if (error instanceof YamlError) return { documents: [], error };
    throw error;
  }
}

function documentsOf(text: string): unknown[] {
  const chunks = cut(text);
  // The whole file is read before anything is made of it.
  const roots = chunks.flatMap(([start, end]) => {
    const part = text.slice(start, end);
    return inPiece(start, () => {
      const { root, lastComment } = compose(part, 'v3');
      return root === undefined || isNull(root) ? [] : [{ root, lastComment, start }];
    });
  });
  return roots.flatMap(({ root, lastComment, start }) =>
    inPiece(start, () =>
      (chunks.length === 1 ? itemsOf(root) : [root]).map((node) =>
        kustomizeValue(node, node === root ? lastComment : -1),
      ),
    ),
  );
}

/** Cuts at lines that begin with `---`, but for the first line and one that ends the file without a break. Source: splitDocuments() of kyaml. */
function cut(text: string): [start: number, end: number][] {
  const chunks: [number, number][] = [];
  let start = 0;
  for (let at = text.indexOf('\n---'); at !== -1; at = text.indexOf('\n---', start)) {
    const lineEnd = text.indexOf('\n', at + 1);
    if (lineEnd === -1) break;
    const problem = separatorProblem(text, at + 1, lineEnd);
    if (problem !== undefined) throw problem;
    // The break before the line belongs to the document.
    chunks.push([start, at + 1]);
    start = lineEnd + 1;
  }
  chunks.push([start, text.length]);
  return chunks;
}

/** The items of a List, else the document. */
function itemsOf(root: Node): Node[] {
  if (root.kind !== 'map') return [root];
  const kind = field(root, 'kind');
  if (kind?.kind !== 'scalar' || isNull(kind) || !/^(?:Resource)?List$/.test(kind.value)) return [root];
  const items = field(root, 'items');
  if (items === undefined) return field(root, 'functionConfig') === undefined ? [root] : [];
  return items.kind === 'list' ? items.items : items.kind === 'map' ? items.pairs : [];
}

function field(map: MapNode, name: string): Node | undefined {
  const index = map.pairs.findIndex((key, at) => at % 2 === 0 && key.kind === 'scalar' && key.value === name);
  return index === -1 ? undefined : map.pairs[index + 1];
}
