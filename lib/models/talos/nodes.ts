// YAML text as the nodes that Talos' loader sees: what a scalar resolves to stays open until its field is known.
import { inPiece, Lines, Node as YamlNode, resolve3, streamDocuments, YamlError } from '../../yaml';

/** What a scalar is by itself, before a field asks for a type. */
export type Resolved =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string };

/** A scalar with its text as written. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly text: string;
  readonly resolved: Resolved;
  readonly line: number;
}

/** A map; entries in the order of the text, duplicates included. */
export interface MapNode {
  readonly kind: 'map';
  readonly entries: (readonly [Node, Node])[];
  readonly line: number;
}

/** A list. */
export interface ListNode {
  readonly kind: 'list';
  readonly items: Node[];
  readonly line: number;
}

/** An alias; Talos' check of unknown keys does not look behind it. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly text: string;
  readonly of: Node;
  readonly line: number;
}

export type Node = ScalarNode | MapNode | ListNode | AliasNode;

/** The documents of a text, or why it cannot be read. */
export type Documents =
  { readonly documents: readonly Node[] } | { readonly error: string; readonly line: number | undefined };

/** Reads a text. An empty text has no document; a document without content is null. */
export function readNodes(text: string): Documents {
  if (last?.text !== text) last = { text, read: freshNodes(text) };
  return last.read;
}

/** The text that was read last: where the minor is not known, one text is asked about for one minor after the other. Nobody changes its nodes. */
let last: { readonly text: string; readonly read: Documents } | undefined;

function freshNodes(text: string): Documents {
  const lines = new Lines(text);
  try {
    const documents = streamDocuments(text).map(({ root, start }) =>
      inPiece(start, () => new Reading(lines, start).node(root)),
    );
    return { documents };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { error: error.message, line: lines.at(Math.max(error.offset, 0)) };
  }
}

/** One document. */
class Reading {
  private readonly made = new Map<YamlNode, Node>();
  /** Line of the last node that is written. */
  private line = 1;

  public constructor(
    private readonly lines: Lines,
    private readonly start: number,
  ) {}

  public node(of: YamlNode): Node {
    if (of.at >= 0) this.line = this.lines.at(this.start + of.at);
    const { line } = this;
    if (of.kind === 'alias') {
      const target = this.made.get(of.target);
      // What is not made yet is still open.
      if (target === undefined) throw new YamlError(`anchor ${of.name} contains itself`, of.at, 'aliases');
      return { kind: 'alias', text: of.name, of: target, line };
    }
    const node = this.written(of, line);
    this.made.set(of, node);
    return node;
  }

  private written(of: Exclude<YamlNode, { kind: 'alias' }>, line: number): Node {
    switch (of.kind) {
      case 'scalar':
        return { kind: 'scalar', text: of.value, resolved: resolved(of), line };
      case 'list':
        return { kind: 'list', items: of.items.map((item) => this.node(item)), line };
      case 'map': {
        const entries: [Node, Node][] = [];
        for (let index = 0; index < of.pairs.length; index += 2)
          entries.push([this.node(of.pairs[index]!), this.node(of.pairs[index + 1]!)]);
        return { kind: 'map', entries, line };
      }
    }
  }
}

/** What Go's reader makes of a scalar. A time stays text: no field of Talos is one. */
function resolved(scalar: Extract<YamlNode, { kind: 'scalar' }>): Resolved {
  const found = resolve3(scalar);
  if (typeof found === 'string') return { type: 'string', value: found };
  const { type, value } = found;
  switch (type) {
    case 'null':
      return { type };
    case 'boolean':
      return { type: 'bool', value: value as boolean };
    case 'float':
      return { type, value: value as number };
    case 'int':
    case 'uint':
      return { type: 'int', value: value as number };
    default:
      return { type: 'string', value: String(value) };
  }
}

/** Plain values as nodes, as if they had been written and read again. */
export function toNode(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toNode), line: 0 };
  if (value !== null && typeof value === 'object')
    return {
      kind: 'map',
      entries: Object.entries(value).map(([key, inner]) => [toNode(key), toNode(inner)] as const),
      line: 0,
    };
  const resolved: Resolved =
    value === null || value === undefined
      ? { type: 'null' }
      : typeof value === 'boolean'
        ? { type: 'bool', value }
        : typeof value === 'number'
          ? { type: Number.isInteger(value) ? 'int' : 'float', value }
          : { type: 'string', value: String(value) };
  return { kind: 'scalar', text: value === null || value === undefined ? '' : String(value), resolved, line: 0 };
}

/** What stands behind aliases. */
export function behind(node: Node): Node {
  return node.kind === 'alias' ? behind(node.of) : node;
}

/** True for a null scalar. */
export function isNull(node: Node): boolean {
  const inner = behind(node);
  return inner.kind === 'scalar' && inner.resolved.type === 'null';
}
