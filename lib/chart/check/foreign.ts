// The checks of values that helm renders, not we: keys, types, and what the chart refuses. What is native here does not matter.
import { PlainMap } from '../../manifest/types';
import { findRelease } from '../releases';
import { Chart } from '../context';
import { environment } from '../environment';
import { ChartProblem } from '../types';
import { Values, defaultTree, withDefaults } from '../values';
import { checkChartRules } from './chart-rules';
import { checkKeyMaterial } from './key-material';
import { checkKeys } from './keys';
import { checkTraps } from './traps';

/** Served by every cluster that helm would ask: a file of values cannot tell, so a rule about a missing one must not speak. */
const ASSUMED_APIS = ['monitoring.coreos.com/v1', 'gateway.networking.k8s.io/v1/GatewayClass'];

/** What is wrong with the values for a supported version; empty for another version. A key that the chart does not know is an error when it is nearly one that it knows. */
export function checkForeignValues(version: string, values: PlainMap): ChartProblem[] {
  const release = findRelease(version);
  if (release === undefined) return [];
  const chart = new Chart(
    new Values(release, withDefaults(defaultTree(release), values)),
    release,
    environment(undefined, ASSUMED_APIS),
    {},
  );
  const keys = checkKeys(release, values, true).problems.map((problem) =>
    isMisspelt(problem) ? { ...problem, level: 'error' as const } : problem,
  );
  const mistyped = new Set(keys.filter(({ code }) => code === 'values/type').map(({ path }) => path));
  const rules = [...checkChartRules(chart), ...checkTraps(chart, true)].filter(({ path }) => !mistyped.has(path));
  return [...keys, ...secrets(chart, values), ...rules];
}

function isMisspelt({ code, near }: ChartProblem): boolean {
  return code === 'values/unknown-key' && near !== undefined;
}

/** Private halves only: a certificate may be read by anybody, and how the keys are made is the user's choice. */
function secrets(chart: Chart, values: PlainMap): ChartProblem[] {
  return checkKeyMaterial(chart, values).filter(
    ({ code, path }) => code === 'values/key-material' && !/(^|\.)(cert|clientID|content)$/.test(path),
  );
}
