// What an app makes, as a World like any other: its finished objects, the patches of its machines, the files beside them, and its facts.
import { IConstruct } from 'constructs';
import { CiliumInstall } from '../cilium';
import { Boundary, isCluster, statedFacts, TalosCluster } from '../cluster';
import { collectStructured, NetworkConstruct } from '../construct';
import type { HeldDocument } from '../check';
import { ClusterFacts, FACTS_FILE, factsAsWritten, IgnoredCode } from '../facts';
import { fromYaml, objectKey } from '../manifest';
import { TalosFile, talosFiles } from '../talos';
import type { FactsDocument } from '../world/world';
import type { World } from '../world/types';
import { Invariant } from './invariant';
import { finishManifest, OwnedManifest, renderedObjects } from './objects';

/** The documents of one boundary, each with the file that it goes into. */
export function appDocuments(
  boundary: Boundary,
  objects: readonly OwnedManifest[],
  talos: readonly TalosFile[],
): HeldDocument[] {
  const owner = ownerOf(boundary);
  const documents: HeldDocument[] = [
    ...objects.map(({ manifest, path, file }) => ({ file, content: manifest, construct: path })),
    ...talos.flatMap(({ name, documents }) =>
      documents.map((content) => ({ file: `talos/${name}`, content, construct: owner })),
    ),
    ...boundary
      .files()
      .flatMap(({ name, text, by }) =>
        fromYaml(text()).map((content) => ({ file: name, content, construct: by.node.path })),
      ),
  ];
  return documents.map((each) => ({ ...each, file: `${folderOf(boundary)}${each.file}` }));
}

/** Folder of a cluster in the output: none for the app itself. */
export function folderOf({ root }: Boundary): string {
  return isCluster(root) ? `${root.node.id}/` : '';
}

/** The facts of one boundary as a document. */
export function factsDocument(boundary: Boundary, facts: ClusterFacts): FactsDocument {
  return { facts, origin: { file: `${folderOf(boundary)}${FACTS_FILE}`, construct: ownerOf(boundary) } };
}

/** The construct that speaks for the machines: their cluster, else the boundary. */
function ownerOf({ root }: Boundary): string {
  return (TalosCluster.of(root) ?? root).node.path;
}

/** Everything that no manifest of the boundary holds, as synth writes it beside them. */
export function appFacts(boundary: Boundary, objects: readonly OwnedManifest[]): ClusterFacts {
  const cluster = TalosCluster.of(boundary.root);
  const cilium = CiliumInstall.of(boundary.root)?.version;
  return factsAsWritten({
    ...(cluster === undefined ? {} : statedFacts(cluster)),
    ...(cilium === undefined ? {} : { cilium }),
    ignores: ignoresOf(boundary, objects).map(({ ignore }) => ignore),
    invariants: Invariant._allOf(boundary).map((invariant) => invariant._facts()),
    complete: true,
  });
}

/** The World of the cluster that a construct is in, as it stands; nothing is judged. */
export function worldOfApp(scope: IConstruct): World {
  const boundary = Boundary.of(scope);
  return collectStructured(() => {
    // Objects that depend on the whole app come into the tree when somebody asks.
    for (const construct of boundary.constructs()) if (NetworkConstruct._is(construct)) construct._manifests();
    const objects = renderedObjects(boundary).map((each) => ({ ...each, manifest: finishManifest(each.manifest) }));
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const room = require('../check') as typeof import('../check');
    const { problems: _unread, ...read } = room.readDocuments(
      appDocuments(boundary, objects, talosFiles(boundary.root)),
    );
    return room.worldsFor({ ...read, facts: [factsDocument(boundary, appFacts(boundary, objects))] })[0]!;
  });
}

/** What the constructs ignore, by the objects that they made, with the construct that says so. */
export function ignoresOf(
  boundary: Boundary,
  objects: readonly OwnedManifest[],
): { readonly by: IConstruct; readonly ignore: IgnoredCode }[] {
  return boundary.constructs().flatMap((construct) => {
    if (!NetworkConstruct._is(construct)) return [];
    const ignores = construct._ignores();
    if (ignores.length === 0) return [];
    const keys = objects.filter(({ path }) => isAtOrBelow(path, construct)).map(({ manifest }) => objectKey(manifest));
    const named = [...new Set(keys)].sort();
    const about = [
      ...(construct instanceof TalosCluster ? ['cluster'] : []),
      ...(construct instanceof Invariant ? [`Invariant/${construct.node.id}`] : []),
      ...named,
    ];
    return ignores.map(({ code, reason }) => ({ by: construct, ignore: { code, reason, objects: about } }));
  });
}

function isAtOrBelow(path: string, construct: IConstruct): boolean {
  return `${path}/`.startsWith(`${construct.node.path}/`);
}
