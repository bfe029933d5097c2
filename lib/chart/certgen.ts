// certgen as a Job and as a CronJob, for Hubble and for the cluster mesh: it makes keys in the cluster, so that none is rendered.
import { PlainMap } from '../manifest/types';
import { Chart } from './context';
import { accountName, contentHash, image, metadata } from './objects';
import { Fields, Manifest } from './types';

/** One certificate of certgen's configuration. */
export interface CertgenCertificate {
  readonly name: string;
  /** As YAML writes it. */
  readonly commonName: string;
  /** As YAML writes them; none for a client. */
  readonly hosts: readonly string[];
  readonly usages: readonly string[];
  readonly hours: number;
}

/** A certificate line by line. */
export function certificateText(chart: Chart, each: CertgenCertificate): string[] {
  return [
    `- name: ${each.name}`,
    `  namespace: ${chart.namespace}`,
    `  commonName: ${each.commonName}`,
    ...(each.hosts.length === 0 ? [] : ['  hosts:', ...each.hosts.map((host) => `  - ${host}`)]),
    '  usage:',
    ...each.usages.map((usage) => `  - ${usage}`),
    `  validity: ${each.hours}h`,
  ];
}

/** What a Job of certgen is about. */
export interface CertgenParts {
  readonly name: string;
  readonly account: string;
  /** Path of the user's labels. */
  readonly podLabels: string;
  readonly certificates: readonly string[][];
  /** On the host's network and with the image's rights, as the mesh's was once. @default false */
  readonly onHost?: boolean;
}

export function certgenJobSpec(chart: Chart, parts: CertgenParts): Fields {
  const { v } = chart;
  const account = accountName(chart, parts.account);
  return {
    template: {
      metadata: { labels: { 'k8s-app': parts.name, ...v.map(parts.podLabels) } },
      spec: {
        securityContext: parts.onHost === true ? undefined : { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [container(chart, parts)],
        hostNetwork: parts.onHost === true,
        imagePullSecrets: v.listIf('imagePullSecrets'),
        priorityClassName: v.ifOn('certgen.priorityClassName'),
        serviceAccount: chart.release.has('certgenLegacyAccountField') ? account : undefined,
        serviceAccountName: account,
        automountServiceAccountToken: v.get(`serviceAccounts.${parts.account}.automount`),
        restartPolicy: 'OnFailure',
        affinity: v.mapIf('certgen.affinity'),
        nodeSelector: v.mapIf('certgen.nodeSelector'),
        tolerations: v.listIf('certgen.tolerations'),
        volumes: v.listIf('certgen.extraVolumes'),
      },
    },
    ttlSecondsAfterFinished: chart.release.has('certgenZeroTtl')
      ? v.get('certgen.ttlSecondsAfterFinished')
      : v.ifOn('certgen.ttlSecondsAfterFinished'),
  };
}

const ENFORCE = 'certgen.enforceCAValidityThroughoutLeavesDuration';

function container(chart: Chart, { certificates, onHost }: CertgenParts): Fields {
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
      ...(v.knows(ENFORCE) ? [`--ca-enforce-validity-throughout-leaves-duration=${v.text(ENFORCE)}`] : []),
    ],
    env: [{ name: 'CILIUM_CERTGEN_CONFIG', value: `certs:\n${certificates.flat().join('\n')}\n` }],
    resources: v.mapIf('certgen.resources'),
    securityContext: onHost === true ? undefined : { capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false },
    volumeMounts: v.listIf('certgen.extraVolumeMounts'),
  };
}

/** What the objects that run a Job of certgen are called. */
export interface CertgenObjectParts {
  readonly name: string;
  /** Path of the schedule; without one there is no CronJob. */
  readonly schedule: string;
  readonly labels: PlainMap;
  readonly jobAnnotations: PlainMap;
  readonly cronAnnotations: PlainMap;
}

/**
 * The Job, then the CronJob when there is a schedule.
 *
 * A Job cannot be changed, so its name carries a hash of its spec: another spec is another Job. As a hook it is helm that replaces it.
 */
export function certgenJobs(chart: Chart, spec: Fields, parts: CertgenObjectParts): Manifest[] {
  const { v } = chart;
  const hook = chart.release.has('certgenHookJob');
  const hookAnnotations = hook ? { 'helm.sh/hook': 'post-install,post-upgrade' } : {};
  const job: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(chart, hook ? parts.name : `${parts.name}-${contentHash(spec).slice(0, 10)}`, {
      labels: parts.labels,
      annotations: { ...hookAnnotations, ...parts.jobAnnotations },
    }),
    spec,
  };
  if (!v.on(parts.schedule)) return [job];
  const cronJob: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(chart, parts.name, { labels: parts.labels, annotations: parts.cronAnnotations }),
    spec: {
      schedule: v.text(parts.schedule),
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: v.get('certgen.cronJob.successfulJobsHistoryLimit'),
      failedJobsHistoryLimit: v.get('certgen.cronJob.failedJobsHistoryLimit'),
      jobTemplate: { spec },
    },
  };
  return [job, cronJob];
}
