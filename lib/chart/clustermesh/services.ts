// How other clusters and Prometheus reach the mesh's API server.
import { Chart } from '../context';
import { disruptionBudget, metadata } from '../objects';
import { Fields, Manifest } from '../types';
import { NAME, SELECTOR, appLabels, crdIdentities, kvStoreMesh, meshAnnotations, meshMetadata, ownEtcd } from './mesh';

const AT = 'clustermesh.apiserver';

export function apiServerService(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!ownEtcd(chart) || v.on(`${AT}.service.externallyCreated`)) return [];
  const type = v.text(`${AT}.service.type`);
  const balanced = type === 'LoadBalancer';
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(chart, NAME, {
        labels: { ...appLabels(), ...chart.partOf, ...chart.commonLabels, ...v.map(`${AT}.service.labels`) },
        annotations: { ...meshAnnotations(chart), ...v.map(`${AT}.service.annotations`) },
      }),
      spec: {
        type: v.get(`${AT}.service.type`),
        selector: SELECTOR,
        ports: [{ port: 2379, nodePort: type === 'NodePort' ? v.ifOn(`${AT}.service.nodePort`) : undefined }],
        loadBalancerClass: balanced ? v.ifOn(`${AT}.service.loadBalancerClass`) : undefined,
        loadBalancerIP: balanced ? v.ifOn(`${AT}.service.loadBalancerIP`) : undefined,
        loadBalancerSourceRanges: balanced ? v.listIf(`${AT}.service.loadBalancerSourceRanges`) : undefined,
        externalTrafficPolicy: v.ifOn(`${AT}.service.externalTrafficPolicy`),
        internalTrafficPolicy: v.ifOn(`${AT}.service.internalTrafficPolicy`),
        sessionAffinity: hasAffinity(chart) ? 'ClientIP' : undefined,
      },
    },
  ];
}

/** Each replica has an etcd of its own, so a client must not go from one to the other. */
function hasAffinity(chart: Chart): boolean {
  const { v } = chart;
  const chosen = v.text(`${AT}.service.enableSessionAffinity`);
  return chosen === 'Always' || (chosen === 'HAOnly' && v.number(`${AT}.replicas`) > 1);
}

interface Endpoint {
  readonly port: string;
  /** Path of `port`. */
  readonly at: string;
  /** Path of `interval`, `scrapeTimeout` and relabelings. */
  readonly monitor: string;
  readonly enabled: (chart: Chart) => boolean;
  /** The container that serves it is there. */
  readonly served: (chart: Chart) => boolean;
}

const ENDPOINTS: readonly Endpoint[] = [
  {
    port: 'apiserv-metrics',
    at: `${AT}.metrics.port`,
    monitor: `${AT}.metrics.serviceMonitor`,
    enabled: (chart) => chart.v.on(`${AT}.metrics.enabled`),
    served: (chart) => ownEtcd(chart) && crdIdentities(chart),
  },
  {
    port: 'kvmesh-metrics',
    at: `${AT}.metrics.kvstoremesh.port`,
    monitor: `${AT}.metrics.serviceMonitor.kvstoremesh`,
    enabled: (chart) => kvStoreMesh(chart) && chart.v.on(`${AT}.metrics.kvstoremesh.enabled`),
    served: () => true,
  },
  {
    port: 'etcd-metrics',
    at: `${AT}.metrics.etcd.port`,
    monitor: `${AT}.metrics.serviceMonitor.etcd`,
    enabled: (chart) => chart.v.on(`${AT}.metrics.etcd.enabled`),
    served: ownEtcd,
  },
];

const served = (chart: Chart) => ENDPOINTS.filter((each) => each.enabled(chart) && each.served(chart));

/** The Service comes with the first endpoint that is switched on. */
export function metricsObjects(chart: Chart): Manifest[] {
  if (!ENDPOINTS.some((each) => each.enabled(chart))) return [];
  const ports = served(chart).map(({ port, at }) => ({
    name: port,
    port: chart.v.number(at),
    protocol: 'TCP',
    targetPort: port,
  }));
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meshMetadata(chart, `${NAME}-metrics`, { ...appLabels(), 'app.kubernetes.io/component': 'metrics' }),
      spec: { clusterIP: 'None', type: 'ClusterIP', ports: ports.length === 0 ? undefined : ports, selector: SELECTOR },
    },
    ...serviceMonitor(chart),
  ];
}

function serviceMonitor(chart: Chart): Manifest[] {
  const { v } = chart;
  const at = `${AT}.metrics.serviceMonitor`;
  if (!v.on(`${at}.enabled`)) return [];
  const endpoints = served(chart).map((each) => scrape(chart, each));
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: metadata(chart, NAME, {
        namespace: v.text(`${at}.namespace`) || chart.namespace,
        labels: { ...chart.partOf, 'app.kubernetes.io/name': NAME, ...chart.commonLabels, ...v.map(`${at}.labels`) },
        annotations: { ...meshAnnotations(chart), ...v.map(`${at}.annotations`) },
      }),
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/component': 'metrics' } },
        namespaceSelector: { matchNames: [chart.namespace] },
        endpoints: endpoints.length === 0 ? undefined : endpoints,
      },
    },
  ];
}

function scrape(chart: Chart, { port, monitor }: Endpoint): Fields {
  const { v } = chart;
  return {
    port,
    interval: v.text(`${monitor}.interval`),
    scrapeTimeout: v.ifOn(`${monitor}.scrapeTimeout`),
    honorLabels: true,
    path: '/metrics',
    relabelings: v.listIf(`${monitor}.relabelings`),
    metricRelabelings: v.listIf(`${monitor}.metricRelabelings`),
  };
}

export function budget(chart: Chart): Manifest[] {
  const labels = { ...appLabels(), ...chart.partOf, ...chart.commonLabels };
  return disruptionBudget(chart, `${AT}.podDisruptionBudget`, NAME, labels, meshAnnotations(chart), SELECTOR);
}
