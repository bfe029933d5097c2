// Every recorded chart, oldest first: one patch a minor, as lib/catalogue/cilium-minors.ts has it. Written by `npm run add:cilium`.
import { CHART_1_18_12 } from './1.18.12';
import { CHART_1_19_6 } from './1.19.6';
import { CHART_1_20_0 } from './1.20.0';
import { ChartData } from './types';

export const CHARTS: readonly ChartData[] = [CHART_1_18_12, CHART_1_19_6, CHART_1_20_0];
