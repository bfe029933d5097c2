// What a rule about values is: when they are wrong together, and the words for it.
import { Span } from '../../catalogue/span';
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { refuse } from './problem';

export interface Rule extends Span {
  readonly path: string;
  readonly wrong: (chart: Chart) => boolean;
  readonly message: string | ((chart: Chart) => string);
  readonly repair: string;
}

export const on = (chart: Chart, path: string) => chart.v.on(path);
export const text = (chart: Chart, path: string) => chart.v.text(path);

/** The problems of the rules that a chart breaks. */
export function broken(chart: Chart, code: string, rules: readonly Rule[]): ChartProblem[] {
  return rules
    .filter((rule) => chart.release.isIn(rule) && rule.wrong(chart))
    .map((rule) =>
      refuse(code, rule.path, typeof rule.message === 'string' ? rule.message : rule.message(chart), rule.repair),
    );
}
