// `$patch: delete`: what a patch takes away, and how it is found.
import { isMap, PlainMap } from '../../manifest';
import { has, TalosMinor } from './minors';
import { ListNode, MapNode, Node } from './nodes';
import { parsePrefix, prefixText } from '../../net/netip';
import { Shape, StructShape } from './shapes';

/** A deletion: of a document where the path is empty, else of a key or of a list item. */
export interface Deletion {
  readonly path: readonly string[];
  readonly apiVersion: string;
  /** `v1alpha1` for the document without a kind. */
  readonly kind: string;
  readonly name: string | undefined;
  /** First key of the list item, and its text. */
  readonly key: string;
  readonly value: string;
}

/** A deletion that Talos refuses. */
export class DeletionFailure extends Error {
  public constructor(
    public readonly reason: 'deletion-not-found' | 'deletion-refused' | 'deletion-crash',
    public readonly path: readonly string[],
  ) {
    super(reason);
  }
}

/** Takes the deletions out of a document; `undefined` for the document if nothing is left of it. */
export function takeDeletions(root: Node): { readonly deletions: Deletion[]; readonly rest: Node | undefined } {
  const deletions: Deletion[] = [];
  if (root.kind !== 'map') return { deletions, rest: root };
  const copy = clone(root) as MapNode;
  const found = (path: readonly string[], node: MapNode, inList: boolean): void => {
    deletions.push(inList ? ofItem(path, copy, node) : deletionOf(path, copy, '', ''));
  };
  const gone = walk(copy, [], false, found);
  return { deletions, rest: gone || isHollow(copy) ? undefined : copy };
}

type Found = (path: readonly string[], node: MapNode, inList: boolean) => void;

/** True if the node goes away with what was taken out of it. */
function walk(node: Node, path: readonly string[], inList: boolean, found: Found): boolean {
  if (node.kind === 'map') {
    for (let index = 0; index < node.entries.length; index++) {
      const [key, value] = node.entries[index]!;
      const name = textOf(key);
      if (value.kind === 'scalar' && name === '$patch' && value.text === 'delete') {
        if (!inList && path.some((each) => each.startsWith('['))) throw new DeletionFailure('deletion-refused', path);
        found(path, node, inList);
        return true;
      }
      if (!walk(value, [...path, name], false, found)) continue;
      node.entries.splice(index--, 1);
      if (node.entries.length === 0) return true;
    }
    return false;
  }
  if (node.kind !== 'list') return false;
  for (let index = 0; index < node.items.length; index++) {
    if (!walk(node.items[index]!, [...path, `[${index}]`], true, found)) continue;
    node.items.splice(index--, 1);
    if (node.items.length === 0) return true;
  }
  return false;
}

function ofItem(path: readonly string[], root: MapNode, item: MapNode): Deletion {
  for (const [key, value] of item.entries) {
    const name = textOf(key);
    if (value.kind === 'scalar' && name === '$patch' && value.text === 'delete') continue;
    return deletionOf(path, root, name, textOf(value));
  }
  throw new DeletionFailure('deletion-refused', path);
}

function deletionOf(path: readonly string[], root: MapNode, key: string, value: string): Deletion {
  const [apiVersion, kind, name] = ['apiVersion', 'kind', 'name'].map((each) => valueOf(root, each) ?? '') as [
    string,
    string,
    string,
  ];
  const whole = path.length === 0;
  if (whole && (valueOf(root, 'apiVersion') === undefined || valueOf(root, 'kind') === undefined))
    throw new DeletionFailure('deletion-refused', path);
  if ((kind === '') !== (apiVersion === '')) throw new DeletionFailure('deletion-refused', path);
  return {
    path,
    apiVersion,
    kind: kind === '' ? 'v1alpha1' : kind,
    name: name === '' ? undefined : name,
    key,
    value,
  };
}

/** The text of a top-level key; `undefined` if it is missing. */
export function valueOf(root: MapNode, key: string): string | undefined {
  const entry = root.entries.find(([each]) => each.kind === 'scalar' && each.text === key);
  return entry === undefined ? undefined : textOf(entry[1]);
}

/** Nothing but what names a document: Talos passes it over. */
function isHollow(root: MapNode): boolean {
  return root.entries.every(
    ([key, value]) =>
      key.kind === 'scalar' && value.kind === 'scalar' && ['version', 'kind', 'name'].includes(key.text),
  );
}

function textOf(node: Node): string {
  return node.kind === 'scalar' || node.kind === 'alias' ? node.text : '';
}

function clone(node: Node): Node {
  if (node.kind === 'map')
    return { ...node, entries: node.entries.map(([key, value]) => [clone(key), clone(value)] as const) };
  return node.kind === 'list' ? ({ ...node, items: node.items.map(clone) } satisfies ListNode) : node;
}

/** The document without what the deletion takes. @throws DeletionFailure */
export function applyDeletion(
  shape: StructShape,
  value: PlainMap,
  { path, key, value: text }: Deletion,
  minor: TalosMinor,
): PlainMap {
  const fail = (reason: DeletionFailure['reason']) => new DeletionFailure(reason, path);
  const at = (of: Shape, inner: unknown, depth: number, addressable: boolean): unknown => {
    const name = path[depth]!;
    const last = depth === path.length - 1;
    switch (of.is) {
      case 'pointer':
        if (inner === undefined || inner === null)
          throw fail(has(minor, 'emptySectionCrashes') ? 'deletion-crash' : 'deletion-not-found');
        return at(of.of, inner, depth, true);
      case 'struct': {
        const own = (inner ?? {}) as PlainMap;
        const field = of.fields.get(name);
        if (field === undefined) {
          if (of.rest === undefined || !has(minor, 'inlineDeletion')) throw fail('deletion-not-found');
          return at({ is: 'map', of: of.rest, name: undefined }, own, depth, addressable);
        }
        if (last) {
          if (!addressable) throw fail('deletion-crash');
          return without(own, name);
        }
        const changed = at(field.shape, own[name], depth + 1, addressable);
        return changed === undefined ? without(own, name) : { ...own, [name]: changed };
      }
      case 'map': {
        const own = inner as PlainMap | null | undefined;
        if (own === null || own === undefined || !Object.hasOwn(own, name)) throw fail('deletion-not-found');
        if (last) return without(own, name);
        return { ...own, [name]: at(of.of, own[name], depth + 1, false) };
      }
      case 'any':
        if (isMap(inner)) return at({ is: 'map', of: { is: 'any' }, name: undefined }, inner, depth, false);
        if (inner === null || inner === undefined)
          throw fail(has(minor, 'emptySectionCrashes') ? 'deletion-crash' : 'deletion-not-found');
        if (Array.isArray(inner)) checkItem(name, last);
        throw fail('deletion-not-found');
      case 'list': {
        checkItem(name, last);
        const items = (inner ?? []) as unknown[];
        const item = of.of.is === 'pointer' ? of.of.of : of.of;
        const index =
          item.is !== 'struct'
            ? -1
            : items.findIndex((each) => isMap(each) && itemText(item, each, key, minor) === text);
        if (index < 0) throw fail('deletion-not-found');
        return items.filter((_, position) => position !== index);
      }
      default:
        throw fail('deletion-not-found');
    }
  };
  const checkItem = (name: string, last: boolean): void => {
    if (!last || !name.startsWith('[')) throw fail('deletion-refused');
  };
  return at(shape, value, 0, true) as PlainMap;
}

/** What Go compares: texts as they are; other values only where they have words of their own. */
function itemText(shape: StructShape, item: PlainMap, key: string, minor: TalosMinor): string | undefined {
  const field = shape.fields.get(key);
  if (field === undefined) return undefined;
  const value = item[key];
  if (field.shape.is === 'string') return typeof value === 'string' ? value : '';
  if (!has(minor, 'wordDeletion') || field.shape.is !== 'own') return undefined;
  if (value === undefined || value === null) return field.shape.zero ?? '';
  const text = String(value);
  const prefix = parsePrefix(text);
  return prefix === undefined ? text : prefixText(prefix);
}

function without(value: PlainMap, key: string): PlainMap {
  const { [key]: _, ...rest } = value;
  return rest;
}
