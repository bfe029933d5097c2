// Values that the chart takes and that do not do what they seem to. Lenient callers get a warning.
import { Chart } from '../context';
import { wantedDashboards } from '../dashboards';
import { kubeMinor } from '../environment';
import { ChartInput, ChartProblem } from '../types';
import { refuse, refuseUnless, shown } from './problem';

const METHODS = ['helm', 'cronJob', 'certmanager'];

export function checkTraps(chart: Chart, lenient: boolean): ChartProblem[] {
  const { v } = chart;
  const problems: ChartProblem[] = [];
  const trap = (path: string, message: string, repair: string) => problems.push(refuseUnless(lenient, 'no-effect', path, message, repair));
  const replaced = v.text('kubeProxyReplacement') === 'true';
  if (chart.gateway && !replaced) trap('gatewayAPI.enabled', 'Gateway API needs kubeProxyReplacement', 'set kubeProxyReplacement: true');
  if (v.on('l2announcements.enabled') && !replaced)
    trap('l2announcements.enabled', 'L2 announcements need kubeProxyReplacement', 'set kubeProxyReplacement: true');
  const method = v.text('hubble.tls.auto.method');
  if (chart.hubble && chart.hubbleTls && v.on('hubble.tls.auto.enabled') && !METHODS.includes(method)) {
    const meant = METHODS.find((each) => each.toLowerCase() === method.toLowerCase().replace(/[-_]/g, ''));
    trap(
      'hubble.tls.auto.method',
      `${shown(method)} is no method: no certificates would be made, without an error`,
      `write ${meant ?? 'cronJob or certmanager'}`,
    );
  }
  return problems;
}

/** The chart's own limit. */
const OLDEST_KUBE_MINOR = 21;

/** Input beside the values. */
export function checkInput(chart: Chart, input: ChartInput): ChartProblem[] {
  const problems = wantedDashboards(chart)
    .filter(({ name }) => chart.dashboards[`${name}.json`] === undefined)
    .map(({ name, at }) =>
      refuse('dashboard', `${at}.enabled`, `no text for the dashboard ${name}.json`, `add ${name}.json to your dashboards, or set ${at}.enabled: false`),
    );
  if (input.kubeVersion !== undefined && kubeMinor(input.kubeVersion) === undefined) {
    problems.push(refuse('kube-version', '', `not a Kubernetes version: ${shown(input.kubeVersion)}`, 'write a version such as 1.33.0'));
  }
  if (!chart.environment.isAtLeast(OLDEST_KUBE_MINOR) && problems.every(({ code }) => code !== 'values/kube-version')) {
    problems.push(refuse('kube-version', '', `the chart refuses Kubernetes ${chart.environment.kubeVersion}`, `write 1.${OLDEST_KUBE_MINOR}.0 or newer`));
  }
  return problems;
}
