// Where in a document a path leads.
import { compose } from './compose';
import { keyName } from './kubectl';
import { kubectlDocuments } from './kubectl-stream';
import { Node, ScalarNode } from './node';

/** Finds offsets in one document; it is read once. */
export class Places {
  private readonly root: Node | undefined;
  private readonly maps = new Map<Node, ReadonlyMap<string, readonly [key: Node, value: Node]>>();

  /** @param text of the document; one that cannot be read has no places */
  public constructor(private readonly text: string) {
    try {
      this.root = compose(text).root;
    } catch {
      this.root = undefined;
    }
  }

  /**
   * Offset of the key or list item that a path names, else of what is nearest above it. A path goes on into the YAML of a block (`contents: |`)
   * with the number of the document there, from 0.
   */
  public offset(path: readonly (string | number)[]): number {
    let node = this.root;
    let offset = Math.max(node?.at ?? 0, 0);
    for (const [index, step] of path.entries()) {
      if (node?.kind === 'scalar') return this.inBlock(node, path.slice(index)) ?? offset;
      const child = node === undefined ? undefined : this.child(node, step);
      if (child === undefined) break;
      const [key, value] = child;
      if (key.at >= 0) offset = key.at;
      node = value;
    }
    return offset;
  }

  /** Lines of a literal block are those of its value; of a folded one nobody knows. */
  private inBlock(
    { style, value, at }: ScalarNode,
    [document, ...path]: readonly (string | number)[],
  ): number | undefined {
    if (style !== 'literal') return undefined;
    const part = [...kubectlDocuments(value)][Number(document)];
    if (part === undefined) return undefined;
    const inner = part.start + new Places(value.slice(part.start, part.end)).offset(path);
    let offset = at;
    for (let lines = value.slice(0, inner).split('\n').length; lines > 0; lines--)
      offset = this.text.indexOf('\n', offset) + 1;
    return offset;
  }

  private child(node: Node, step: string | number): readonly [key: Node, value: Node] | undefined {
    if (node.kind === 'map') return this.keys(node).get(String(step));
    const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : [item, item];
  }

  private keys(node: Node & { kind: 'map' }): ReadonlyMap<string, readonly [key: Node, value: Node]> {
    const known = this.maps.get(node);
    if (known !== undefined) return known;
    const found = new Map<string, readonly [key: Node, value: Node]>();
    for (let index = 0; index < node.pairs.length; index += 2) {
      const key = node.pairs[index]!;
      const name = keyName(key);
      if (name !== undefined) found.set(name, [key, node.pairs[index + 1]!]);
    }
    this.maps.set(node, found);
    return found;
  }
}
