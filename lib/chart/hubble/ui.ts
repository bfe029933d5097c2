// The UI: a page and a backend that asks the relay.
import { clusterRolePair } from '../rbac';
import { READ, rules, until } from '../rbac/rule';
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
  serviceAccount,
  spreadConstraints,
} from '../objects';
import { Fields, Manifest } from '../types';
import { hostUsersIfChosen } from './host-users';
import { nginxConf } from './ui-nginx';

const SELECTOR = { 'k8s-app': 'hubble-ui' };
const CERTS = '/var/lib/hubble-ui/certs';

const relayTls = (chart: Chart) => chart.v.on('hubble.relay.tls.server.enabled');

export function uiLabels(chart: Chart): Record<string, unknown> {
  return { ...SELECTOR, ...chart.partOf, 'app.kubernetes.io/name': 'hubble-ui', ...chart.commonLabels };
}

export function uiObjects(chart: Chart): Manifest[] {
  if (!chart.ui) return [];
  const annotations = chart.v.map('hubble.ui.annotations');
  return [
    ...serviceAccount(chart, 'ui', annotations),
    ...clusterRole(chart),
    configMap(metadata(chart, 'hubble-ui-nginx', { labels: chart.commonLabels, annotations }), {
      'nginx.conf': nginxConf(chart),
    }),
    deployment(chart),
    service(chart),
    ...ingress(chart),
    ...disruptionBudget(chart, 'hubble.ui.podDisruptionBudget', 'hubble-ui', uiLabels(chart), annotations, SELECTOR),
  ];
}

/** The backend shows namespaces and pods with their names. */
function clusterRole(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('rbac.create') || !chart.mayBind('ui')) return [];
  const { role, binding } = clusterRolePair(
    chart,
    'hubble-ui',
    'ui',
    v.map('hubble.ui.annotations'),
    rules(chart, [
      { group: 'networking.k8s.io', resources: ['networkpolicies'], verbs: READ, until: '1.19' },
      {
        group: '',
        resources: ['componentstatuses', ...until('1.20', 'endpoints'), 'namespaces', 'nodes', 'pods', 'services'],
        verbs: READ,
      },
      { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: READ },
      { group: 'cilium.io', resources: ['*'], verbs: READ, until: '1.19' },
    ]),
  );
  return [role, binding];
}

function deployment(chart: Chart): Manifest {
  const { v } = chart;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(chart, 'hubble-ui', {
      labels: { ...uiLabels(chart), ...v.map('hubble.ui.labels') },
      annotations: v.map('hubble.ui.annotations'),
    }),
    spec: {
      replicas: v.get('hubble.ui.replicas'),
      selector: { matchLabels: SELECTOR },
      strategy: v.map('hubble.ui.updateStrategy'),
      template: {
        metadata: {
          annotations: {
            ...(v.on('hubble.ui.rollOutPods')
              ? { 'cilium.io/hubble-ui-nginx-configmap-checksum': contentHash(nginxConf(chart)) }
              : {}),
            ...v.map('hubble.ui.podAnnotations'),
          },
          labels: { ...uiLabels(chart), ...v.map('hubble.ui.podLabels') },
        },
        spec: {
          ...hostUsersIfChosen(chart),
          imagePullSecrets: v.listIf('imagePullSecrets'),
          securityContext: v.mapIf('hubble.ui.securityContext'),
          containers: [frontend(chart), backend(chart)],
          priorityClassName: v.ifOn('hubble.ui.priorityClassName'),
          serviceAccountName: accountName(chart, 'ui'),
          automountServiceAccountToken: v.get('serviceAccounts.ui.automount'),
          affinity: v.mapIf('hubble.ui.affinity'),
          topologySpreadConstraints: spreadConstraints(chart, 'hubble.ui.topologySpreadConstraints', SELECTOR),
          nodeSelector: v.mapIf('hubble.ui.nodeSelector'),
          tolerations: v.listIf('hubble.ui.tolerations'),
          volumes: volumes(chart),
        },
      },
    },
  };
}

function frontend(chart: Chart): Fields {
  const { v } = chart;
  const port = chart.release.has('namedPorts') ? 'http' : 8081;
  return {
    name: 'frontend',
    ...image(chart, 'hubble.ui.frontend.image'),
    ports: [{ name: 'http', containerPort: 8081 }],
    livenessProbe: { httpGet: { path: '/healthz', port } },
    readinessProbe: { httpGet: { path: '/', port } },
    env: v.listIf('hubble.ui.frontend.extraEnv'),
    resources: v.mapIf('hubble.ui.frontend.resources'),
    securityContext: v.mapIf('hubble.ui.frontend.securityContext'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'hubble-ui-nginx-conf', mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'nginx.conf' },
      { name: 'tmp-dir', mountPath: '/tmp' },
      ...v.list('hubble.ui.frontend.extraVolumeMounts'),
    ],
  };
}

function backend(chart: Chart): Fields {
  const { v } = chart;
  const healthz = { httpGet: { path: '/healthz', port: 8090 } };
  return {
    name: 'backend',
    ...image(chart, 'hubble.ui.backend.image'),
    env: [
      { name: 'EVENTS_SERVER_PORT', value: '8090' },
      { name: 'FLOWS_API_ADDR', value: `hubble-relay:${relayTls(chart) ? 443 : 80}` },
      ...(relayTls(chart)
        ? [
            { name: 'TLS_TO_RELAY_ENABLED', value: 'true' },
            { name: 'TLS_RELAY_SERVER_NAME', value: v.text('hubble.relay.tls.server.relayName') },
            { name: 'TLS_RELAY_CA_CERT_FILES', value: `${CERTS}/hubble-relay-ca.crt` },
            { name: 'TLS_RELAY_CLIENT_CERT_FILE', value: `${CERTS}/client.crt` },
            { name: 'TLS_RELAY_CLIENT_KEY_FILE', value: `${CERTS}/client.key` },
          ]
        : []),
      ...v.list('hubble.ui.backend.extraEnv'),
    ],
    ...(v.on('hubble.ui.backend.livenessProbe.enabled') ? { livenessProbe: healthz } : {}),
    ...(v.on('hubble.ui.backend.readinessProbe.enabled') ? { readinessProbe: healthz } : {}),
    ports: [{ name: 'grpc', containerPort: 8090 }],
    resources: v.mapIf('hubble.ui.backend.resources'),
    securityContext: v.mapIf('hubble.ui.backend.securityContext'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      ...(relayTls(chart) ? [{ name: 'hubble-ui-client-certs', mountPath: CERTS, readOnly: true }] : []),
      ...v.list('hubble.ui.backend.extraVolumeMounts'),
    ],
  };
}

/** Readable by all: nginx runs as its own user. */
const ALL_READ = 0o644;

function volumes(chart: Chart): unknown[] {
  const { v } = chart;
  const secret = v.text('hubble.ui.tls.client.existingSecret') || 'hubble-ui-client-certs';
  return [
    { name: 'hubble-ui-nginx-conf', configMap: { name: 'hubble-ui-nginx', defaultMode: ALL_READ } },
    {
      name: 'tmp-dir',
      ...(v.on('hubble.ui.tmpVolume')
        ? v.map('hubble.ui.tmpVolume')
        : { emptyDir: chart.release.has('uiTmpLimit') ? { sizeLimit: '256Mi' } : {} }),
    },
    ...(relayTls(chart)
      ? [
          {
            name: 'hubble-ui-client-certs',
            ...(v.on('hubble.ui.standalone.enabled')
              ? v.map('hubble.ui.standalone.tls.certsVolume')
              : {
                  projected: {
                    defaultMode: OWNER_READ,
                    sources: certificateSources(
                      chart,
                      secret,
                      { 'tls.crt': 'client.crt', 'tls.key': 'client.key' },
                      'hubble-relay-ca.crt',
                    ),
                  },
                }),
          },
        ]
      : []),
    ...v.list('hubble.ui.frontend.extraVolumes'),
    ...v.list('hubble.ui.backend.extraVolumes'),
  ];
}

function service(chart: Chart): Manifest {
  const { v } = chart;
  const type = v.text('hubble.ui.service.type');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(chart, 'hubble-ui', {
      labels: { ...uiLabels(chart), ...v.map('hubble.ui.service.labels') },
      annotations: { ...v.map('hubble.ui.annotations'), ...v.map('hubble.ui.service.annotations') },
    }),
    spec: {
      type,
      selector: SELECTOR,
      ports: [
        {
          name: 'http',
          port: 80,
          targetPort: 8081,
          nodePort: type === 'NodePort' ? v.get('hubble.ui.service.nodePort') : undefined,
        },
      ],
    },
  };
}

function ingress(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('hubble.ui.ingress.enabled')) return [];
  const backendService = { service: { name: 'hubble-ui', port: { name: 'http' } } };
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: metadata(chart, 'hubble-ui', {
        labels: { ...uiLabels(chart), ...v.map('hubble.ui.ingress.labels') },
        annotations: { ...v.map('hubble.ui.annotations'), ...v.map('hubble.ui.ingress.annotations') },
      }),
      spec: {
        ingressClassName: v.ifOn('hubble.ui.ingress.className'),
        tls: v.listIf('hubble.ui.ingress.tls'),
        rules: v.listIf('hubble.ui.ingress.hosts')?.map((host) => ({
          host,
          http: { paths: [{ path: v.text('hubble.ui.baseUrl'), pathType: 'Prefix', backend: backendService }] },
        })),
      },
    },
  ];
}
