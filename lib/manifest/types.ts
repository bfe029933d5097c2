// The plain object model: what everything in this library becomes before it is text.

/** Metadata of a Kubernetes object. */
export interface ManifestMetadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [key: string]: unknown;
}

/** A Kubernetes object with the names and values that the YAML has. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ManifestMetadata;
  [key: string]: unknown;
}

/** A map of plain values. */
export type PlainMap = Record<string, unknown>;

/** True for a map: neither null, nor a list, nor a scalar. */
export function isMap(value: unknown): value is PlainMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The maps of a list; none where there is no list. */
export function mapsIn(list: unknown): PlainMap[] {
  return Array.isArray(list) ? (list as unknown[]).filter(isMap) : [];
}

/** API group of an object; empty for core. An `apiVersion` of any other type counts as the text that it is. */
export function groupOf(manifest: Manifest): string {
  const version = String(manifest.apiVersion);
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}

/** `Kind/namespace/name`, or `Kind/name` for a cluster-scoped object: how reports and overrides name an object. */
export function objectKey(manifest: Manifest): string {
  const { name, namespace } = manifest.metadata;
  return [manifest.kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
