// ConfigMaps that agents reload while they run: flow logs and metrics.
import { dump } from 'js-yaml';
import { Chart } from '../context';
import { sorted } from '../go-format';
import { configMap, metadata } from '../objects';
import { Manifest } from '../types';

export function flowConfigs(chart: Chart): Manifest[] {
  if (!chart.hubble) return [];
  return [
    ...reloaded(chart, 'hubble.export.dynamic', 'flowlogs.yaml', 'flowLogs'),
    ...reloaded(chart, 'hubble.metrics.dynamic', 'dynamic-metrics.yaml', 'metrics'),
  ];
}

function reloaded(chart: Chart, at: string, file: string, list: string): Manifest[] {
  const { v } = chart;
  if (!v.on(`${at}.enabled`) || !v.on(`${at}.config.createConfigMap`)) return [];
  const content = v.list(`${at}.config.content`);
  const text = content.length === 0 ? '' : dump({ [list]: sorted(content) }, { lineWidth: -1, noRefs: true });
  return [configMap(metadata(chart, v.text(`${at}.config.configMapName`)), { [file]: text })];
}
