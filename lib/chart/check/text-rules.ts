// Values that the chart prints as they are, so that an empty one leaves a hole and a number is no name. Source: charts 1.18.12 to 1.20.0.
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { refuse, shown } from './problem';

/** Names and paths that objects need. */
const NOT_EMPTY = [
  'agentNotReadyTaintKey',
  'bgpControlPlane.secretsNamespace.name',
  'bpf.monitorAggregation',
  'bpf.monitorFlags',
  'cgroup.hostRoot',
  'clustermesh.mcsapi.corednsAutoConfigure.coredns.namespace',
  'cni.binPath',
  'cni.confPath',
  'cni.hostConfDirMountPath',
  'daemon.runPath',
  'gatewayAPI.secretsNamespace.name',
  'hubble.relay.tls.server.relayName',
  'ingressController.loadbalancerMode',
  'ingressController.secretsNamespace.name',
  'ingressController.service.name',
  'name',
  'operator.unmanagedPodWatcher.selector',
  'tls.secretsNamespace.name',
];

/** Keys that the chart declares nowhere, so that its schema lets anything pass. */
const TEXT = [
  'clustermesh.apiserver.metrics.serviceMonitor.namespace',
  'cni.readCniConf',
  'egressMasqueradeInterfaces',
  'envoy.prometheus.serviceMonitor.namespace',
  'hubble.relay.prometheus.serviceMonitor.namespace',
  'operator.prometheus.serviceMonitor.namespace',
  'prometheus.serviceMonitor.namespace',
];

export function checkTexts(chart: Chart): ChartProblem[] {
  const { v } = chart;
  const empty = NOT_EMPTY.filter((path) => v.get(path) === '').map((path) =>
    refuse('empty', path, '"" leaves a hole in the objects', 'write a value, or drop it'),
  );
  const other = TEXT.filter((path) => v.on(path) && typeof v.get(path) !== 'string').map((path) =>
    refuse('type', path, `${shown(v.get(path))} is no text`, 'write text, in quotes'),
  );
  return [...empty, ...other, ...digests(chart)];
}

/** `image:tag@` is no image. */
function digests(chart: Chart): ChartProblem[] {
  const { v, release } = chart;
  const paths = [...release.rows.keys()].filter((path) => /(^|\.)image\.(digest|genericDigest)$/.test(path));
  return paths.flatMap((path) => {
    const at = path.replace(/\.\w+$/, '');
    // Images without a repository in the defaults are the user's own altogether.
    const used = v.on(`${at}.useDigest`) && !v.on(`${at}.override`) && v.on(`${at}.repository`);
    return used && v.get(path) === ''
      ? [
          refuse(
            'empty',
            path,
            `"" with ${at}.useDigest makes an image that ends in "@"`,
            `write a digest, or set ${at}.useDigest: false`,
          ),
        ]
      : [];
  });
}
