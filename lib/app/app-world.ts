// What an app makes, as a World like any other: its finished objects, the patches of its machines, the files beside them, and its facts.
import { IConstruct } from 'constructs';
import { CiliumInstall } from '../cilium';
import { Boundary, statedFacts, TalosCluster } from '../cluster';
import { NetworkConstruct } from '../construct';
import { ClusterFacts, IgnoredCode } from '../facts';
import { fromYaml, isMap, objectKey } from '../manifest';
import { TalosFile } from '../talos';
import type { CheckedDocument, CheckedObject } from '../world/types';
import { OwnedManifest } from './objects';

/** What the check room reads of one cluster of an app. */
export interface AppInput {
  readonly objects: readonly CheckedObject[];
  readonly talos: readonly CheckedDocument[];
  readonly documents: readonly CheckedDocument[];
  readonly facts: readonly { readonly facts: ClusterFacts; readonly origin: CheckedDocument['origin'] }[];
}

/** The input of one boundary. */
export function appInput(
  boundary: Boundary,
  objects: readonly OwnedManifest[],
  talos: readonly TalosFile[],
  facts: ClusterFacts,
): AppInput {
  const cluster = TalosCluster.of(boundary.root);
  const owner = cluster?.node.path ?? boundary.root.node.path;
  return {
    objects: objects.map(({ manifest, path }) => ({ manifest, origin: { construct: path } })),
    talos: talos.flatMap(({ documents }) => documents.map((content) => ({ content, origin: { construct: owner } }))),
    documents: boundary.files().flatMap((file) =>
      fromYaml(file.text())
        .filter(isMap)
        .map((content) => ({ content, origin: { construct: file.by.node.path } })),
    ),
    facts: [{ facts, origin: { construct: owner } }],
  };
}

/** Everything that no manifest of the boundary holds, as synth writes it beside them. */
export function appFacts(boundary: Boundary, objects: readonly OwnedManifest[]): ClusterFacts {
  const cluster = TalosCluster.of(boundary.root);
  const cilium = CiliumInstall.of(boundary.root)?.version;
  return {
    ...(cluster === undefined ? {} : statedFacts(cluster)),
    ...(cilium === undefined ? {} : { cilium }),
    ignores: ignoresOf(boundary, objects).map(({ ignore }) => ignore),
    complete: true,
  };
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
    const about = construct instanceof TalosCluster ? ['cluster', ...named] : named;
    return ignores.map(({ code, reason }) => ({ by: construct, ignore: { code, reason, objects: about } }));
  });
}

function isAtOrBelow(path: string, construct: IConstruct): boolean {
  return `${path}/`.startsWith(`${construct.node.path}/`);
}
