// The mesh's API server as a Deployment.
import { Chart } from '../context';
import { OWNER_READ, accountName, certificateSources, metadata, priorityClass, spreadConstraints } from '../objects';
import { Fields, Manifest } from '../types';
import { containers, initContainers } from './containers';
import { NAME, SELECTOR, appLabels, clusterUsers, kvStoreMesh, meshAnnotations, ownEtcd } from './mesh';
import { hostAliases } from './peers';
import { clientSources } from './secrets';

const AT = 'clustermesh.apiserver';

export function apiServerDeployment(chart: Chart): Manifest {
  const { v } = chart;
  const labels = { ...appLabels(), ...chart.partOf, ...chart.commonLabels };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(chart, NAME, { labels, annotations: meshAnnotations(chart) }),
    spec: {
      replicas: v.get(`${AT}.replicas`),
      selector: { matchLabels: SELECTOR },
      // Two writers of one foreign store would disturb each other.
      strategy: ownEtcd(chart) ? v.mapIf(`${AT}.updateStrategy`) : { type: 'Recreate' },
      template: {
        metadata: {
          annotations: { ...v.map(`${AT}.podAnnotations`), 'kubectl.kubernetes.io/default-container': 'apiserver' },
          labels: { ...labels, ...v.map(`${AT}.podLabels`) },
        },
        spec: {
          imagePullSecrets: v.listIf('imagePullSecrets'),
          securityContext: v.mapIf(`${AT}.podSecurityContext`),
          initContainers: some(initContainers(chart)),
          containers: containers(chart),
          volumes: volumes(chart),
          restartPolicy: 'Always',
          priorityClassName: priorityClass(chart, `${AT}.priorityClassName`, 'system-cluster-critical'),
          serviceAccountName: accountName(chart, 'clustermeshApiserver'),
          terminationGracePeriodSeconds: v.get(`${AT}.terminationGracePeriodSeconds`),
          automountServiceAccountToken: v.get('serviceAccounts.clustermeshApiserver.automount'),
          affinity: v.mapIf(`${AT}.affinity`),
          topologySpreadConstraints: spreadConstraints(chart, `${AT}.topologySpreadConstraints`, SELECTOR),
          nodeSelector: v.mapIf(`${AT}.nodeSelector`),
          tolerations: v.listIf(`${AT}.tolerations`),
          hostAliases: kvStoreMesh(chart) ? hostAliases(chart) : undefined,
        },
      },
    },
  };
}

const some = (list: Fields[]) => (list.length === 0 ? undefined : list);

function volumes(chart: Chart): unknown[] {
  const { v } = chart;
  const pair = { 'tls.crt': 'tls.crt', 'tls.key': 'tls.key' };
  const own = (name: string, secret: string) => ({
    name,
    projected: { defaultMode: OWNER_READ, sources: certificateSources(chart, secret, pair, 'ca.crt') },
  });
  const users = { name: 'etcd-users-config', configMap: { name: 'clustermesh-remote-users', defaultMode: OWNER_READ } };
  const inMemory = v.text(`${AT}.etcd.storageMedium`) === 'Memory';
  return [
    ...(ownEtcd(chart)
      ? [
          own('etcd-server-secrets', 'clustermesh-apiserver-server-cert'),
          own('etcd-admin-client', 'clustermesh-apiserver-admin-cert'),
          ...(clusterUsers(chart) ? [users] : []),
          { name: 'etcd-data-dir', emptyDir: { medium: inMemory ? 'Memory' : '' } },
        ]
      : []),
    ...(kvStoreMesh(chart) ? [copierSecrets(chart), ...(ownEtcd(chart) ? [] : [storeConfig()])] : []),
    ...v.list(`${AT}.extraVolumes`),
  ];
}

/** What the copier needs to reach the other clusters. */
function copierSecrets(chart: Chart): Fields {
  return {
    name: 'kvstoremesh-secrets',
    projected: {
      defaultMode: OWNER_READ,
      sources: [
        { secret: { name: 'cilium-kvstoremesh', optional: true } },
        ...clientSources(chart, 'clustermesh-apiserver-remote-cert', 'common'),
      ],
    },
  };
}

function storeConfig(): Fields {
  return {
    name: 'etcd-config',
    configMap: {
      defaultMode: OWNER_READ,
      items: [{ key: 'etcd-config', path: 'etcd-config.yaml' }],
      name: 'cilium-config',
    },
  };
}
