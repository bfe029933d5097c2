// Raw resources: manifests in values, which the chart gives a name and labels.
import { isMap, PlainMap } from '../../../manifest';
import { isEmpty, merged, NotUnderstood, overwritten } from '../template/go-values';
import { filledTree, readBack, throughYaml } from '../template/yaml-text';
import { objectName } from './names';
import { Release } from './release';

/** The objects of rawResources. They get no namespace. @internal */
export function rawObjects(release: Release): PlainMap[] {
  const entries = release.enabled('rawResources');
  return entries.map(([identifier, values]) => {
    const name = objectName(release, 'rawResources', identifier, values, entries.length);
    return release.version.has('raw manifests') ? manifest(release, name, values) : wrapped(release, name, values);
  });
}

/** Up to 4.x: `spec` holds the rest of the object, its own `spec` among it. */
function wrapped(release: Release, name: string, given: PlainMap): PlainMap {
  const values = release.version.has('identifiers') ? (throughYaml({ name, ...given }) as PlainMap) : given;
  if (!isMap(values.spec) && !isEmpty(values.spec)) throw new NotUnderstood('a raw resource whose spec is no map');
  return {
    apiVersion: readBack(values.apiVersion),
    kind: readBack(values.kind),
    metadata: release.unplaced(name, values),
    ...(isMap(values.spec) ? (filledTree(values.spec, release.root) as PlainMap) : {}),
  };
}

/** From 5.0 on: `manifest` is the object; its name stays the chart's. */
function manifest(release: Release, name: string, values: PlainMap): PlainMap {
  if (!isMap(values.manifest)) throw new NotUnderstood('a raw resource without a manifest');
  const { apiVersion, kind, metadata, ...rest } = values.manifest;
  const own = isMap(metadata) ? metadata : {};
  const labels = merged(release.allLabels(), own.labels);
  const annotations = overwritten(release.globalAnnotations(), own.annotations);
  return {
    apiVersion: readBack(apiVersion),
    kind: readBack(kind),
    metadata: {
      name: readBack(name),
      ...(isEmpty(own.namespace) ? {} : { namespace: release.filled(own.namespace) }),
      labels,
      ...(isEmpty(annotations) ? {} : { annotations }),
    },
    ...(filledTree(rest, release.root) as PlainMap),
  };
}
