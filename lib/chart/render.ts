// The chart as a function: values, release and environment in, objects out.
import { PlainMap, objectKey } from '../manifest/types';
import { Release, findRelease, supportedVersions } from './releases';
import { agentAccount, agentDaemonSet } from './agent';
import { checkValues } from './check';
import { ciliumConfig } from './config-map';
import { clusterMeshObjects } from './clustermesh';
import { Chart } from './context';
import { dashboardObjects } from './dashboards';
import { dnsProxyObjects } from './dns-proxy';
import { environment } from './environment';
import { envoyObjects } from './envoy';
import { extraObjects } from './extras';
import { gatewayObjects } from './gateway';
import { hubbleObjects } from './hubble';
import { ingressObjects } from './ingress';
import { monitoringObjects } from './monitoring';
import { secretsNamespaces } from './namespaces';
import { prune } from './objects';
import { operatorObjects } from './operator';
import { rbacObjects } from './rbac';
import { ChartInput, Manifest, Rendering } from './types';
import { Values, sharedDefaults, withDefaults } from './values';

/** Renders the chart. An error among the problems means no objects. Same input, same objects in the same order. */
export function renderChart(input: ChartInput): Rendering {
  const release = findRelease(input.version);
  if (release === undefined) {
    return {
      objects: [],
      problems: [
        {
          code: 'values/version',
          path: '',
          message: `chart ${JSON.stringify(input.version)} is not supported`,
          repair: `write one of ${supportedVersions().join(', ')}`,
          level: 'error',
        },
      ],
    };
  }
  const chart = chartOf(release, input);
  const problems = checkValues(chart, input);
  const objects = problems.some(({ level }) => level === 'error') ? [] : chartObjects(chart);
  return { objects, problems };
}

/** Values of an input over the defaults of its release, ready to be asked. */
export function chartOf(release: Release, input: ChartInput): Chart {
  const values = new Values(release, withDefaults(sharedDefaults(release), input.values as PlainMap));
  return new Chart(
    values,
    release,
    environment(input.kubeVersion, input.apiVersions, input.namespace),
    input.dashboards ?? {},
  );
}

/** The objects of a chart whose values were checked. */
export function chartObjects(chart: Chart): Manifest[] {
  const objects = [
    ...secretsNamespaces(chart),
    ...agentAccount(chart),
    ...rbacObjects(chart),
    ...ciliumConfig(chart),
    ...agentDaemonSet(chart),
    ...envoyObjects(chart),
    ...dnsProxyObjects(chart),
    ...operatorObjects(chart),
    ...gatewayObjects(chart),
    ...ingressObjects(chart),
    ...hubbleObjects(chart),
    ...monitoringObjects(chart),
    ...dashboardObjects(chart),
    ...clusterMeshObjects(chart),
    ...extraObjects(chart),
  ].map(prune);
  return objects.sort(byRank);
}

/** What others need comes first, so that one `kubectl apply` works. */
const KINDS = [
  'Namespace',
  'ResourceQuota',
  'ServiceAccount',
  'ConfigMap',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
];

function byRank(a: Manifest, b: Manifest): number {
  const rank = ({ kind }: Manifest) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  const [keyA, keyB] = [objectKey(a), objectKey(b)];
  return rank(a) - rank(b) || (keyA < keyB ? -1 : keyA > keyB ? 1 : 0);
}
