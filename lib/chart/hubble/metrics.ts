// Hubble's metrics endpoint as a Service.
import { Chart } from '../context';
import { metadata, scrapeAnnotations } from '../objects';
import { Manifest } from '../types';

export function hubbleMetricsLabels(chart: Chart): Record<string, unknown> {
  return { 'k8s-app': 'hubble', 'app.kubernetes.io/name': 'hubble', ...chart.partOf, ...chart.commonLabels };
}

export function metricsService(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!chart.hubbleMetrics) return [];
  const scraped = v.on('hubble.metrics.serviceMonitor.enabled') ? {} : scrapeAnnotations(v.text('hubble.metrics.port'));
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(chart, 'hubble-metrics', {
        labels: hubbleMetricsLabels(chart),
        annotations: { ...v.map('hubble.annotations'), ...v.map('hubble.metrics.serviceAnnotations'), ...scraped },
      }),
      spec: {
        clusterIP: 'None',
        type: 'ClusterIP',
        ports: [
          {
            name: 'hubble-metrics',
            port: v.number('hubble.metrics.port'),
            protocol: 'TCP',
            targetPort: 'hubble-metrics',
          },
        ],
        selector: { 'k8s-app': 'cilium' },
      },
    },
  ];
}
