// RFC 6902 patches, as evanphx/json-patch applies them.
import { isDeepStrictEqual } from 'node:util';
import { isMap, PlainMap } from '../../manifest';
import { behind, Node, readNodes } from './nodes';

/** One operation as written. */
export type JsonOperation = PlainMap;

/** An operation that cannot be done. */
export class JsonPatchFailure extends Error {}

/** A text as a list of operations, JSON or YAML; an empty text is an empty list. `undefined` if it is none. */
export function readOperations(text: string): JsonOperation[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (json === null) return [];
    if (Array.isArray(json) && json.every((each) => isMap(each) || each === null))
      return json.map((each: unknown) => (isMap(each) ? each : {}));
  } catch {
    // Not JSON; YAML comes next.
  }
  const read = readNodes(text);
  if ('error' in read) return undefined;
  const first = read.documents[0];
  if (first === undefined || (first.kind === 'scalar' && first.resolved.type === 'null')) return [];
  if (first.kind !== 'list') return undefined;
  const items = first.items.map(behind).filter((item) => !(item.kind === 'scalar' && item.resolved.type === 'null'));
  return items.every((item) => item.kind === 'map') ? items.map((item) => plain(item) as JsonOperation) : undefined;
}

function plain(node: Node): unknown {
  const inner = behind(node);
  switch (inner.kind) {
    case 'map':
      return Object.fromEntries(
        inner.entries.map(([key, value]) => [key.kind === 'scalar' ? key.text : '', plain(value)]),
      );
    case 'list':
      return inner.items.map(plain);
    case 'scalar':
      return inner.resolved.type === 'null' ? null : inner.resolved.value;
    default:
      return null;
  }
}

/** The document with all operations done. @throws JsonPatchFailure */
export function applyOperations(document: unknown, operations: readonly JsonOperation[]): unknown {
  const root = { document: structuredClone(document) };
  for (const operation of operations) apply(root, operation);
  return root.document;
}

function apply(root: { document: unknown }, { op, path, from, value }: JsonOperation): void {
  if (typeof path !== 'string') throw new JsonPatchFailure('path');
  switch (op) {
    case 'add':
      add(root, path, value);
      return;
    case 'remove':
      remove(root, path);
      return;
    case 'replace':
      // Of a map it also takes a key that is not there.
      put(root, path, value);
      return;
    case 'move': {
      const moved = get(root, text(from));
      remove(root, text(from));
      add(root, path, moved);
      return;
    }
    case 'copy':
      add(root, path, structuredClone(get(root, text(from))));
      return;
    case 'test': {
      const found = find(root, path);
      if (!isDeepStrictEqual(found ?? null, value ?? null)) throw new JsonPatchFailure('test');
      return;
    }
    default:
      throw new JsonPatchFailure('op');
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new JsonPatchFailure('from');
  return value;
}

function keysOf(path: string): string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) throw new JsonPatchFailure('path');
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function find(root: { document: unknown }, path: string): unknown {
  let at = root.document;
  for (const key of keysOf(path)) {
    if (Array.isArray(at)) at = at[index(at, key)] as unknown;
    else if (isMap(at)) at = Object.hasOwn(at, key) ? at[key] : undefined;
    else return undefined;
  }
  return at;
}

function get(root: { document: unknown }, path: string): unknown {
  const found = find(root, path);
  if (found === undefined) throw new JsonPatchFailure('missing');
  return found;
}

function parent(root: { document: unknown }, path: string): { readonly of: unknown; readonly key: string } {
  const keys = keysOf(path);
  const key = keys.pop();
  if (key === undefined) throw new JsonPatchFailure('root');
  const of = find(root, keys.map((each) => `/${each.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
  if (!Array.isArray(of) && !isMap(of)) throw new JsonPatchFailure('missing');
  return { of, key };
}

function add(root: { document: unknown }, path: string, value: unknown): void {
  const { of, key } = parent(root, path);
  if (!Array.isArray(of)) (of as PlainMap)[key] = value ?? null;
  else if (key === '-') of.push(value ?? null);
  else {
    const number = Number(key);
    const at = number < 0 ? number + of.length + 1 : number;
    if (!/^-?\d+$/.test(key) || at < 0 || at > of.length) throw new JsonPatchFailure('index');
    of.splice(at, 0, value ?? null);
  }
}

function put(root: { document: unknown }, path: string, value: unknown): void {
  const { of, key } = parent(root, path);
  if (!Array.isArray(of)) (of as PlainMap)[key] = value ?? null;
  else if (index(of, key) in of) of[index(of, key)] = value ?? null;
  else throw new JsonPatchFailure('index');
}

function remove(root: { document: unknown }, path: string): void {
  get(root, path);
  const { of, key } = parent(root, path);
  if (Array.isArray(of)) of.splice(index(of, key), 1);
  else delete (of as PlainMap)[key];
}

function index(list: readonly unknown[], key: string): number {
  if (!/^-?\d+$/.test(key)) throw new JsonPatchFailure('index');
  const number = Number(key);
  return number < 0 ? number + list.length : number;
}
