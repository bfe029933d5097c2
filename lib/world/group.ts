// The API group of an object, as an index of objects is made by it.
import { Manifest } from '../manifest';

/** The API group of an object; empty for core. */
export function groupOf(manifest: Manifest): string {
  const { apiVersion } = manifest;
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
