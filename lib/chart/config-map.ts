// The ConfigMap cilium-config: what agent, operator and init containers read.
import { apiServer } from './clustermesh/mesh';
import { Chart } from './context';
import { CONFIG_ROWS, writtenRows } from './config';
import { goText } from './go-format';
import { configMap, metadata } from './objects';
import { Manifest } from './types';

/** The data of cilium-config; `extraConfig` wins over every row. */
export function configData(chart: Chart): Record<string, string> {
  const data: Record<string, string> = Object.fromEntries(writtenRows(CONFIG_ROWS, chart));
  for (const [key, value] of Object.entries(chart.v.map('extraConfig'))) data[key] = goText(value);
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function ciliumConfig(chart: Chart): Manifest[] {
  if (!chart.agent && !chart.operator && !apiServer(chart)) return [];
  return [configMap(metadata(chart, 'cilium-config', { labels: chart.commonLabels }), configData(chart))];
}
