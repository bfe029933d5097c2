// The lists that Talos appends to, so that a patch applied twice would state them twice; and what a file does or says about it.
import { TalosCluster, TalosVersion } from '../cluster';
import { PlainMap } from '../manifest';
import { joinPatches } from '../models/talos';
import { nested, valueOf } from './documents';
import { usesDocuments } from './statement';

interface AppendingList {
  /** Kind of the document; none for the v1alpha1 document. */
  readonly kind?: string;
  readonly path: readonly string[];
  /** What to delete first, where this library states the list as a whole. Its parent is in every generated configuration: below a missing one the deletion fails. */
  readonly delete?: readonly string[];
  /** A second application is refused: the items have unique names. */
  readonly unique?: boolean;
}

/** Of those that this library writes. Source: facts/talos-engine.md, section 5, and the engines 1.11.6, 1.12.7, 1.13.9. */
const APPENDING: readonly AppendingList[] = [
  { path: ['machine', 'kubelet', 'nodeIP', 'validSubnets'], delete: ['machine', 'kubelet', 'nodeIP'] },
  { kind: 'KubeNodeConfig', path: ['nodeIP', 'validSubnets'] },
  { path: ['cluster', 'etcd', 'advertisedSubnets'], delete: ['cluster', 'etcd', 'advertisedSubnets'] },
  // Other patches may add manifests of their own; deleting the whole list would drop those.
  { path: ['cluster', 'inlineManifests'], unique: true },
  { path: ['cluster', 'extraManifests'] },
];

/**
 * Minors whose code was seen to take a deletion and the new value of one v1alpha1 key in one file: the part that only deletes
 * goes first. Not seen for 1.14, whose program was not at hand: there the list doubles, which is valid and means the same.
 */
const RESTATES: readonly TalosVersion[] = [TalosVersion.V1_11, TalosVersion.V1_12, TalosVersion.V1_13];

/** The documents with a part in front that deletes former lists, where the minor is known to take it. */
export function withDeletions(cluster: TalosCluster, config: PlainMap | undefined): PlainMap | undefined {
  if (config === undefined || usesDocuments(cluster) || !RESTATES.includes(cluster.talosVersion)) return undefined;
  const paths = APPENDING.flatMap((list) =>
    list.delete !== undefined && valueOf(config, list.path) !== undefined ? [list.delete] : [],
  );
  if (paths.length === 0) return undefined;
  return paths
    .map((path) => nested(path, { $patch: 'delete' }))
    .reduce((whole, part) => joinPatches(whole, part, cluster.talosVersion));
}

/** Comment lines about the lists of a file that double. */
export function doublingNotes(documents: readonly PlainMap[]): string[] {
  const hits = APPENDING.flatMap((list) =>
    documents
      .filter((doc) => doc.kind === list.kind && Array.isArray(valueOf(doc, list.path)) && !restated(documents, list))
      .map((doc) => ({ list, doc })),
  );
  const doubled = hits
    .filter(({ list }) => list.unique !== true)
    .map(({ list }) => `${list.kind === undefined ? '' : `${list.kind} `}${list.path.join('.')}`);
  const refused = hits.filter(({ list }) => list.unique === true);
  return [
    ...(doubled.length === 0
      ? []
      : [
          `Applied twice, these lists hold their items twice, which is valid and means the same: ${doubled.join(', ')}.`,
        ]),
    ...refused.flatMap(({ list, doc }) => {
      const items = (valueOf(doc, list.path) as PlainMap[]).map(({ name }) => ({ name, $patch: 'delete' }));
      return [
        `Applied twice, ${list.path.join('.')} is refused for its duplicate names. Take the former ones out first:`,
        ...items.map(
          (item) => `  talosctl patch mc --nodes <address> --patch '${JSON.stringify(nested(list.path, [item]))}'`,
        ),
      ];
    }),
  ];
}

function restated(documents: readonly PlainMap[], list: AppendingList): boolean {
  return list.delete !== undefined && documents.some((doc) => valueOf(doc, [...list.delete!, '$patch']) === 'delete');
}
