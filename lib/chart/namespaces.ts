// Namespaces that hold secrets, once per name.
import { Chart } from './context';
import { SECRETS } from './rbac/secrets';
import { Manifest } from './types';

export function secretsNamespaces(chart: Chart): Manifest[] {
  const { v } = chart;
  const wanted = SECRETS.filter((row) => row.namespaced(chart) && v.on(`${row.at}.create`)).map((row) =>
    v.text(`${row.at}.name`),
  );
  return [...new Set(wanted.filter((name) => name !== ''))].sort().map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { ...chart.partOf, ...chart.commonLabels, ...v.map('secretsNamespaceLabels') } as Record<string, string>,
      annotations: v.map('secretsNamespaceAnnotations') as Record<string, string>,
    },
  }));
}
