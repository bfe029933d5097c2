// The relay: asks every agent's Hubble and answers for the whole cluster.
import { hostUsersIfChosen } from './host-users';
import { relayConfig } from './relay-config';
import { Chart } from '../context';
import {
  OWNER_READ,
  accountName,
  certificateSources,
  configMap,
  contentHash,
  disruptionBudget,
  image,
  metadata,
  scrapeAnnotations,
  secretSource,
  serviceAccount,
  spreadConstraints,
} from '../objects';
import { Fields, Manifest } from '../types';

const SELECTOR = { 'k8s-app': 'hubble-relay' };

export function relayLabels(chart: Chart): Record<string, unknown> {
  return { ...SELECTOR, ...chart.partOf, 'app.kubernetes.io/name': 'hubble-relay', ...chart.commonLabels };
}

export function relayObjects(chart: Chart): Manifest[] {
  if (!chart.relay) return [];
  const annotations = chart.v.map('hubble.relay.annotations');
  const config = metadata(chart, 'hubble-relay-config', { labels: chart.commonLabels, annotations });
  return [
    ...serviceAccount(chart, 'relay', annotations, chart.v.on('serviceAccounts.relay.automount')),
    configMap(config, { 'config.yaml': relayConfig(chart) }),
    deployment(chart),
    service(chart),
    ...metricsService(chart),
    ...disruptionBudget(
      chart,
      'hubble.relay.podDisruptionBudget',
      'hubble-relay',
      relayLabels(chart),
      annotations,
      SELECTOR,
    ),
  ];
}

/** Prometheus finds the relay by annotations unless a ServiceMonitor does. */
function scrape(chart: Chart): Record<string, unknown> {
  const { v } = chart;
  const scraped = v.on('hubble.relay.prometheus.enabled') && !v.on('hubble.relay.prometheus.serviceMonitor.enabled');
  return scraped ? scrapeAnnotations(v.text('hubble.relay.prometheus.port')) : {};
}

function deployment(chart: Chart): Manifest {
  const { v } = chart;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(chart, 'hubble-relay', {
      labels: relayLabels(chart),
      annotations: v.map('hubble.relay.annotations'),
    }),
    spec: {
      replicas: v.get('hubble.relay.replicas'),
      selector: { matchLabels: SELECTOR },
      strategy: v.map('hubble.relay.updateStrategy'),
      template: {
        metadata: {
          annotations: {
            ...(v.on('hubble.relay.rollOutPods')
              ? { 'cilium.io/hubble-relay-configmap-checksum': contentHash(relayConfig(chart)) }
              : {}),
            ...scrape(chart),
            ...v.map('hubble.relay.podAnnotations'),
          },
          labels: { ...relayLabels(chart), ...v.map('hubble.relay.podLabels') },
        },
        spec: {
          ...hostUsersIfChosen(chart),
          imagePullSecrets: v.listIf('imagePullSecrets'),
          securityContext: v.mapIf('hubble.relay.podSecurityContext'),
          containers: [container(chart)],
          restartPolicy: 'Always',
          priorityClassName: v.ifOn('hubble.relay.priorityClassName'),
          serviceAccountName: accountName(chart, 'relay'),
          automountServiceAccountToken: v.get('serviceAccounts.relay.automount'),
          terminationGracePeriodSeconds: v.get('hubble.relay.terminationGracePeriodSeconds'),
          affinity: v.mapIf('hubble.relay.affinity'),
          topologySpreadConstraints: spreadConstraints(chart, 'hubble.relay.topologySpreadConstraints', SELECTOR),
          nodeSelector: v.mapIf('hubble.relay.nodeSelector'),
          tolerations: v.listIf('hubble.relay.tolerations'),
          volumes: volumes(chart),
        },
      },
    },
  };
}

function container(chart: Chart): Fields {
  const { v } = chart;
  // The health server listens on a fixed port of its own.
  const grpc = { grpc: { port: 4222 } };
  const metricsPort = v.on('hubble.relay.prometheus.enabled')
    ? [{ name: 'prometheus', containerPort: v.number('hubble.relay.prometheus.port'), protocol: 'TCP' }]
    : [];
  return {
    name: 'hubble-relay',
    ...image(chart, 'hubble.relay.image'),
    command: ['hubble-relay'],
    args: ['serve', ...(v.on('debug.enabled') ? ['--debug'] : [])],
    ports: [{ name: 'grpc', containerPort: v.number('hubble.relay.listenPort') }, ...metricsPort],
    readinessProbe: { ...grpc, timeoutSeconds: 3 },
    livenessProbe: { ...grpc, timeoutSeconds: 10, initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 12 },
    startupProbe: { ...grpc, initialDelaySeconds: 10, failureThreshold: 20, periodSeconds: 3 },
    env: v.listIf('hubble.relay.extraEnv'),
    resources: v.mapIf('hubble.relay.resources'),
    securityContext: v.mapIf('hubble.relay.securityContext'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      ...(chart.release.has('relayTmpVolume') ? [{ name: 'tmp-volume', mountPath: '/tmp' }] : []),
      { name: 'config', mountPath: '/etc/hubble-relay', readOnly: true },
      ...(chart.hubbleTls ? [{ name: 'tls', mountPath: '/var/lib/hubble-relay/tls', readOnly: true }] : []),
      ...v.list('hubble.relay.extraVolumeMounts'),
    ],
  };
}

function volumes(chart: Chart): unknown[] {
  const { v } = chart;
  return [
    ...(chart.release.has('relayTmpVolume') ? [{ name: 'tmp-volume', emptyDir: {} }] : []),
    {
      name: 'config',
      configMap: { name: 'hubble-relay-config', items: [{ key: 'config.yaml', path: 'config.yaml' }] },
    },
    ...(chart.hubbleTls ? [{ name: 'tls', projected: { defaultMode: OWNER_READ, sources: tlsSources(chart) } }] : []),
    ...v.list('hubble.relay.extraVolumes'),
  ];
}

function tlsSources(chart: Chart): Fields[] {
  const { v } = chart;
  const client = v.text('hubble.relay.tls.client.existingSecret') || 'hubble-relay-client-certs';
  const server = v.text('hubble.relay.tls.server.existingSecret') || 'hubble-relay-server-certs';
  return [
    ...certificateSources(chart, client, { 'tls.crt': 'client.crt', 'tls.key': 'client.key' }, 'hubble-server-ca.crt'),
    ...(chart.relayServerTls ? [secretSource(server, { 'tls.crt': 'server.crt', 'tls.key': 'server.key' })] : []),
  ];
}

/** Port of the relay's Service: 443 with server TLS, 80 without, unless the user names one. */
export function relayPort(chart: Chart): number {
  if (chart.v.on('hubble.relay.servicePort')) return chart.v.number('hubble.relay.servicePort');
  return chart.v.on('hubble.relay.tls.server.enabled') ? 443 : 80;
}

function service(chart: Chart): Manifest {
  const { v } = chart;
  const type = v.text('hubble.relay.service.type');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(chart, 'hubble-relay', {
      labels: relayLabels(chart),
      annotations: { ...v.map('hubble.relay.annotations'), ...scrape(chart) },
    }),
    spec: {
      type,
      selector: SELECTOR,
      ports: [
        {
          protocol: 'TCP',
          port: relayPort(chart),
          targetPort: 'grpc',
          nodePort: type === 'NodePort' ? v.get('hubble.relay.service.nodePort') : undefined,
        },
      ],
    },
  };
}

function metricsService(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('hubble.relay.prometheus.enabled')) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(chart, 'hubble-relay-metrics', {
        labels: { ...SELECTOR, ...chart.commonLabels },
        annotations: v.map('hubble.relay.annotations'),
      }),
      spec: {
        clusterIP: 'None',
        type: 'ClusterIP',
        selector: SELECTOR,
        ports: [
          {
            name: 'metrics',
            port: v.number('hubble.relay.prometheus.port'),
            protocol: 'TCP',
            targetPort: 'prometheus',
          },
        ],
      },
    },
  ];
}
