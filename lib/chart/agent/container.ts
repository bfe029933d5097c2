// The agent's container: command, environment, ports, probes, life cycle.
import { Chart } from '../context';
import { goText } from '../go-format';
import { apiServerEnv, fieldEnv, image } from '../objects';
import { Fields } from '../types';
import { MONITOR, REMOVE_AWS_RULES, SLEEP_FOREVER } from './scripts';
import { agentSecurity } from './security';
import { agentMounts } from './volumes';

export function agentContainer(chart: Chart): Fields {
  const { v } = chart;
  const asleep = v.on('sleepAfterInit');
  return {
    name: 'cilium-agent',
    ...image(chart, 'image'),
    ...(asleep
      ? { command: ['/bin/bash', '-c', '--'], args: [SLEEP_FOREVER] }
      : { command: ['cilium-agent'], args: ['--config-dir=/tmp/cilium/config-map', ...v.list('extraArgs')] }),
    ...(asleep
      ? { livenessProbe: { exec: { command: ['true'] } }, readinessProbe: { exec: { command: ['true'] } } }
      : probes(chart)),
    env: environment(chart),
    lifecycle: lifecycle(chart),
    resources: v.mapIf('resources'),
    ports: ports(chart),
    securityContext: agentSecurity(chart, 'ciliumAgent'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: agentMounts(chart),
  };
}

/** A second container that prints datapath events, when `monitor.enabled`. */
export function monitorContainer(chart: Chart): Fields[] {
  const { v } = chart;
  if (!v.on('monitor.enabled')) return [];
  return [
    {
      name: 'cilium-monitor',
      ...image(chart, 'image'),
      command: ['/bin/bash', '-c', '--'],
      args: [
        [MONITOR('/var/run/cilium'), ...v.list('monitor.eventTypes').map((type) => `--type=${goText(type)}`)].join(' '),
      ],
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: [{ name: 'cilium-run', mountPath: '/var/run/cilium' }, ...v.list('extraVolumeMounts')],
      resources: v.mapIf('monitor.resources'),
    },
  ];
}

function environment(chart: Chart): unknown[] {
  const { v } = chart;
  return [
    fieldEnv('K8S_NODE_NAME', 'spec.nodeName'),
    fieldEnv('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
    { name: 'CILIUM_CLUSTERMESH_CONFIG', value: '/var/lib/cilium/clustermesh/' },
    { name: 'GOMEMLIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1' } } },
    ...apiServerEnv(chart),
    ...(v.on('k8sClientExponentialBackoff.enabled')
      ? [
          { name: 'KUBE_CLIENT_BACKOFF_BASE', value: v.text('k8sClientExponentialBackoff.backoffBaseSeconds') },
          {
            name: 'KUBE_CLIENT_BACKOFF_DURATION',
            value: v.text('k8sClientExponentialBackoff.backoffMaxDurationSeconds'),
          },
        ]
      : []),
    ...v.list('extraEnv'),
  ];
}

function lifecycle(chart: Chart): Fields | undefined {
  if (!chart.v.on('cni.install')) return undefined;
  return {
    ...(chart.v.on('cni.iptablesRemoveAWSRules') && chart.v.text('cni.chainingMode') !== 'aws-cni'
      ? { postStart: { exec: { command: ['bash', '-c', REMOVE_AWS_RULES] } } }
      : {}),
    preStop: { exec: { command: ['/cni-uninstall.sh'] } },
  };
}

/** Ports of Hubble's metrics are there even without Hubble, and before all ports were listed so was that of its peers. */
function ports(chart: Chart): Fields[] | undefined {
  const { v } = chart;
  const port = (name: string, number: number) => ({ name, containerPort: number, hostPort: number, protocol: 'TCP' });
  const embeddedEnvoy = !chart.envoyDaemonSet;
  const always = chart.release.has('alwaysListsPorts');
  const metrics = v.on('hubble.metrics.enabled') || v.on('hubble.metrics.dynamic.enabled');
  if (!always && !v.on('prometheus.enabled') && !metrics) return undefined;
  return [
    ...(always ? [port('health', v.number('healthPort'))] : []),
    ...(chart.hubble || !always ? [port('peer-service', v.number('hubble.peerService.targetPort'))] : []),
    ...(v.on('prometheus.enabled') ? [port('prometheus', v.number('prometheus.port'))] : []),
    ...(v.on('prometheus.enabled') && embeddedEnvoy && v.on('envoy.prometheus.enabled')
      ? [port('envoy-metrics', v.number('envoy.prometheus.port'))]
      : []),
    ...(v.on('prometheus.enabled') &&
    embeddedEnvoy &&
    v.on('envoy.debug.admin.enabled') &&
    v.on('envoy.debug.admin.port')
      ? [port('envoy-admin', v.number('envoy.debug.admin.port'))]
      : []),
    ...(metrics ? [port('hubble-metrics', v.number('hubble.metrics.port'))] : []),
  ];
}

function probes(chart: Chart): Fields {
  const { v } = chart;
  const named = chart.release.has('namedPorts');
  const healthz = (...more: Fields[]) => ({
    httpGet: {
      host: chart.loopback,
      path: '/healthz',
      port: named ? 'health' : v.number('healthPort'),
      scheme: 'HTTP',
      httpHeaders: [{ name: 'brief', value: 'true' }, ...more],
    },
  });
  const status = { exec: { command: ['cilium', 'status', '--brief'] } };
  const deprecated = v.on('keepDeprecatedProbes') || !chart.upgradedFrom(8);
  return {
    startupProbe: {
      ...healthz(),
      failureThreshold: v.get('startupProbe.failureThreshold'),
      periodSeconds: v.get('startupProbe.periodSeconds'),
      successThreshold: 1,
      initialDelaySeconds: 5,
    },
    livenessProbe: {
      ...(deprecated
        ? status
        : healthz({ name: 'require-k8s-connectivity', value: v.text('livenessProbe.requireK8sConnectivity') })),
      periodSeconds: v.get('livenessProbe.periodSeconds'),
      successThreshold: 1,
      failureThreshold: v.get('livenessProbe.failureThreshold'),
      timeoutSeconds: 5,
    },
    readinessProbe: {
      ...(deprecated ? status : healthz()),
      periodSeconds: v.get('readinessProbe.periodSeconds'),
      successThreshold: 1,
      failureThreshold: v.get('readinessProbe.failureThreshold'),
      timeoutSeconds: 5,
    },
  };
}
