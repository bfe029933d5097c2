// Chart 1.18.12: the table of 1.19.6 with what differed then.
import { CHART_1_19_6 } from './1.19.6';
import { ChartData } from './types';
import { VALUES_1_18_12 } from './values-1.18.12';

export const CHART_1_18_12: ChartData = {
  ...CHART_1_19_6,
  version: '1.18.12',
  values: [...CHART_1_19_6.values, VALUES_1_18_12],
  // Read only to be refused.
  undeclared: [
    ...CHART_1_19_6.undeclared,
    'ipam.operator.clusterPoolIPv4PodCIDR',
    'ipam.operator.clusterPoolIPv6PodCIDR',
  ],
};
