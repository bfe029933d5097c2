// What the parts of the cluster mesh ask in common: which of them there are, and what they are called.
import { PlainMap } from '../../manifest/types';
import { Chart } from '../context';
import { metadata } from '../objects';
import { Manifest } from '../types';

export const NAME = 'clustermesh-apiserver';
export const SELECTOR = { 'k8s-app': NAME };

/** Identities that Kubernetes objects hold, alone or beside a key-value store. */
const CRD_MODES = ['crd', 'doublewrite-readkvstore', 'doublewrite-readcrd'];

export const apiServer = (chart: Chart) => chart.v.on('clustermesh.useAPIServer');
export const kvStoreMesh = (chart: Chart) =>
  apiServer(chart) && chart.v.on('clustermesh.apiserver.kvstoremesh.enabled');
export const crdIdentities = (chart: Chart) => CRD_MODES.includes(chart.v.text('identityAllocationMode'));
/** The API server's pod brings its own etcd; else it copies into one that is there. */
export const ownEtcd = (chart: Chart) => chart.v.text('clustermesh.apiserver.kvstoremesh.kvstoreMode') === 'internal';
/** The Multi-Cluster Services API, under its new name or its old one. */
export const mcsApi = (chart: Chart) =>
  chart.v.on('clustermesh.mcsapi.enabled') || chart.v.on('clustermesh.enableMCSAPISupport');
/** The operator talks to the other clusters too. */
export const operatorInMesh = (chart: Chart) =>
  chart.v.on('clustermesh.enableEndpointSliceSynchronization') || mcsApi(chart);
/** Remote clusters have a user each, beside or in place of the one that they share. */
export const clusterUsers = (chart: Chart) => chart.v.text('clustermesh.apiserver.tls.authMode') !== 'legacy';

export function meshAnnotations(chart: Chart): PlainMap {
  return chart.v.map('clustermesh.annotations');
}

/** Metadata of an object of the mesh, with its annotations. */
export function meshMetadata(
  chart: Chart,
  name: string,
  labels: PlainMap,
  annotations: PlainMap = {},
): Manifest['metadata'] {
  return metadata(chart, name, {
    labels: { ...labels, ...chart.partOf, ...chart.commonLabels },
    annotations: { ...meshAnnotations(chart), ...annotations },
  });
}

export function appLabels(): PlainMap {
  return { ...SELECTOR, 'app.kubernetes.io/name': NAME };
}
