// The list of Hubble's metrics: names of metrics, each with its options behind a colon.
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { isPlaceholder } from '../../../world/derived/fields';
import { Rule } from '../../rule';

/** Metrics of Hubble. Source: pkg/hubble/metrics of 1.18 to 1.20. */
const METRICS: readonly string[] = [
  'dns',
  'drop',
  'flow',
  'flows-to-world',
  'http',
  'httpV2',
  'icmp',
  'kafka',
  'policy',
  'port-distribution',
  'sctp',
  'tcp',
];
/** What labelsContext takes. Source: pkg/hubble/metrics/api/context.go. */
const LABELS =
  /^(?:source|destination)_(?:ip|pod|namespace|workload|workload_kind|app|node|cluster)$|^traffic_direction$/;

interface MetricData {
  readonly item: string;
  /** It is a label of labelsContext, behind the metric of this item. */
  readonly metric?: string;
}

/** Items are metrics. */
export const HUBBLE_METRICS: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/hubble-metric',
      title: "Every item of hubble.metrics.enabled is one of Hubble's metrics",
      why: 'Hubble takes an unknown item for an unknown metric and leaves it out; 1.18.0 and 1.18.1 do not start with one (cilium/cilium#35849).',
      words: ({ item, metric }: MetricData) => ({
        message:
          metric === undefined
            ? `"${item}" is no metric of Hubble`
            : `"${item}" is a label and no metric: Hubble leaves it out, and ${metric} has no such label`,
        repair:
          metric === undefined
            ? `write one of: ${METRICS.join(', ')}`
            : `write the labels in one item, separated by commas: ${metric}:labelsContext=…,${item}`,
      }),
    },
  ],
  check(world, report) {
    for (const install of ciliumInstalls(world)) {
      const items = install.own('hubble.metrics.enabled');
      if (!Array.isArray(items)) continue;
      const { at, path } = install.placeOf('hubble.metrics.enabled');
      let last: string | undefined;
      (items as unknown[]).forEach((item, index) => {
        if (typeof item !== 'string' || isPlaceholder(item)) return;
        const name = item.split(/[:;]/)[0]!.trim();
        if (METRICS.includes(name)) last = item.includes('labelsContext=') ? name : last;
        else {
          const data = { item, ...(last !== undefined && LABELS.test(item) ? { metric: last } : {}) };
          report.warning('values/hubble-metric', at, path.at(-1) === 'enabled' ? [...path, index] : path, data);
        }
      });
    }
  },
};
