// The bootstrap copy (in the patches) and the GitOps copy (in the charts) of one object must be the same object, or the two
// owners fight over it after every sync.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Boundary, TalosCluster } from '../cluster';
import { canonical, fromYaml, isMap, Manifest, objectKey, PlainMap, withoutNulls } from '../manifest';
import { usesDocuments } from './statement';
import { talosFiles } from './patches';

/** The objects in the inline manifests of the patch files, read back from their text. */
export function bootstrapCopy(scope: IConstruct): Manifest[] {
  const cluster = TalosCluster.of(scope);
  if (cluster === undefined) return [];
  return talosFiles(scope)
    .flatMap(({ documents }) => documents.flatMap((doc) => inlineTexts(doc, usesDocuments(cluster))))
    .flatMap((text) => fromYaml(text) as Manifest[]);
}

/** Objects of the bootstrap copy that the charts do not have, or have otherwise: one line each; empty where the copies agree. */
export function bootstrapDifferences(scope: IConstruct): string[] {
  const copy = bootstrapCopy(scope);
  if (copy.length === 0) return [];
  const charts = new Map<string, string>();
  for (const construct of Boundary.of(scope).constructs()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const manifest = construct.toJson() as Manifest;
    charts.set(identity(manifest), spelled(manifest));
  }
  return copy.flatMap((manifest) => {
    const other = charts.get(identity(manifest));
    if (other === spelled(manifest)) return [];
    return [`${objectKey(manifest)}: ${other === undefined ? 'in no chart' : 'differs from the chart'}`];
  });
}

function inlineTexts(doc: PlainMap, documents: boolean): string[] {
  if (documents) return doc.kind === 'KubeInlineManifestConfig' ? [String(doc.manifest)] : [];
  const list =
    isMap(doc.cluster) && Array.isArray(doc.cluster.inlineManifests) ? (doc.cluster.inlineManifests as PlainMap[]) : [];
  return list.map((item) => String(item.contents));
}

function identity(manifest: Manifest): string {
  return `${manifest.apiVersion}/${objectKey(manifest)}`;
}

function spelled(manifest: Manifest): string {
  return JSON.stringify(canonical(withoutNulls(manifest)));
}
