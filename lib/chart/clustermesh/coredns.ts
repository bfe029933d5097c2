// CoreDNS for the Multi-Cluster Services API: a Job teaches it the cluster-set domain, and it may then read ServiceImports.
import { PlainMap } from '../../manifest/types';
import { Chart } from '../context';
import { accountName, clusterMetadata, image, metadata, serviceAccount } from '../objects';
import { Fields, Manifest } from '../types';
import { mcsApi, meshAnnotations } from './mesh';

const AT = 'clustermesh.mcsapi.corednsAutoConfigure';
const NAME = 'cilium-coredns-mcsapi-autoconfig';
const API = 'rbac.authorization.k8s.io';

export function coreDnsObjects(chart: Chart): Manifest[] {
  if (!mcsApi(chart) || !chart.v.on(`${AT}.enabled`)) return [];
  return [
    ...serviceAccount(chart, 'corednsMCSAPI', meshAnnotations(chart)),
    ...reader(chart),
    ...autoConfigure(chart),
    job(chart),
  ];
}

function pair(scope: 'Cluster' | '', meta: () => Manifest['metadata'], subject: Fields, rules: Fields[]): Manifest[] {
  const name = meta().name;
  return [
    { apiVersion: `${API}/v1`, kind: `${scope}Role`, metadata: meta(), rules },
    {
      apiVersion: `${API}/v1`,
      kind: `${scope}RoleBinding`,
      metadata: meta(),
      roleRef: { apiGroup: API, kind: `${scope}Role`, name },
      subjects: [{ kind: 'ServiceAccount', ...subject }],
    },
  ];
}

/** Stays when the release goes: a CoreDNS that may not read what its configuration names would not start. */
function reader(chart: Chart): Manifest[] {
  const { v } = chart;
  const labels = { ...chart.partOf, ...chart.commonLabels };
  const annotations: PlainMap = { 'helm.sh/resource-policy': 'keep', ...meshAnnotations(chart) };
  const subject = { name: v.text(`${AT}.coredns.serviceAccountName`), namespace: v.text(`${AT}.coredns.namespace`) };
  return pair('Cluster', () => clusterMetadata('coredns-mcsapi', labels, annotations), subject, [
    { apiGroups: ['multicluster.x-k8s.io'], resources: ['serviceimports'], verbs: ['list', 'watch'] },
  ]);
}

/** What the Job may change: CoreDNS' configuration and Deployment, by name. */
function autoConfigure(chart: Chart): Manifest[] {
  const { v } = chart;
  const subject = { name: accountName(chart, 'corednsMCSAPI'), namespace: chart.namespace };
  const meta = { labels: chart.commonLabels, annotations: meshAnnotations(chart) };
  const named = (group: string, resource: string, verbs: string[], path: string) => ({
    apiGroups: [group],
    resources: [resource],
    verbs,
    resourceNames: [v.text(`${AT}.coredns.${path}`)],
  });
  return [
    ...pair('Cluster', () => clusterMetadata(NAME, meta.labels, meta.annotations), subject, [
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
    ]),
    ...pair('', () => metadata(chart, NAME, { ...meta, namespace: v.text(`${AT}.coredns.namespace`) }), subject, [
      named('', 'configmaps', ['update', 'patch', 'get'], 'configMapName'),
      named('apps', 'deployments', ['patch', 'update', 'get'], 'deploymentName'),
    ]),
  ];
}

function job(chart: Chart): Manifest {
  const { v } = chart;
  const flag = (name: string, path: string) => `--coredns-${name}=${v.text(`${AT}.coredns.${path}`)}`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(chart, NAME, {
      labels: { 'k8s-app': NAME, ...chart.partOf, ...chart.commonLabels },
      annotations: {
        'helm.sh/hook': 'post-install,post-upgrade',
        ...meshAnnotations(chart),
        ...v.map(`${AT}.annotations`),
      },
    }),
    spec: {
      template: {
        metadata: { labels: { 'k8s-app': NAME, ...v.map(`${AT}.podLabels`) } },
        spec: {
          containers: [
            {
              name: 'autoconfig',
              ...image(chart, 'clustermesh.apiserver.image'),
              resources: v.mapIf(`${AT}.resources`),
              command: ['/usr/bin/clustermesh-apiserver'],
              args: [
                'mcsapi-coredns-cfg',
                flag('deployment-name', 'deploymentName'),
                flag('configmap-name', 'configMapName'),
                flag('namespace', 'namespace'),
                flag('cluster-domain', 'clusterDomain'),
                flag('clusterset-domain', 'clustersetDomain'),
                ...v.list(`${AT}.extraArgs`),
              ],
              volumeMounts: v.listIf(`${AT}.extraVolumeMounts`),
            },
          ],
          nodeSelector: v.mapIf(`${AT}.nodeSelector`),
          priorityClassName: v.ifOn(`${AT}.priorityClassName`),
          tolerations: v.listIf(`${AT}.tolerations`),
          serviceAccountName: accountName(chart, 'corednsMCSAPI'),
          // The Job talks to the API server, so the account's own choice does not count.
          automountServiceAccountToken: true,
          imagePullSecrets: v.listIf('imagePullSecrets'),
          restartPolicy: 'OnFailure',
          volumes: v.listIf(`${AT}.extraVolumes`),
          affinity: v.mapIf(`${AT}.affinity`),
        },
      },
      ttlSecondsAfterFinished: v.get(`${AT}.ttlSecondsAfterFinished`),
    },
  };
}
