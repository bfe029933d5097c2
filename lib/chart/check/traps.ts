// Values that the chart takes and that do not do what they seem to. Lenient callers get a warning.
import { apiServer } from '../clustermesh/mesh';
import { Chart } from '../context';
import { wantedDashboards } from '../dashboards';
import { kubeMinor } from '../environment';
import { ChartInput, ChartProblem } from '../types';
import { NETKIT_REFUSED, masqueradesAll, netkitWithTproxy } from './chart-rules';
import { refuse, refuseUnless, shown } from './problem';

const METHODS = ['helm', 'cronJob', 'certmanager'];

export function checkTraps(chart: Chart, lenient: boolean): ChartProblem[] {
  const { v } = chart;
  const problems: ChartProblem[] = [];
  const trap = (path: string, message: string, repair: string) =>
    problems.push(refuseUnless(lenient, 'no-effect', path, message, repair));
  const replaced = v.text('kubeProxyReplacement') === 'true';
  if (chart.gateway && !replaced)
    trap('gatewayAPI.enabled', 'Gateway API needs kubeProxyReplacement', 'set kubeProxyReplacement: true');
  if (v.on('l2announcements.enabled') && !replaced)
    trap('l2announcements.enabled', 'L2 announcements need kubeProxyReplacement', 'set kubeProxyReplacement: true');
  const hubbleMakesThem = chart.hubble && chart.hubbleTls && v.on('hubble.tls.auto.enabled');
  const meshMakesThem = apiServer(chart) && v.on('clustermesh.apiserver.tls.auto.enabled');
  for (const [path, used] of Object.entries({
    'hubble.tls.auto.method': hubbleMakesThem,
    'clustermesh.apiserver.tls.auto.method': meshMakesThem,
  })) {
    const method = v.text(path);
    if (!used || METHODS.includes(method)) continue;
    const meant = METHODS.find((each) => each.toLowerCase() === method.toLowerCase().replace(/[-_]/g, ''));
    trap(
      path,
      `${shown(method)} is no method: no certificates would be made, without an error`,
      `write ${meant ?? 'cronJob or certmanager'}`,
    );
  }
  if (masqueradesAll(chart) && v.get('enableIPv4Masquerade') !== true)
    trap(
      'ipv4NativeRoutingCIDR',
      'agents do not start: native routing masquerades by default, and no range is left out',
      'set ipv4NativeRoutingCIDR to the range of the pods, or enableIPv4Masquerade: false',
    );
  if (netkitWithTproxy(chart) && !chart.release.isIn(NETKIT_REFUSED))
    trap(
      'bpf.tproxy',
      'tproxy does not work with netkit, and newer charts refuse it',
      'drop bpf.tproxy, or set bpf.datapathMode: veth',
    );
  return problems;
}

/** The chart's own limit. */
const OLDEST_KUBE_MINOR = 21;

/** Input beside the values. */
export function checkInput(chart: Chart, input: ChartInput): ChartProblem[] {
  const problems = wantedDashboards(chart)
    .filter(({ name }) => chart.dashboards[`${name}.json`] === undefined)
    .map(({ name, at }) =>
      refuse(
        'dashboard',
        `${at}.enabled`,
        `no text for the dashboard ${name}.json`,
        `add ${name}.json to your dashboards, or set ${at}.enabled: false`,
      ),
    );
  if (input.kubeVersion !== undefined && kubeMinor(input.kubeVersion) === undefined) {
    problems.push(
      refuse(
        'kube-version',
        '',
        `not a Kubernetes version: ${shown(input.kubeVersion)}`,
        'write a version such as 1.33.0',
      ),
    );
  }
  if (!chart.environment.isAtLeast(OLDEST_KUBE_MINOR) && problems.every(({ code }) => code !== 'values/kube-version')) {
    problems.push(
      refuse(
        'kube-version',
        '',
        `the chart refuses Kubernetes ${chart.environment.kubeVersion}`,
        `write 1.${OLDEST_KUBE_MINOR}.0 or newer`,
      ),
    );
  }
  return problems;
}
