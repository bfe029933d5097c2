// Chart 1.20.0. Image tags and digests are defaults of `*.image.tag` and `*.image.digest` in its table of values.
import { ChartData } from './types';
import { VALUES_1_20_0 } from './values-1.20.0';

export const CHART_1_20_0: ChartData = {
  version: '1.20.0',
  values: [VALUES_1_20_0],
  // Read through a scope (`hasKey` over a map), so no search of the chart's text finds them.
  undeclared: [
    'clustermesh.apiserver.tls.server.extraDnsNames',
    'clustermesh.apiserver.tls.server.extraIpAddresses',
    'nodePort.range',
    'socketLB.hostNamespaceOnly',
    'socketLB.terminatePodConnections',
    'socketLB.tracing',
  ],
};
