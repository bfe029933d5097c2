// The ConfigMap cilium-config: what agent, operator and init containers read.
import { Chart } from './context';
import { CONFIG_ROWS, isWritten } from './config';
import { goText } from './go-format';
import { configMap, metadata } from './objects';
import { Manifest } from './types';

/** The data of cilium-config; `extraConfig` wins over every row. */
export function configData(chart: Chart): Record<string, string> {
  const data: Record<string, string> = {};
  for (const each of CONFIG_ROWS) {
    if (!isWritten(each, chart)) continue;
    data[each.key] = typeof each.from === 'function' ? each.from(chart) : (each.as ?? goText)(chart.v.get(each.from));
  }
  for (const [key, value] of Object.entries(chart.v.map('extraConfig'))) data[key] = goText(value);
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function ciliumConfig(chart: Chart): Manifest[] {
  if (!chart.agent && !chart.operator) return [];
  return [configMap(metadata(chart, 'cilium-config', { labels: chart.commonLabels }), configData(chart))];
}
