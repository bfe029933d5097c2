// How Prometheus finds agent, operator, Envoy, Hubble and relay: metrics Services and ServiceMonitors.
import { Chart } from './context';
import { metricsServerName } from './hubble/certificates';
import { metadata, scrapeAnnotations } from './objects';
import { operatorLabels } from './operator';
import { Fields, Manifest } from './types';

const AGENT = { 'k8s-app': 'cilium' };
const OPERATOR = { 'io.cilium/app': 'operator', name: 'cilium-operator' };

export function monitoringObjects(chart: Chart): Manifest[] {
  return [...agentService(chart), ...operatorService(chart), ...MONITORS.flatMap((row) => monitor(chart, row))];
}

function headless(
  chart: Chart,
  name: string,
  labels: Fields,
  annotations: Fields,
  ports: Fields[],
  selector: Fields,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(chart, name, { labels, annotations }),
    spec: { clusterIP: 'None', type: 'ClusterIP', selector, ports },
  };
}

/** The agent's metrics, and those of an Envoy inside it: with a monitor by name of the port, else Envoy's by annotations. */
function agentService(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!chart.agent || !v.on('prometheus.enabled')) return [];
  const labels = { ...AGENT, 'app.kubernetes.io/name': 'cilium-agent', ...chart.partOf, ...chart.commonLabels };
  const port = (name: string, number: number, targetPort: string) => ({
    name,
    port: number,
    protocol: 'TCP',
    targetPort,
  });
  const envoy =
    !chart.envoyDaemonSet && v.on('envoy.prometheus.enabled')
      ? [port('envoy-metrics', v.number('envoy.prometheus.port'), 'envoy-metrics')]
      : [];
  if (v.on('prometheus.serviceMonitor.enabled') || v.on('prometheus.metricsService')) {
    return [
      headless(
        chart,
        'cilium-agent',
        labels,
        v.map('annotations'),
        [port('metrics', v.number('prometheus.port'), 'prometheus'), ...envoy],
        AGENT,
      ),
    ];
  }
  if (envoy.length === 0) return [];
  return [
    headless(
      chart,
      'cilium-agent',
      labels,
      { ...scrapeAnnotations(v.text('envoy.prometheus.port')), ...v.map('annotations') },
      envoy,
      AGENT,
    ),
  ];
}

/** The port is fixed: it is the name of the target port that counts. */
const OPERATOR_METRICS_PORT = 9963;

function operatorService(chart: Chart): Manifest[] {
  const { v } = chart;
  const wanted = v.on('operator.prometheus.serviceMonitor.enabled') || v.on('operator.prometheus.metricsService');
  if (!chart.operator || !v.on('operator.prometheus.enabled') || !wanted) return [];
  const ports = [{ name: 'metrics', port: OPERATOR_METRICS_PORT, protocol: 'TCP', targetPort: 'prometheus' }];
  return [headless(chart, 'cilium-operator', operatorLabels(chart), v.map('operator.annotations'), ports, OPERATOR)];
}

interface MonitorRow {
  readonly name: string;
  /** Path of `serviceMonitor`. */
  readonly at: string;
  /** Path whose annotations come first. */
  readonly annotations: string;
  readonly app: string;
  readonly enabled: (chart: Chart) => boolean;
  readonly port: string;
  readonly selector: Fields;
  readonly targetLabels?: readonly string[];
  readonly honorLabels: boolean;
  readonly jobLabel: boolean;
  readonly scrapeTimeout: boolean;
  /** Path of the value that names the namespace; Hubble's follows the agent's. */
  readonly namespace: string;
  readonly tls?: (chart: Chart) => Fields;
}

const MONITORS: readonly MonitorRow[] = [
  {
    name: 'cilium-agent',
    at: 'prometheus.serviceMonitor',
    annotations: 'annotations',
    app: 'cilium-agent',
    enabled: (chart) => chart.agent && chart.v.on('prometheus.enabled'),
    port: 'metrics',
    selector: { 'app.kubernetes.io/name': 'cilium-agent' },
    targetLabels: ['k8s-app'],
    honorLabels: true,
    jobLabel: true,
    scrapeTimeout: false,
    namespace: 'prometheus.serviceMonitor.namespace',
  },
  {
    name: 'cilium-operator',
    at: 'operator.prometheus.serviceMonitor',
    annotations: 'operator.annotations',
    app: 'cilium-operator',
    enabled: (chart) => chart.operator && chart.v.on('operator.prometheus.enabled'),
    port: 'metrics',
    selector: OPERATOR,
    targetLabels: ['io.cilium/app'],
    honorLabels: true,
    jobLabel: true,
    scrapeTimeout: true,
    namespace: 'operator.prometheus.serviceMonitor.namespace',
  },
  {
    name: 'cilium-envoy',
    at: 'envoy.prometheus.serviceMonitor',
    annotations: 'envoy.annotations',
    app: 'cilium-envoy',
    enabled: (chart) => chart.envoyDaemonSet && chart.v.on('envoy.prometheus.enabled'),
    port: 'envoy-metrics',
    selector: { 'k8s-app': 'cilium-envoy' },
    targetLabels: ['k8s-app'],
    honorLabels: true,
    jobLabel: false,
    scrapeTimeout: true,
    namespace: 'envoy.prometheus.serviceMonitor.namespace',
  },
  {
    name: 'hubble',
    at: 'hubble.metrics.serviceMonitor',
    annotations: 'hubble.annotations',
    app: 'hubble',
    enabled: (chart) => chart.hubbleMetrics,
    port: 'hubble-metrics',
    selector: { 'k8s-app': 'hubble' },
    honorLabels: true,
    jobLabel: true,
    scrapeTimeout: true,
    namespace: 'prometheus.serviceMonitor.namespace',
    tls: (chart) =>
      chart.v.on('hubble.metrics.tls.enabled')
        ? {
            scheme: 'https',
            tlsConfig: {
              serverName: metricsServerName(chart),
              ...chart.v.map('hubble.metrics.serviceMonitor.tlsConfig'),
            },
          }
        : { scheme: 'http' },
  },
  {
    name: 'hubble-relay',
    at: 'hubble.relay.prometheus.serviceMonitor',
    annotations: 'hubble.relay.annotations',
    app: 'hubble-relay',
    enabled: (chart) => chart.relay && chart.v.on('hubble.relay.prometheus.enabled'),
    port: 'metrics',
    selector: { 'k8s-app': 'hubble-relay' },
    honorLabels: false,
    jobLabel: false,
    scrapeTimeout: true,
    namespace: 'hubble.relay.prometheus.serviceMonitor.namespace',
  },
];

function monitor(chart: Chart, row: MonitorRow): Manifest[] {
  const { v } = chart;
  if (!row.enabled(chart) || !v.on(`${row.at}.enabled`)) return [];
  const namespace = v.on(row.namespace) ? v.text(row.namespace) : chart.namespace;
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: metadata(chart, row.name, {
        namespace,
        labels: {
          ...chart.partOf,
          'app.kubernetes.io/name': row.app,
          ...chart.commonLabels,
          ...v.map(`${row.at}.labels`),
        },
        annotations: { ...v.map(row.annotations), ...v.map(`${row.at}.annotations`) },
      }),
      spec: {
        selector: { matchLabels: row.selector },
        namespaceSelector: { matchNames: [chart.namespace] },
        endpoints: [
          {
            port: row.port,
            interval: v.get(`${row.at}.interval`),
            scrapeTimeout: row.scrapeTimeout ? v.ifOn(`${row.at}.scrapeTimeout`) : undefined,
            honorLabels: row.honorLabels ? true : undefined,
            path: '/metrics',
            ...(row.tls === undefined ? {} : row.tls(chart)),
            relabelings: v.listIf(`${row.at}.relabelings`),
            metricRelabelings: v.listIf(`${row.at}.metricRelabelings`),
          },
        ],
        targetLabels: row.targetLabels === undefined ? undefined : [...row.targetLabels],
        jobLabel: row.jobLabel ? v.ifOn(`${row.at}.jobLabel`) : undefined,
      },
    },
  ];
}
