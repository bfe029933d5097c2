// The lists that Talos appends to, so that a patch applied twice would state them twice; and what a file does or says about it.
import { TalosCluster, TalosVersion } from '../cluster';
import { PlainMap } from '../manifest';
import { appendingLists, joinPatches } from '../models/talos';
import { nested, valueOf } from './documents';
import { usesDocuments } from './statement';

/**
 * Lists that this library states as a whole, by what is deleted first so that a second application states them once. The parent of each is in every
 * generated configuration: below a missing one the deletion fails. Source: the engines 1.11.6, 1.12.7, 1.13.9.
 */
const RESTATED: readonly (readonly string[])[] = [
  ['machine', 'kubelet', 'nodeIP'],
  ['cluster', 'etcd', 'advertisedSubnets'],
];
/** A second application is refused: the items have unique names. Other patches may add manifests of their own; deleting the list would drop those. */
const INLINE_MANIFESTS = 'cluster.inlineManifests';

/**
 * Minors with which a file deletes and states a v1alpha1 key; the part that only deletes goes first. 1.14 takes it too, but its configurations may
 * have the key in a document, and a deletion that finds nothing refuses the file: there the list doubles, which is valid and means the same.
 */
const RESTATES: readonly TalosVersion[] = [TalosVersion.V1_11, TalosVersion.V1_12, TalosVersion.V1_13];

/** The documents with a part in front that deletes former lists, where the minor is known to take it. */
export function withDeletions(cluster: TalosCluster, config: PlainMap | undefined): PlainMap | undefined {
  if (config === undefined || usesDocuments(cluster) || !RESTATES.includes(cluster.talosVersion)) return undefined;
  const paths = RESTATED.filter((path) => valueOf(config, path) !== undefined);
  if (paths.length === 0) return undefined;
  return paths
    .map((path) => nested(path, { $patch: 'delete' }))
    .reduce((whole, part) => joinPatches(whole, part, cluster.talosVersion));
}

/** Comment lines about the lists of a file that double. */
export function doublingNotes(documents: readonly PlainMap[], minor: TalosVersion): string[] {
  const lists = documents.flatMap((doc) =>
    appendingLists(doc, minor)
      .filter((path) => !isRestated(documents, path))
      .map((path) => ({ doc, path, text: `${doc.kind === undefined ? '' : `${String(doc.kind)} `}${path.join('.')}` })),
  );
  const doubled = [...new Set(lists.map(({ text }) => text))].filter((text) => text !== INLINE_MANIFESTS);
  return [
    ...(doubled.length === 0
      ? []
      : [
          `Applied twice, these lists hold their items twice, which is valid and means the same: ${doubled.join(', ')}.`,
        ]),
    ...lists.filter(({ text }) => text === INLINE_MANIFESTS).flatMap(({ doc, path }) => refusedNotes(doc, path)),
  ];
}

function refusedNotes(doc: PlainMap, path: readonly string[]): string[] {
  const items = (valueOf(doc, path) as PlainMap[]).map(({ name }) => ({ name, $patch: 'delete' }));
  return [
    `Applied twice, ${path.join('.')} is refused for its duplicate names. Take the former ones out first:`,
    ...items.map((item) => `  talosctl patch mc --nodes <address> --patch '${JSON.stringify(nested(path, [item]))}'`),
  ];
}

function isRestated(documents: readonly PlainMap[], path: readonly string[]): boolean {
  return RESTATED.some(
    (restated) =>
      restated.every((key, index) => path[index] === key) &&
      documents.some((doc) => valueOf(doc, [...restated, '$patch']) === 'delete'),
  );
}
