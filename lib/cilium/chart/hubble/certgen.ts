// Certificates by certgen: a Job makes them once, a CronJob renews them. No key is rendered; the Job makes them in the cluster.
import { rolePair } from '../rbac';
import { Chart } from '../context';
import { accountName, contentHash, image, metadata, serviceAccount } from '../objects';
import { Fields, Manifest } from '../types';
import { CERTIFICATES, CertificateRow, extraNames, validityHours } from './certificates';

const NAME = 'hubble-generate-certs';
const LABEL = { 'k8s-app': NAME };

export function certgenObjects(chart: Chart): Manifest[] {
  if (chart.certificates !== 'cronJob') return [];
  const { v } = chart;
  return [...serviceAccount(chart, 'hubblecertgen', v.map('hubble.annotations')), ...role(chart), job(chart), ...cronJob(chart)];
}

function labels(chart: Chart): Record<string, unknown> {
  return { ...LABEL, 'app.kubernetes.io/name': NAME, ...chart.partOf, ...chart.commonLabels };
}

/** May make any secret, but change only these. */
function role(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('rbac.create') || !chart.mayBind('hubblecertgen')) return [];
  const certificates = CERTIFICATES.map(({ secret }) => secret);
  return rolePair(chart, {
    name: NAME,
    account: 'hubblecertgen',
    annotations: v.map('hubble.annotations'),
    rules: [
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: certificates, verbs: ['update'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['cilium-ca'], verbs: ['get', 'update'] },
    ],
  });
}

/** A Job cannot be changed, so its name carries a hash of its spec: another spec is another Job. */
function job(chart: Chart): Manifest {
  const spec = jobSpec(chart);
  const annotations = { ...chart.v.map('hubble.annotations'), ...chart.v.map('certgen.annotations.job') };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(chart, `${NAME}-${contentHash(spec).slice(0, 10)}`, { labels: labels(chart), annotations }),
    spec,
  };
}

function cronJob(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('hubble.tls.auto.schedule')) return [];
  return [
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: metadata(chart, NAME, { labels: labels(chart), annotations: { ...v.map('hubble.annotations'), ...v.map('certgen.annotations.cronJob') } }),
      spec: {
        schedule: v.text('hubble.tls.auto.schedule'),
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: v.get('certgen.cronJob.successfulJobsHistoryLimit'),
        failedJobsHistoryLimit: v.get('certgen.cronJob.failedJobsHistoryLimit'),
        jobTemplate: { spec: jobSpec(chart) },
      },
    },
  ];
}

function jobSpec(chart: Chart): Fields {
  const { v } = chart;
  return {
    template: {
      metadata: { labels: { ...LABEL, ...v.map('certgen.podLabels') } },
      spec: {
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [container(chart)],
        hostNetwork: false,
        imagePullSecrets: v.listIf('imagePullSecrets'),
        priorityClassName: v.ifOn('certgen.priorityClassName'),
        serviceAccountName: accountName(chart, 'hubblecertgen'),
        automountServiceAccountToken: v.get('serviceAccounts.hubblecertgen.automount'),
        restartPolicy: 'OnFailure',
        affinity: v.mapIf('certgen.affinity'),
        nodeSelector: v.mapIf('certgen.nodeSelector'),
        tolerations: v.listIf('certgen.tolerations'),
        volumes: v.listIf('certgen.extraVolumes'),
      },
    },
    ttlSecondsAfterFinished: v.get('certgen.ttlSecondsAfterFinished'),
  };
}

function container(chart: Chart): Fields {
  const { v } = chart;
  return {
    name: 'certgen',
    ...image(chart, 'certgen.image'),
    command: ['/usr/bin/cilium-certgen'],
    args: [
      ...(v.on('debug.enabled') ? ['--debug'] : []),
      `--ca-generate=${v.text('certgen.generateCA')}`,
      '--ca-reuse-secret',
      `--ca-secret-namespace=${chart.namespace}`,
      '--ca-secret-name=cilium-ca',
      '--ca-common-name=Cilium CA',
      `--ca-enforce-validity-throughout-leaves-duration=${v.text('certgen.enforceCAValidityThroughoutLeavesDuration')}`,
    ],
    env: [{ name: 'CILIUM_CERTGEN_CONFIG', value: certgenConfig(chart) }],
    resources: v.mapIf('certgen.resources'),
    securityContext: { capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false },
    volumeMounts: v.listIf('certgen.extraVolumeMounts'),
  };
}

/** The certificates as certgen's YAML. */
function certgenConfig(chart: Chart): string {
  const rows = CERTIFICATES.filter(({ enabled }) => enabled(chart));
  return `certs:\n${rows.map((row) => certificate(chart, row).join('\n')).join('\n')}\n`;
}

function certificate(chart: Chart, row: CertificateRow): string[] {
  const { dns, ip } = extraNames(chart, row);
  const name = commonName(chart, row);
  return [
    `- name: ${row.secret}`,
    `  namespace: ${chart.namespace}`,
    `  commonName: ${name}`,
    '  hosts:',
    ...[name, ...[...dns, ...ip].map((each) => JSON.stringify(String(each)))].map((host) => `  - ${host}`),
    '  usage:',
    ...row.usages.map((usage) => `  - ${usage}`),
    `  validity: ${validityHours(chart)}h`,
  ];
}

/**
 * The name in quotes. The metrics certificate's name carries the end of a template expression since 1.19 (the chart's own slip);
 * it is kept, because another name would be another certificate than helm's.
 */
function commonName(chart: Chart, row: CertificateRow): string {
  const name = row.commonName(chart);
  return row.secret === 'hubble-metrics-server-certs' ? `${name} | quote }}` : JSON.stringify(name);
}
