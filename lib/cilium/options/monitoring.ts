// Metrics for Prometheus, and Grafana dashboards.
import { Duration } from 'cdk8s';
import { checkLabels } from '../../manifest';
import { durationText } from '../duration-text';
import { entriesOf, ValueEntry } from './entry';

/** Metrics of the components, and who scrapes them. */
export interface MonitoringOptions {
  /** Metrics of the agents. @default false */
  readonly agent?: boolean;
  /** Metrics of the operator. @default true */
  readonly operator?: boolean;
  /** Metrics of Envoy. @default true */
  readonly envoy?: boolean;
  /** Metrics of Hubble's relay. @default false */
  readonly relay?: boolean;
  /**
   * A ServiceMonitor for each of these that is on, and for Hubble's metrics if there are any. The chart takes for granted that the cluster has
   * the definition (prometheus-operator); without it the objects are refused by the API server.
   *
   * @default false: pods and Services carry `prometheus.io/scrape` annotations
   */
  readonly serviceMonitors?: boolean;
  /** Labels of the ServiceMonitors, by which a Prometheus picks them. @default - none */
  readonly serviceMonitorLabels?: { [key: string]: string };
  /** How often the ServiceMonitors ask for a scrape, in whole seconds. @default - the chart's: 10 seconds */
  readonly interval?: Duration;
}

/** Grafana dashboards as ConfigMaps. Their JSON is not part of this library: the install reads it from a folder, as of an unpacked chart. */
export interface DashboardOptions {
  /**
   * An unpacked chart, or a folder with `cilium-dashboard.json`, `cilium-operator-dashboard.json` and, for Hubble, `hubble-dashboard.json`,
   * `hubble-dns-namespace.json`, `hubble-l7-http-metrics-by-workload.json`, `hubble-network-overview-namespace.json`. Read at synth.
   */
  readonly folder: string;
  /** Dashboard of the agents. @default true */
  readonly agent?: boolean;
  /** Dashboard of the operator. @default true */
  readonly operator?: boolean;
  /** Dashboards of Hubble's metrics. @default - true with hubble.metrics */
  readonly hubble?: boolean;
  /** Namespace of the ConfigMaps. @default - the namespace of the install */
  readonly namespace?: string;
  /** Label by which Grafana's sidecar finds them. @default - the chart's: grafana_dashboard */
  readonly label?: string;
  /** Value of that label. @default - the chart's: "1" */
  readonly labelValue?: string;
  /** Annotations of the ConfigMaps, such as the folder in Grafana. @default - none */
  readonly annotations?: { [key: string]: string };
}

/** ServiceMonitors of the chart by the component whose metrics they scrape. */
const MONITORS: readonly {
  readonly path: string;
  readonly on: (options: MonitoringOptions, hubble: boolean) => boolean;
}[] = [
  { path: 'prometheus.serviceMonitor', on: ({ agent }) => agent === true },
  { path: 'operator.prometheus.serviceMonitor', on: ({ operator }) => operator !== false },
  { path: 'envoy.prometheus.serviceMonitor', on: ({ envoy }) => envoy !== false },
  { path: 'hubble.relay.prometheus.serviceMonitor', on: ({ relay }) => relay === true },
  { path: 'hubble.metrics.serviceMonitor', on: (_options, hubble) => hubble },
];

/** @internal */
export function monitoringValues(options: MonitoringOptions | undefined, hubbleMetrics: boolean): ValueEntry[] {
  if (options === undefined) return [];
  checkLabels(options.serviceMonitorLabels ?? {});
  const monitors = options.serviceMonitors === true ? MONITORS.filter(({ on }) => on(options, hubbleMetrics)) : [];
  const scrape = { ...options, interval: options.interval === undefined ? undefined : durationText(options.interval) };
  return [
    ...entriesOf('monitoring', options, [
      ['agent', 'prometheus.enabled'],
      ['operator', 'operator.prometheus.enabled'],
      ['envoy', 'envoy.prometheus.enabled'],
      ['relay', 'hubble.relay.prometheus.enabled'],
    ]),
    ...monitors.flatMap(({ path }) =>
      entriesOf('monitoring', scrape, [
        ['serviceMonitors', `${path}.enabled`],
        ['serviceMonitorLabels', `${path}.labels`],
        ['interval', `${path}.interval`],
      ]),
    ),
  ];
}

/** Paths of the ServiceMonitors' switches. @internal */
export const MONITOR_SWITCHES = MONITORS.map(({ path }) => `${path}.enabled`);

/** @internal */
export function dashboardValues(options: DashboardOptions | undefined, hubbleMetrics: boolean): ValueEntry[] {
  if (options === undefined) return [];
  const all = { agent: true, operator: true, ...options, hubble: options.hubble ?? (hubbleMetrics ? true : undefined) };
  const places = (['agent', 'operator', 'hubble'] as const).map((key) => [key, PLACES[key]] as const);
  return places.flatMap(([key, path]) => [
    ...entriesOf('dashboards', all, [[key, `${path}.enabled`]]),
    ...(all[key] !== true
      ? []
      : entriesOf('dashboards', all, [
          ['namespace', `${path}.namespace`],
          ['label', `${path}.label`],
          ['labelValue', `${path}.labelValue`],
          ['annotations', `${path}.annotations`],
        ])),
  ]);
}

const PLACES = { agent: 'dashboards', operator: 'operator.dashboards', hubble: 'hubble.metrics.dashboards' } as const;
