// What is not native: values that the renderer does not write. They are refused with their path, never ignored.
import { isMap } from '../../manifest/types';
import { ValueRow } from '../releases';
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { SetValue, sameAsDefault } from './keys';
import { OPEN_MAPS } from './known-keys';
import { refuse, shown } from './problem';

/** Paths below these are not native; `except` lists those that are. */
export const NOT_NATIVE: readonly {
  readonly path: string;
  readonly what: string;
  readonly except?: readonly string[];
}[] = [
  { path: 'aksbyocni', what: 'Azure' },
  { path: 'alibabacloud', what: 'Alibaba Cloud' },
  { path: 'authentication', what: 'mutual authentication with SPIRE' },
  { path: 'azure', what: 'Azure' },
  { path: 'encryption.ztunnel', what: 'ztunnel' },
  { path: 'eni', what: 'AWS ENI' },
  { path: 'gke', what: 'GKE' },
  { path: 'nodeinit', what: 'the node-init DaemonSet' },
  { path: 'preflight', what: 'the preflight check' },
  { path: 'serviceAccounts.nodeinit', what: 'the node-init DaemonSet' },
  { path: 'serviceAccounts.preflight', what: 'the preflight check' },
  { path: 'serviceAccounts.ztunnel', what: 'ztunnel' },
];

interface Rule {
  readonly path: string;
  readonly what: string;
  readonly holds: (chart: Chart) => boolean;
}

const oneOf =
  (path: string, ...words: string[]) =>
  (chart: Chart) =>
    words.includes(chart.v.text(path));

/** Single values, and values together, that the renderer was not proven for. */
const RULES: readonly Rule[] = [
  { path: 'k8sServiceHost', what: 'the API server from a ConfigMap', holds: oneOf('k8sServiceHost', 'auto') },
  {
    path: 'encryption.type',
    what: 'ztunnel',
    holds: (chart) => chart.v.on('encryption.enabled') && chart.v.text('encryption.type') === 'ztunnel',
  },
];

/** What of the set values the renderer does not write; `byHelm` says how the caller lets helm do it. */
export function checkNative(
  chart: Chart,
  set: readonly SetValue[],
  byHelm = 'render the chart itself with helm',
): ChartProblem[] {
  const waysOut = `drop it, or ${byHelm}`;
  const problems: ChartProblem[] = [];
  for (const { path, row, value } of set) {
    const found = NOT_NATIVE.find(
      (each) => (path === each.path || path.startsWith(`${each.path}.`)) && !(each.except ?? []).includes(path),
    );
    if (found !== undefined && !sameAsDefault(row, value)) {
      problems.push(refuse('not-native', path, `${shown(hidden(path, value))} is not native (${found.what})`, waysOut));
    } else if (value === null && !deletable(path, row)) {
      problems.push(
        refuse(
          'not-native',
          path,
          'null over this default is not native',
          row.default === undefined ? waysOut : `write ${shown(row.default)} or another value, or ${byHelm}`,
        ),
      );
    }
  }
  for (const rule of RULES) {
    if (rule.holds(chart))
      problems.push(
        refuse('not-native', rule.path, `${shown(chart.v.get(rule.path))} is not native (${rule.what})`, waysOut),
      );
  }
  return problems;
}

/** Defaults that null may delete: where there is nothing, lists and maps as a whole, and what is in disruption budgets and in maps that Kubernetes takes as they are. */
function deletable(path: string, row: ValueRow): boolean {
  const nothing = row.default === null || (row.default === undefined && !row.types.includes('map'));
  // The chart looks into extraConfig without asking whether it is there.
  const whole = path !== 'extraConfig' && (Array.isArray(row.default) || isMap(row.default));
  return nothing || whole || /\.podDisruptionBudget\./.test(path) || OPEN_MAPS.some((open) => open.test(path));
}

/** A secret is not shown even where it is refused for another reason. */
function hidden(path: string, value: unknown): unknown {
  return /secret|key|cert|token|password/i.test(path) && typeof value === 'string'
    ? `${value.length} characters`
    : value;
}
