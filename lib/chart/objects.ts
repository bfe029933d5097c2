// Small builders for Kubernetes objects and pod parts that several components share.
import { createHash } from 'node:crypto';
import { PlainMap, isMap } from '../manifest/types';
import { Chart } from './context';
import { sorted } from './go-format';
import { Fields, Manifest } from './types';

/** Fields that mean the same empty or absent; left out when empty so that diffs stay small. */
const LEFT_OUT_WHEN_EMPTY = new Set([
  'annotations',
  'labels',
  'resources',
  'nodeSelector',
  'affinity',
  'securityContext',
  'tolerations',
  'imagePullSecrets',
  'topologySpreadConstraints',
  'env',
  'volumes',
  'volumeMounts',
]);

/** Drops undefined and null everywhere, and the fields above when empty. Copies, so that no two objects share a part. */
export function prune<T>(value: T): T {
  if (Array.isArray(value)) return value.map(prune) as T;
  if (!isMap(value)) return value;
  const out: PlainMap = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined || inner === null) continue;
    const kept = prune(inner);
    if (LEFT_OUT_WHEN_EMPTY.has(name) && isEmpty(kept)) continue;
    out[name] = kept;
  }
  return out as T;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
}

/** Metadata of a namespaced object in the install's namespace, or in another. */
export function metadata(
  chart: Chart,
  name: string,
  parts: { namespace?: string; labels?: PlainMap; annotations?: PlainMap } = {},
): Manifest['metadata'] {
  return {
    name,
    namespace: parts.namespace ?? chart.namespace,
    ...(parts.labels === undefined ? {} : { labels: parts.labels as Record<string, string> }),
    ...(parts.annotations === undefined ? {} : { annotations: parts.annotations as Record<string, string> }),
  };
}

/** Metadata of a cluster-scoped object. */
export function clusterMetadata(name: string, labels: PlainMap, annotations: PlainMap = {}): Manifest['metadata'] {
  return { name, labels: labels as Record<string, string>, annotations: annotations as Record<string, string> };
}

export function configMap(meta: Manifest['metadata'], data: Record<string, string>): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data };
}

/** The service account of a component, with its own annotations over those of the component. */
export function serviceAccount(chart: Chart, account: string, annotations: PlainMap, automount?: boolean): Manifest[] {
  if (!chart.mayBind(account)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(chart, accountName(chart, account), {
        labels: chart.commonLabels,
        annotations: { ...annotations, ...chart.v.map(`serviceAccounts.${account}.annotations`) },
      }),
      ...(automount === undefined ? {} : { automountServiceAccountToken: automount }),
    },
  ];
}

export function accountName(chart: Chart, account: string): string {
  return chart.v.text(`serviceAccounts.${account}.name`);
}

/** `repository:tag@digest`, unless `override` says it all. */
export function image(chart: Chart, at: string): Fields {
  const { v } = chart;
  const tag = v.text(`${at}.tag`);
  const digest = v.on(`${at}.useDigest`) ? `@${v.text(`${at}.digest`)}` : '';
  const built = v.text(`${at}.repository`) + (tag === '' ? '' : `:${tag}`) + digest;
  return { image: v.text(`${at}.override`) || built, imagePullPolicy: v.ifOn(`${at}.pullPolicy`) };
}

export function fieldEnv(name: string, fieldPath: string): Fields {
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
}

export function configKeyEnv(name: string, key: string): Fields {
  return { name, valueFrom: { configMapKeyRef: { name: 'cilium-config', key, optional: true } } };
}

/** Where the API server is, for pods that start before kube-proxy or its replacement serves it. */
export function apiServerEnv(chart: Chart): Fields[] {
  const { v } = chart;
  const at = (host: Fields) => [
    { name: 'KUBERNETES_SERVICE_HOST', ...host },
    { name: 'KUBERNETES_SERVICE_PORT', value: v.text('k8sServicePort') },
  ];
  const [name, key] = [v.text('k8sServiceHostRef.name'), v.text('k8sServiceHostRef.key')];
  if (name !== '' && key !== '') return at({ valueFrom: { configMapKeyRef: { name, key } } });
  return v.on('k8sServiceHost') ? at({ value: v.text('k8sServiceHost') }) : [];
}

export function hostPath(name: string, path: string, type?: string): Fields {
  return { name, hostPath: { path, type } };
}

/** Mounts and volumes of `extraHostPathMounts`: one list of the user makes both. */
export function hostPathMounts(chart: Chart, path: string): { mounts: Fields[]; volumes: Fields[] } {
  const rows = chart.v.list(path).filter(isMap);
  return {
    mounts: rows.map(({ name, mountPath, readOnly, mountPropagation }) => ({
      name,
      mountPath,
      readOnly,
      mountPropagation,
    })),
    volumes: rows.map(({ name, hostPath: from, hostPathType }) => ({
      name,
      hostPath: { path: from, type: hostPathType },
    })),
  };
}

/** A secret as a source of a projected volume: its keys under other names. */
export function secretSource(name: string | undefined, items: Record<string, string>, optional?: boolean): Fields {
  return { secret: { name, optional, items: Object.entries(items).map(([key, path]) => ({ key, path })) } };
}

/** 0400: projected certificates are for the owner only. */
export const OWNER_READ = 0o400;

/** Certificates from a secret, with the CA from the secret too or from the bundle of `tls.caBundle`. */
export function certificateSources(
  chart: Chart,
  name: string,
  pair: Record<string, string>,
  caPath: string | undefined,
  optional?: boolean,
): Fields[] {
  if (caPath === undefined) return [secretSource(name, pair, optional)];
  if (!chart.v.on('tls.caBundle.enabled')) return [secretSource(name, { ...pair, 'ca.crt': caPath }, optional)];
  return [secretSource(name, pair, optional), caBundleSource(chart, caPath, optional)];
}

export function caBundleSource(chart: Chart, path: string, optional?: boolean): Fields {
  const { v } = chart;
  const source = { name: v.text('tls.caBundle.name'), optional, items: [{ key: v.text('tls.caBundle.key'), path }] };
  return v.on('tls.caBundle.useSecret') ? { secret: source } : { configMap: source };
}

/** A pod disruption budget, when its values switch it on. */
export function disruptionBudget(
  chart: Chart,
  at: string,
  name: string,
  labels: PlainMap,
  annotations: PlainMap,
  matchLabels: PlainMap,
): Manifest[] {
  const { v } = chart;
  if (!v.on(`${at}.enabled`)) return [];
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata(chart, name, { labels, annotations }),
      spec: {
        maxUnavailable: v.ifOn(`${at}.maxUnavailable`),
        minAvailable: v.ifOn(`${at}.minAvailable`),
        unhealthyPodEvictionPolicy: chart.environment.isAtLeast(27)
          ? v.ifOn(`${at}.unhealthyPodEvictionPolicy`)
          : undefined,
        selector: { matchLabels },
      },
    },
  ];
}

/** Spread constraints; one without a selector gets the component's own. */
export function spreadConstraints(chart: Chart, path: string, matchLabels: PlainMap): unknown[] {
  return chart.v
    .list(path)
    .map((each) => (isMap(each) && !isMap(each.labelSelector) ? { ...each, labelSelector: { matchLabels } } : each));
}

/** The priority class: the user's, else the critical one unless that is switched off. */
export function priorityClass(chart: Chart, path: string, critical: string): string | undefined {
  const chosen = chart.v.text(path);
  return chosen !== '' ? chosen : chart.v.on('enableCriticalPriorityClass') ? critical : undefined;
}

/** Hash of content, whatever the order of its keys: changes exactly when the content does. */
export function contentHash(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(prune(content))))
    .digest('hex');
}

/** Annotations that let Prometheus scrape a pod or service without a ServiceMonitor. */
export function scrapeAnnotations(port: string): PlainMap {
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': port };
}
