// What the agent may do in the whole cluster. Source: charts 1.18.12, 1.19.6 and 1.20.0.
import { Chart } from '../context';
import { READ, RuleRow, rules, since, until } from './rule';
import { Fields } from '../types';

const CILIUM = 'cilium.io';

/** Custom resources that every agent watches. */
const WATCHED = [
  'ciliumloadbalancerippools',
  ...until('1.20', 'ciliumbgppeeringpolicies'),
  'ciliumbgpnodeconfigs',
  'ciliumbgpadvertisements',
  'ciliumbgppeerconfigs',
  'ciliumclusterwideenvoyconfigs',
  'ciliumclusterwidenetworkpolicies',
  'ciliumegressgatewaypolicies',
  'ciliumendpoints',
  'ciliumendpointslices',
  'ciliumenvoyconfigs',
  'ciliumidentities',
  'ciliumlocalredirectpolicies',
  'ciliumnetworkpolicies',
  'ciliumnodes',
  'ciliumnodeconfigs',
  'ciliumcidrgroups',
  'ciliuml2announcementpolicies',
  'ciliumpodippools',
  ...since('1.20', 'ciliumdatapathplugins'),
];

const ROWS: readonly RuleRow[] = [
  { group: 'networking.k8s.io', resources: ['networkpolicies'], verbs: READ },
  { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: READ },
  { group: '', resources: ['namespaces', 'services', 'pods', ...until('1.20', 'endpoints'), 'nodes'], verbs: READ },
  {
    group: '',
    resources: ['events'],
    verbs: ['create', 'patch'],
    when: (chart) => chart.hubble && chart.v.on('hubble.dropEventEmitter.enabled'),
  },
  { group: '', resources: ['nodes/status'], verbs: ['patch'], when: (chart) => chart.v.on('annotateK8sNode') },
  {
    group: 'coordination.k8s.io',
    resources: ['leases'],
    verbs: ['create', 'get', 'update', 'list', 'delete'],
    when: (chart) => chart.v.on('l2announcements.enabled'),
  },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['list', 'watch', 'get'] },
  { group: CILIUM, resources: WATCHED, verbs: ['list', 'watch'] },
  { group: CILIUM, resources: ['ciliumidentities', 'ciliumendpoints', 'ciliumnodes'], verbs: ['create'] },
  { group: CILIUM, resources: ['ciliumidentities'], verbs: ['update'] },
  { group: CILIUM, resources: ['ciliumendpoints'], verbs: ['delete', 'get'] },
  { group: CILIUM, resources: ['ciliumnodes', 'ciliumnodes/status'], verbs: ['get', 'update'] },
  {
    group: CILIUM,
    resources: [
      'ciliumendpoints/status',
      'ciliumendpoints',
      'ciliuml2announcementpolicies/status',
      'ciliumbgpnodeconfigs/status',
    ],
    verbs: ['patch'],
  },
  {
    group: 'policy.networking.k8s.io',
    resources: ['clusternetworkpolicies'],
    verbs: READ,
    when: (chart) => chart.v.on('k8sClusterNetworkPolicy.enabled'),
  },
];

/** Secrets of policies are read everywhere unless they live in one namespace. */
export function agentRules(chart: Chart): Fields[] {
  const core = ROWS.map((row) =>
    row.group === '' && row.resources.includes('pods') && !chart.policySecretsFromNamespace
      ? { ...row, resources: [...row.resources, 'secrets'] }
      : row,
  );
  return rules(chart, core);
}
