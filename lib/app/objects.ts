// The finished objects of an app, with the construct that each comes from.
import { ApiObject, Chart, Names } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Boundary } from '../cluster';
import { asWritten, isClusterScoped, isMap, Manifest } from '../manifest';

/** An object and the construct it comes from. */
export interface OwnedManifest {
  readonly manifest: Manifest;
  /** Path of the construct. */
  readonly path: string;
  /** The file that it goes into, below the folder of its cluster. */
  readonly file: string;
}

/** An object and the cluster that it belongs to. */
export interface PlacedManifest extends OwnedManifest {
  readonly boundary: Boundary;
}

/** The object as its text will say it, without a namespace if its kind is cluster-scoped: cdk8s puts the chart's on everything. */
export function finishManifest(rendered: Manifest): Manifest {
  const manifest = asWritten(rendered) as Manifest;
  if (
    !isMap(manifest.metadata) ||
    manifest.metadata.namespace === undefined ||
    !isClusterScoped(manifest.apiVersion, manifest.kind)
  )
    return manifest;
  const { namespace: _dropped, ...metadata } = manifest.metadata;
  return { ...manifest, metadata: metadata as Manifest['metadata'] };
}

/** Every object of a boundary, in the order of the tree, rendered as a stock cdk8s App will write it. */
export function renderedObjects(boundary: Boundary): OwnedManifest[] {
  return boundary
    .constructs()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => ({
      manifest: asWritten(object.toJson()) as Manifest,
      path: ownerPath(object),
      file: `${Names.toDnsLabel(Chart.of(object))}.k8s.yaml`,
    }));
}

/** Path of the construct that a user knows: the parent of a main object. */
export function ownerPath(construct: IConstruct): string {
  const path = construct.node.path;
  return path.endsWith('/Default') ? path.slice(0, -'/Default'.length) : path;
}
