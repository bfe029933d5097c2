// ConfigMaps that agents reload while they run: flow logs and metrics.
import { dump } from 'js-yaml';
import { isMap } from '../../manifest/types';
import { Chart } from '../context';
import { sorted } from '../go-format';
import { configMap, metadata } from '../objects';
import { Manifest } from '../types';

/** Made with their switch alone, even when Hubble is off. */
export function flowConfigs(chart: Chart): Manifest[] {
  const { v } = chart;
  return [
    ...reloaded(
      chart,
      'hubble.export.dynamic',
      'flowlogs.yaml',
      `flowLogs:${list(v.list('hubble.export.dynamic.config.content').map((each) => withOldOptions(chart, each)))}`,
    ),
    ...reloaded(
      chart,
      'hubble.metrics.dynamic',
      'dynamic-metrics.yaml',
      v.on('hubble.metrics.dynamic.config.content')
        ? `metrics:${list(v.list('hubble.metrics.dynamic.config.content'))}`
        : '',
    ),
  ];
}

function reloaded(chart: Chart, at: string, file: string, text: string): Manifest[] {
  const { v } = chart;
  if (!v.on(`${at}.enabled`) || !v.on(`${at}.config.createConfigMap`)) return [];
  return [
    configMap(metadata(chart, v.text(`${at}.config.configMapName`), { labels: chart.commonLabels }), { [file]: text }),
  ];
}

/** Options of the file that stood beside `static` once; when set they hold for every flow log. */
const OLD_OPTIONS = ['fileMaxSizeMb', 'fileMaxBackups', 'fileCompress'];

function withOldOptions(chart: Chart, flowLog: unknown): unknown {
  if (!isMap(flowLog)) return flowLog;
  const old = OLD_OPTIONS.filter((name) => chart.v.has(`hubble.export.${name}`)).map((name) => [
    name,
    chart.v.get(`hubble.export.${name}`),
  ]);
  return { ...flowLog, ...Object.fromEntries(old) };
}

function list(content: readonly unknown[]): string {
  return content.length === 0 ? '\n' : `\n${dump(sorted(content), { lineWidth: -1, noRefs: true })}`;
}
