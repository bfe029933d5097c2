// Small objects that one value each switches on.
import { Chart } from './context';
import { goJson } from './go-format';
import { configMap, metadata } from './objects';
import { Manifest } from './types';

export function extraObjects(chart: Chart): Manifest[] {
  return [...masqueradeConfig(chart), ...caBundle(chart), ...quotas(chart)];
}

/** What the masquerade agent leaves alone, when the values say so. */
function masqueradeConfig(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('ipMasqAgent.enabled') || !v.on('ipMasqAgent.config')) return [];
  return [configMap(metadata(chart, 'ip-masq-agent'), { config: goJson(v.get('ipMasqAgent.config')) })];
}

/** Certificates of authorities that components trust; no secret, though it may be kept in one. */
function caBundle(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('tls.caBundle.enabled') || !v.on('tls.caBundle.content')) return [];
  const data = { [v.text('tls.caBundle.key')]: `${v.text('tls.caBundle.content').replace(/\n+$/, '')}\n` };
  const meta = metadata(chart, v.text('tls.caBundle.name'), { labels: chart.commonLabels });
  return [
    v.on('tls.caBundle.useSecret')
      ? { apiVersion: 'v1', kind: 'Secret', metadata: meta, stringData: data }
      : configMap(meta, data),
  ];
}

/** Some clouds let critical pods into a namespace only with a quota for them. */
function quotas(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('resourceQuotas.enabled')) return [];
  const quota = (name: string, at: string, priorityClass: string, labels: Record<string, unknown>): Manifest => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadata(chart, name, { labels }),
    spec: {
      hard: v.map(`${at}.hard`),
      scopeSelector: { matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: [priorityClass] }] },
    },
  });
  return [
    ...(chart.agent ? [quota('cilium-resource-quota', 'resourceQuotas.cilium', 'system-node-critical', {})] : []),
    ...(chart.operator
      ? [
          quota('cilium-operator-resource-quota', 'resourceQuotas.operator', 'system-cluster-critical', {
            ...chart.partOf,
            ...chart.commonLabels,
          }),
        ]
      : []),
  ];
}
