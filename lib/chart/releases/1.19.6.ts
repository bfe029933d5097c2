// Chart 1.19.6: the table of 1.20.0 with what differed then.
import { CHART_1_20_0 } from './1.20.0';
import { ChartData } from './types';
import { VALUES_1_19_6 } from './values-1.19.6';

export const CHART_1_19_6: ChartData = {
  ...CHART_1_20_0,
  version: '1.19.6',
  values: [...CHART_1_20_0.values, VALUES_1_19_6],
};
