// The checks of the values before anything is rendered.
import { PlainMap } from '../../manifest/types';
import { Chart } from '../context';
import { ChartInput, ChartProblem } from '../types';
import { checkChartRules } from './chart-rules';
import { checkKeyMaterial } from './key-material';
import { checkKeys } from './keys';
import { checkNative } from './native';
import { checkInput, checkTraps } from './traps';

/** Everything wrong with the values, each once, by path. */
export function checkValues(chart: Chart, input: ChartInput): ChartProblem[] {
  const values = input.values as PlainMap;
  const lenient = input.lenient === true;
  const keys = checkKeys(chart.release, values, lenient);
  const problems = [
    ...keys.problems,
    ...checkKeyMaterial(chart, values),
    ...checkNative(chart, keys.set, input.byHelm),
    ...checkChartRules(chart),
    ...checkTraps(chart, lenient),
    ...checkInput(chart, input),
  ];
  return dedupe(problems);
}

/** A wrong type makes other checks stumble over the same path: the first word is enough. */
function dedupe(problems: readonly ChartProblem[]): ChartProblem[] {
  const typed = new Set(
    problems.filter(({ code }) => code === 'values/type' || code === 'values/key-material').map(({ path }) => path),
  );
  const kept = problems.filter(
    ({ code, path }) => code === 'values/type' || code === 'values/key-material' || !typed.has(path),
  );
  const unique = new Map(kept.map((each) => [`${each.path}\0${each.code}\0${each.message}`, each]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
