// The cluster mesh: an API server that other clusters read, and the way to theirs.
import { Chart } from '../context';
import { configMap, serviceAccount } from '../objects';
import { clusterRolePair } from '../rbac';
import { READ, RuleRow, rules, until } from '../rbac/rule';
import { Manifest } from '../types';
import { certificateObjects } from './certificates';
import { coreDnsObjects } from './coredns';
import { apiServerDeployment } from './deployment';
import { NAME, apiServer, clusterUsers, crdIdentities, mcsApi, meshAnnotations, meshMetadata, ownEtcd } from './mesh';
import { peerSecrets, peers } from './peers';
import { apiServerService, budget, metricsObjects } from './services';

export { clientHostAliases } from './peers';
export { apiServer, mcsApi, operatorInMesh } from './mesh';
export { MESH_DIR, MESH_MOUNT, meshSecretsVolume } from './secrets';

export function clusterMeshObjects(chart: Chart): Manifest[] {
  return [...(apiServer(chart) ? apiServerObjects(chart) : []), ...peerSecrets(chart), ...coreDnsObjects(chart)];
}

function apiServerObjects(chart: Chart): Manifest[] {
  return [
    ...serviceAccount(chart, 'clustermeshApiserver', meshAnnotations(chart)),
    ...clusterRole(chart),
    apiServerDeployment(chart),
    ...apiServerService(chart),
    ...metricsObjects(chart),
    ...budget(chart),
    ...usersConfig(chart),
    ...certificateObjects(chart),
  ];
}

/** What the server copies into etcd for the others. */
const ROWS: readonly RuleRow[] = [
  {
    group: 'cilium.io',
    resources: ['ciliumidentities', 'ciliumendpoints', 'ciliumnodes', 'ciliumendpointslices'],
    verbs: READ,
  },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: READ },
  { group: '', resources: [...until('1.20', 'endpoints'), 'namespaces', 'services'], verbs: READ },
  { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: READ },
  { group: 'multicluster.x-k8s.io', resources: ['serviceexports'], verbs: READ, when: mcsApi },
];

function clusterRole(chart: Chart): Manifest[] {
  if (!chart.mayBind('clustermeshApiserver') || !chart.v.on('rbac.create') || !ownEtcd(chart) || !crdIdentities(chart))
    return [];
  const { role, binding } = clusterRolePair(
    chart,
    NAME,
    'clustermeshApiserver',
    meshAnnotations(chart),
    rules(chart, ROWS),
  );
  return [role, binding];
}

/** A user of etcd for each other cluster. */
function usersConfig(chart: Chart): Manifest[] {
  const wanted = chart.v.on('clustermesh.config.enabled') || chart.release.has('meshUsersAlways');
  if (!wanted || !ownEtcd(chart) || !crdIdentities(chart) || !clusterUsers(chart)) return [];
  const users = peers(chart).map(({ name }) => `- name: remote-${name}\n  role: remote\n`);
  return [
    configMap(meshMetadata(chart, 'clustermesh-remote-users', {}), { 'users.yaml': `users:\n${users.join('')}` }),
  ];
}
