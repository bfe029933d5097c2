// YAML text as the nodes that Talos' loader sees: what a scalar resolves to stays open until its field is known.
import * as yaml from 'js-yaml';

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

const STRING_TAG = 'tag:yaml.org,2002:str';

/** Reads a text. An empty text has no document; a document without content is null. */
export function readNodes(text: string): Documents {
  try {
    return { documents: build(text, yaml.parseEvents(text, {})) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const line = error instanceof yaml.YAMLException ? error.mark?.line : undefined;
    return { error: error.message.split('\n')[0]!, line: line === undefined ? undefined : line + 1 };
  }
}

function build(text: string, events: readonly yaml.Event[]): Node[] {
  const documents: Node[] = [];
  const lineOf = lines(text);
  let anchors = new Map<string, Node>();
  let line = 1;
  let at = 0;
  const open = new Set<Node>();
  const anchor = (event: { anchorStart: number; anchorEnd: number }, node: Node): Node => {
    if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  };
  const next = (): Node | undefined => {
    const event = events[at++];
    if (event === undefined || event.type === yaml.EVENT_POP) return undefined;
    switch (event.type) {
      case yaml.EVENT_SCALAR: {
        if (event.valueStart >= 0) line = lineOf(event.valueStart);
        const value = yaml.getScalarValue(text, event);
        const tag = event.tagStart < 0 ? undefined : text.slice(event.tagStart, event.tagEnd);
        const plain = event.style === yaml.SCALAR_STYLE_PLAIN;
        return anchor(event, { kind: 'scalar', text: value, resolved: resolve(value, plain, tag), line });
      }
      case yaml.EVENT_SEQUENCE: {
        line = lineOf(event.start);
        const node: ListNode = { kind: 'list', items: [], line };
        anchor(event, node);
        open.add(node);
        for (let item = next(); item !== undefined; item = next()) node.items.push(item);
        open.delete(node);
        return node;
      }
      case yaml.EVENT_MAPPING: {
        line = lineOf(event.start);
        const node: MapNode = { kind: 'map', entries: [], line };
        anchor(event, node);
        open.add(node);
        for (let key = next(); key !== undefined; key = next()) {
          const value = next();
          if (value === undefined) break;
          node.entries.push([key, value]);
        }
        open.delete(node);
        return node;
      }
      case yaml.EVENT_ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const of = anchors.get(name);
        if (of === undefined) throw new Error(`unknown anchor ${name}`);
        if (open.has(of)) throw new Error(`anchor ${name} contains itself`);
        return { kind: 'alias', text: name, of, line };
      }
      default:
        throw new Error('unexpected event');
    }
  };
  while (at < events.length) {
    const event = events[at++]!;
    if (event.type !== yaml.EVENT_DOCUMENT) continue;
    anchors = new Map();
    const first = next();
    documents.push(first ?? nothing(line));
    // What closes the document.
    if (first !== undefined) at++;
  }
  return documents;
}

function nothing(line: number): ScalarNode {
  return { kind: 'scalar', text: '', resolved: { type: 'null' }, line };
}

function lines(text: string): (offset: number) => number {
  let [seen, line] = [0, 1];
  return (offset) => {
    if (offset < seen) [seen, line] = [0, 1];
    for (; seen < offset; seen++) if (text.charCodeAt(seen) === 10) line++;
    return line;
  };
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const BOOLS = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const SPECIAL = new Map<string, number>([
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** What Go's reader makes of a scalar: YAML 1.2 words, integers with Go's prefixes, floats. Source: resolve() of go.yaml.in/yaml/v4. */
function resolve(text: string, plain: boolean, tag: string | undefined): Resolved {
  const string: Resolved = { type: 'string', value: text };
  if (tag === '!!str' || tag === '!' || tag === STRING_TAG) return string;
  if (!plain && (tag === undefined || !/^!!(?:int|float|bool|null)$/.test(tag))) return string;
  if (NULLS.has(text)) return { type: 'null' };
  const bool = BOOLS.get(text);
  if (bool !== undefined) return { type: 'bool', value: bool };
  const special = SPECIAL.get(text);
  if (special !== undefined) return { type: 'float', value: special };
  if (!/^[-+.\d]/.test(text)) return string;
  const bare = text.replaceAll('_', '');
  const [, sign, hex, binary, octal, decimal] = INTEGER.exec(bare) ?? [];
  if (sign !== undefined) {
    const size =
      hex !== undefined
        ? parseInt(hex, 16)
        : binary !== undefined
          ? parseInt(binary, 2)
          : octal !== undefined
            ? parseInt(octal, 8)
            : Number(decimal);
    if (size < 2 ** 64) return { type: tag === '!!float' ? 'float' : 'int', value: sign === '-' ? 0 - size : size };
  }
  return FLOAT.test(bare) ? { type: 'float', value: Number(bare) } : string;
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
