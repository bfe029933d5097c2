// Grafana dashboards as ConfigMaps. Their texts are the user's files; the chart's are not shipped.
import { Chart } from './context';
import { configMap, metadata } from './objects';
import { Manifest } from './types';

export interface DashboardRow {
  /** Name of the ConfigMap; the file is this with `.json`. */
  readonly name: string;
  /** Path of `dashboards`. */
  readonly at: string;
  readonly app: string;
  readonly label: string;
  /** Path of the component's annotations, which are the dashboard's too. */
  readonly annotations: string;
  /** Those below `at` win over the component's. @default false */
  readonly ownLast?: boolean;
}

export const DASHBOARDS: readonly DashboardRow[] = [
  { name: 'cilium-dashboard', at: 'dashboards', app: 'cilium-agent', label: 'cilium', annotations: 'annotations' },
  {
    name: 'cilium-operator-dashboard',
    at: 'operator.dashboards',
    app: 'cilium-operator',
    label: 'cilium',
    annotations: 'operator.annotations',
  },
  ...[
    'hubble-dashboard',
    'hubble-dns-namespace',
    'hubble-l7-http-metrics-by-workload',
    'hubble-network-overview-namespace',
  ].map((name) => ({
    name,
    at: 'hubble.metrics.dashboards',
    app: 'hubble',
    label: 'hubble',
    annotations: 'hubble.annotations',
    ownLast: true,
  })),
];

/** The dashboards that the values switch on. */
export function wantedDashboards(chart: Chart): DashboardRow[] {
  return DASHBOARDS.filter((row) => chart.v.on(`${row.at}.enabled`));
}

export function dashboardObjects(chart: Chart): Manifest[] {
  const { v } = chart;
  return wantedDashboards(chart).map((row) => {
    const file = `${row.name}.json`;
    const [own, component] = [v.map(`${row.at}.annotations`), v.map(row.annotations)];
    return configMap(
      metadata(chart, row.name, {
        namespace: v.text(`${row.at}.namespace`) || chart.namespace,
        labels: {
          'k8s-app': row.label,
          'app.kubernetes.io/name': row.app,
          ...chart.partOf,
          ...chart.commonLabels,
          ...(v.on(`${row.at}.label`) ? { [v.text(`${row.at}.label`)]: v.text(`${row.at}.labelValue`) || '1' } : {}),
        },
        annotations: row.ownLast === true ? { ...component, ...own } : { ...own, ...component },
      }),
      { [file]: chart.dashboards[file] ?? '' },
    );
  });
}
