// Patches of a kustomization: which objects each is for, and the objects with it.
import { fromYaml, isMap, Manifest, PlainMap } from '../../manifest';
import { kustomizeDocuments } from '../../yaml';
import { patchedBy } from './json-patch';
import { Beyond, outcome, Outcome, Stopped } from './outcome';
import { isSelected, namesOf } from './selector';
import { mergedBy } from './strategic-merge';

/** An entry of `patches`: the patch as text, and for whom it is. */
export interface Patch {
  readonly patch: string;
  readonly target?: Readonly<Record<string, unknown>>;
  /** True where a patch may give its objects another name or kind. */
  readonly renames?: boolean;
}

/**
 * The objects with a patch: a strategic merge by its own name or for all that the target selects, or a JSON patch for those.
 */
export function patched(objects: readonly Manifest[], patch: Patch): Outcome<Manifest[]> {
  return outcome(() => patchedWith(objects, patch));
}

/** The same, stopping by throwing. @internal */
export function patchedWith(
  objects: readonly Manifest[],
  patch: Patch,
  field: 'patches' | 'patchesStrategicMerge' = 'patches',
): Manifest[] {
  const { target, renames = false } = patch;
  const documents = read(patch.patch);
  if (documents.length === 1 && Array.isArray(documents[0])) {
    if (target === undefined) throw new Stopped('must specify a target for JSON patch');
    const operations = documents[0] as unknown[];
    return objects.map((object) =>
      isSelected(object, target) ? kept(object, annotatedFor(object, operations), renames) : object,
    );
  }
  if (!documents.every(isMap)) throw new Stopped('unable to parse SM or JSON patch');
  if (target === undefined) {
    const merges = (documents as PlainMap[]).map((merge) => (field === 'patches' ? merge : withNullAsText(merge)));
    return merges.reduce<Manifest[]>(mergedByName, [...objects]);
  }
  if (documents.length > 1)
    throw new Stopped(
      'Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field',
    );
  const merge = withNullAsText((documents as PlainMap[])[0]!);
  return objects.flatMap((object) => {
    if (!isSelected(object, target)) return [object];
    const result = mergedBy(object, merge) as Manifest | undefined;
    return result === undefined ? [] : [{ ...kept(object, result, renames), apiVersion: object.apiVersion }];
  });
}

/**
 * In a patch with a target, and in patchesStrategicMerge, kustomize takes no label or annotation away: one that is null becomes
 * the text `null`, and a null in place of all of them says nothing.
 */
function withNullAsText(patch: PlainMap): PlainMap {
  if (!isMap(patch.metadata)) return patch;
  const metadata = { ...patch.metadata };
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (map === null) delete metadata[field];
    if (isMap(map))
      metadata[field] = Object.fromEntries(Object.entries(map).map(([key, value]) => [key, value ?? 'null']));
  }
  return { ...patch, metadata };
}

/** kustomize keeps notes of its own in the annotations while it works, so that a JSON patch always finds some. */
function annotatedFor(object: Manifest, operations: unknown[]): Manifest {
  const metadata = { ...object.metadata, annotations: object.metadata.annotations ?? {} };
  const result = patchedBy({ ...object, metadata }, operations) as Manifest;
  if (Object.keys(result.metadata?.annotations ?? {}).length > 0) return result;
  const rest = { ...result.metadata };
  delete rest.annotations;
  return { ...result, metadata: rest };
}

function read(patch: string): unknown[] {
  const { documents, error } = kustomizeDocuments(patch);
  if (error !== undefined) throw new Stopped(`unable to parse SM or JSON patch: ${error.message.split('\n')[0]}`);
  // A JSON patch is read as kubectl reads, where `on` is a boolean.
  return documents.length === 1 && Array.isArray(documents[0]) ? fromYaml(patch) : [...documents];
}

/** A patch does not change what an object is called, unless it may. */
function kept(before: Manifest, after: Manifest, renames: boolean): Manifest {
  if (renames) throw new Beyond('a patch that may change names or kinds');
  const { name, namespace } = before.metadata;
  const metadata: Manifest['metadata'] = { ...after.metadata, name };
  if (namespace === undefined) delete metadata.namespace;
  else metadata.namespace = namespace;
  return { ...after, kind: before.kind, metadata };
}

function mergedByName(objects: Manifest[], patch: PlainMap): Manifest[] {
  const wanted = patch as Manifest;
  const found = objects.filter((object) => isNamed(object, wanted));
  const id = `${String(patch.kind)}/${String(wanted.metadata?.name)}`;
  if (found.length === 0) throw new Stopped(`no resource matches strategic merge patch ${id}`);
  if (found.length > 1) throw new Stopped(`several resources match strategic merge patch ${id}`);
  return objects.flatMap((object) => {
    if (object !== found[0]) return [object];
    // The patch may call it by the name that it was written with.
    const { name, namespace } = object.metadata;
    const own = { ...wanted.metadata, name, ...(namespace === undefined ? {} : { namespace }) };
    const result = mergedBy(object, { ...patch, metadata: own }) as Manifest | undefined;
    return result === undefined ? [] : [result];
  });
}

function isNamed(object: Manifest, { apiVersion, kind, metadata }: Manifest): boolean {
  return (
    object.apiVersion === apiVersion &&
    object.kind === kind &&
    namesOf(object).some(
      ({ name, namespace }) =>
        name === metadata?.name && (namespace ?? 'default') === (metadata?.namespace ?? 'default'),
    )
  );
}
