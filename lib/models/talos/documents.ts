// Documents of a configuration or of a patch: read from text, named, put together.
import { nearest, PlainMap } from '../../manifest';
import { decode } from './decode';
import { Deletion, DeletionFailure, takeDeletions, valueOf } from './deletions';
import { encode } from './encode';
import { has, TalosMinor } from './minors';
import { MapNode, Node, readNodes, toNode } from './nodes';
import { TalosProblem } from './problem';
import { KindShape, shapesOf } from './shapes';

/** A document with its value; absent fields are zero. */
export interface TalosDocument {
  readonly kind: KindShape;
  readonly value: PlainMap;
}

/** A document, or a deletion that waits for one. */
export type Part = TalosDocument | { readonly deletion: Deletion };

/** Parts in order, or what is wrong with the first document that Talos does not take. */
export type Loaded = { readonly parts: readonly Part[] } | { readonly problems: readonly TalosProblem[] };

/** True for a deletion. */
export function isDeletion(part: Part): part is { readonly deletion: Deletion } {
  return 'deletion' in part;
}

/** The documents among parts. */
export function documentsOf(parts: readonly Part[]): TalosDocument[] {
  return parts.filter((part): part is TalosDocument => !isDeletion(part));
}

/** `v1alpha1`, or the kind. */
export function kindOf({ kind }: TalosDocument): string {
  return kind.kind === '' ? 'v1alpha1' : kind.kind;
}

/** Name of a document of a kind that has names; empty where it is not set. */
export function nameOf({ kind, value }: TalosDocument): string | undefined {
  if (!kind.named) return undefined;
  return typeof value.name === 'string' ? value.name : '';
}

/** `Kind` or `Kind/name`, as Talos says it. */
export function documentId(document: TalosDocument): string {
  const name = nameOf(document);
  return name === undefined ? kindOf(document) : `${kindOf(document)}/${name}`;
}

/** What a patch finds a document by. */
export function partId(part: Part): string {
  if (isDeletion(part)) {
    const { apiVersion, kind, name } = part.deletion;
    return `${apiVersion}/${kind}${name === undefined ? '' : `/${name}`}`;
  }
  const { kind, value } = part;
  const name = nameOf(part);
  const version = kind.kind === '' || typeof value.apiVersion !== 'string' ? '' : value.apiVersion;
  return `${version}/${kindOf(part)}${name === undefined ? '' : `/${name}`}`;
}

/** What a text is read as. */
export interface LoadOptions {
  /** A patch: deletions are taken, and from 1.14 a document may be named twice. */
  readonly patch: boolean;
}

/** Reads a text. */
export function loadText(text: string, minor: TalosMinor, options: LoadOptions): Loaded {
  const read = readNodes(text);
  if ('error' in read)
    return refuse({
      reason: 'yaml',
      data: { problem: read.error },
      ...(read.line === undefined ? {} : { line: read.line }),
    });
  return load(read.documents, minor, options);
}

/** Reads plain documents again, as after they were written. */
export function loadPlain(documents: readonly unknown[], minor: TalosMinor): Loaded {
  return load(documents.map(toNode), minor, { patch: false });
}

/** The plain form of documents, as they are written. */
export function plainDocuments(parts: readonly Part[]): PlainMap[] {
  return parts.map((part) => (isDeletion(part) ? {} : encode(part.kind.shape, part.value)));
}

function refuse(problem: TalosProblem): Loaded {
  return { problems: [problem] };
}

function load(nodes: readonly Node[], minor: TalosMinor, { patch }: LoadOptions): Loaded {
  const parts: Part[] = [];
  const known = new Set<string>();
  for (const each of nodes) {
    let node = each;
    if (patch) {
      try {
        const { deletions, rest } = takeDeletions(node);
        parts.push(...deletions.map((deletion) => ({ deletion })));
        if (rest === undefined) continue;
        node = rest;
      } catch (error) {
        if (!(error instanceof DeletionFailure)) throw error;
        return refuse({ reason: error.reason, path: error.path, line: node.line, data: {} });
      }
    }
    if (node.kind !== 'map') {
      if (node.kind === 'scalar' && node.resolved.type === 'null' && has(minor, 'nullDocuments')) continue;
      return refuse({ reason: 'no-document', line: node.line, data: {} });
    }
    const [apiVersion, kind, name] = [
      valueOf(node, 'apiVersion') ?? '',
      valueOf(node, 'kind') || 'v1alpha1',
      valueOf(node, 'name') ?? '',
    ];
    const id = `${apiVersion}/${kind}/${name}`;
    const document = name === '' ? kind : `${kind}/${name}`;
    if (known.has(id) && !(patch && has(minor, 'repeatedInPatch')))
      return refuse({ reason: 'duplicate-document', document, line: node.line, data: {} });
    known.add(id);
    const found = kindFor(node, minor);
    if ('problem' in found) return refuse({ ...found.problem, document, line: node.line });
    const problems: TalosProblem[] = [];
    const value = decode(found.kind.shape, node, minor, problems);
    if (problems.length > 0) return { problems: problems.map((problem) => ({ ...problem, document })) };
    parts.push({ kind: found.kind, value });
  }
  if (parts.length === 0) return refuse({ reason: 'no-configuration', data: {} });
  const conflict = patch && has(minor, 'repeatedInPatch') ? undefined : conflictOf(parts);
  return conflict === undefined ? { parts: ordered(parts) } : refuse(conflict);
}

const V1ALPHA1_KEYS = new Set(['machine', 'cluster', 'debug', 'persist']);

/** The kind that a document says it is. */
function kindFor(
  node: MapNode,
  minor: TalosMinor,
): { readonly kind: KindShape } | { readonly problem: { readonly reason: string; readonly data: PlainMap } } {
  const { kinds } = shapesOf(minor);
  let [version, kind] = ['', ''];
  for (const [key, value] of node.entries) {
    for (const each of [key, value]) {
      const text = each.kind === 'scalar' ? each.text : '';
      if (each === key && text === 'kind') kind = value.kind === 'scalar' ? value.text : '';
      if (each === key && text === 'apiVersion') version = value.kind === 'scalar' ? value.text : '';
      // Talos looks at values too.
      if (V1ALPHA1_KEYS.has(text)) version = 'v1alpha1';
    }
  }
  if (kind === '') {
    const root = kinds.get('');
    return version === 'v1alpha1' && root !== undefined
      ? { kind: root }
      : { problem: { reason: 'missing-kind', data: {} } };
  }
  if (version === '') return { problem: { reason: 'missing-api-version', data: { kind } } };
  const found = kinds.get(kind);
  if (version === 'v1alpha1' && found !== undefined) return { kind: found };
  const near =
    found === undefined
      ? nearest(
          kind,
          [...kinds.keys()].filter((each) => each !== ''),
        )
      : undefined;
  return {
    problem: { reason: 'unknown-kind', data: { kind, apiVersion: version, ...(near === undefined ? {} : { near }) } },
  };
}

/** Documents that may not stand beside each other; a deletion that waits is not looked at. */
export function conflictOf(parts: readonly Part[]): TalosProblem | undefined {
  const seen = new Set<string>();
  const conflicts = new Map<string, string>();
  for (const document of documentsOf(parts)) {
    const { kind } = document;
    const name = nameOf(document) ?? '';
    if (kind.kind === '') {
      if (seen.has('')) return { reason: 'duplicate-document', document: 'v1alpha1', data: {} };
      seen.add('');
      continue;
    }
    const id = `${kind.kind}/${name}`;
    if (seen.has(id)) return { reason: 'duplicate-document', document: documentId(document), data: {} };
    seen.add(id);
    const other = conflicts.get(id) ?? kind.conflicts.map((each) => `${each}/${name}`).find((each) => seen.has(each));
    if (other !== undefined)
      return { reason: 'conflicting-documents', document: documentId(document), data: { other } };
    for (const each of kind.conflicts) conflicts.set(`${each}/${name}`, id);
  }
  return undefined;
}

/** Deletions in the v1alpha1 document first, then that document, then the others. */
export function ordered(parts: readonly Part[]): Part[] {
  const rank = (part: Part) =>
    isDeletion(part) ? (part.deletion.kind === 'v1alpha1' ? 0 : 2) : part.kind.kind === '' ? 1 : 2;
  return [0, 1, 2].flatMap((each) => parts.filter((part) => rank(part) === each));
}
