// What the operator may do in the whole cluster. Source: charts 1.18.12, 1.19.6 and 1.20.0.
import { mcsApi, operatorInMesh } from '../clustermesh/mesh';
import { Chart } from '../context';
import { Name, READ, RuleRow, rules, since, until } from './rule';
import { Fields } from '../types';

const CILIUM = 'cilium.io';
const GATEWAY = 'gateway.networking.k8s.io';
const MCS = 'multicluster.x-k8s.io';

const BGP_CRDS = [
  'ciliumbgpclusterconfigs',
  'ciliumbgppeerconfigs',
  'ciliumbgpadvertisements',
  'ciliumbgpnodeconfigs',
  'ciliumbgpnodeconfigoverrides',
];

/** Definitions that the operator installs and upgrades. */
const CRDS = definitions(
  'ciliumloadbalancerippools',
  ...until('1.19', 'ciliumbgppeeringpolicies'),
  ...BGP_CRDS,
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
  'ciliumgatewayclassconfigs',
);
const PLUGIN_CRDS = definitions(...since('1.20', 'ciliumdatapathplugins'));
/** Definitions of the Multi-Cluster Services API, when the operator brings them. */
const MCS_CRDS = ['serviceimports', 'serviceexports'].map((name) => `${name}.${MCS}`);

/** `ciliumnodes` → `ciliumnodes.cilium.io`, the definition's name. */
function definitions(...names: readonly Name[]): Name[] {
  return names.map((each) =>
    typeof each === 'string' ? `${each}.cilium.io` : { ...each, name: `${each.name}.cilium.io` },
  );
}

/** Kinds whose status the operator writes. */
const GATEWAY_KINDS = ['gatewayclasses', 'gateways', 'httproutes', 'grpcroutes', 'tlsroutes'];
const NEWER_GATEWAY_KINDS = ['backendtlspolicies', 'tcproutes', 'udproutes', 'listenersets'];
const statuses = (names: readonly string[]) => names.map((name) => `${name}/status`);

const nodeTaints = (chart: Chart) => chart.v.on('operator.removeNodeTaints') || chart.v.on('operator.setNodeTaints');
const writesNodes = (chart: Chart) => nodeTaints(chart) || chart.v.on('operator.setNodeNetworkStatus');
/** True for a duration that is not zero, however zero is written. */
const takesTime = (duration: string) => /[1-9]/.test(duration);
const WRITE = ['create', 'update', 'patch', 'delete'];
const on = (path: string) => (chart: Chart) => chart.v.on(path);
const gateway = (chart: Chart) => chart.gateway;
const ingress = (chart: Chart) => chart.ingress;

function rows(chart: Chart): RuleRow[] {
  const { v } = chart;
  // Without endpoint objects the operator cannot tell managed pods from others.
  const restartsPods =
    v.on('operator.unmanagedPodWatcher.restart') &&
    v.number('operator.unmanagedPodWatcher.intervalSeconds') !== 0 &&
    !v.on('disableEndpointCRD');
  const collectsNodes = takesTime(v.text('operator.nodeGCInterval'));
  const copiesSecrets = chart.gateway || chart.ingress || chart.policySecretSync;
  const installsMcs = mcsApi(chart) && v.on('clustermesh.mcsapi.installCRDs');
  const allIdentities = v.text('identityManagementMode') !== 'agent';
  return [
    { group: '', resources: ['pods'], verbs: [...READ, ...(restartsPods ? ['delete'] : [])] },
    // Set the drift-free configuration of the agents.
    { group: '', resources: ['configmaps'], names: ['cilium-config'], verbs: ['patch'] },
    {
      group: '',
      resources: ['nodes'],
      verbs: ['list', 'watch'],
      when: (c) => writesNodes(c) || takesTime(c.v.text('operator.endpointGCInterval')),
    },
    {
      group: '',
      resources: [
        ...(nodeTaints(chart) ? ['nodes'] : []),
        ...(v.on('operator.setNodeNetworkStatus') ? ['nodes/status'] : []),
      ],
      verbs: ['patch'],
      when: writesNodes,
    },
    // Slices of Services in other clusters, owned by the Service of the same name here.
    {
      group: 'discovery.k8s.io',
      resources: ['endpointslices'],
      verbs: [...(operatorInMesh(chart) ? ['create', 'update', 'delete', 'deletecollection'] : []), ...READ],
    },
    {
      group: '',
      resources: ['services/finalizers'],
      verbs: ['update'],
      when: on('clustermesh.enableEndpointSliceSynchronization'),
    },
    { group: '', resources: ['services/status'], verbs: ['update', 'patch'] },
    {
      group: '',
      resources: ['namespaces', ...(copiesSecrets ? ['secrets'] : []), ...since('1.20', 'serviceaccounts')],
      verbs: READ,
    },
    // Load balancers of gateways and ingresses are Services of the operator; their endpoints too.
    {
      group: '',
      resources: ['services', ...until('1.20', 'endpoints')],
      verbs: chart.gateway || chart.ingress ? [...READ, 'create', 'update', 'delete', 'patch'] : READ,
    },
    {
      group: 'discovery.k8s.io',
      resources: ['endpointslices'],
      verbs: [...READ, 'create', 'update', 'delete', 'patch'],
      when: () => chart.gateway || chart.ingress,
      since: '1.19',
    },
    {
      group: '',
      resources: ['events'],
      verbs: ['patch', 'create'],
      when: on('clustermesh.enableEndpointSliceSynchronization'),
    },
    {
      group: CILIUM,
      resources: ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
      verbs: ['create', 'update', 'deletecollection', 'patch', ...READ],
    },
    {
      group: CILIUM,
      resources: ['ciliumnetworkpolicies/status', 'ciliumclusterwidenetworkpolicies/status'],
      verbs: ['patch', 'update'],
    },
    { group: CILIUM, resources: ['ciliumendpoints', 'ciliumidentities'], verbs: ['delete', 'list', 'watch'] },
    { group: CILIUM, resources: ['ciliumidentities'], verbs: ['update', ...(allIdentities ? ['create'] : [])] },
    {
      group: CILIUM,
      resources: ['ciliumnodes'],
      verbs: ['create', 'update', ...READ, ...(collectsNodes ? ['delete'] : [])],
    },
    { group: CILIUM, resources: ['ciliumnodes/status'], verbs: ['update'] },
    {
      group: CILIUM,
      resources: [
        'ciliumendpointslices',
        'ciliumenvoyconfigs',
        ...since('1.20', 'ciliumbgpclusterconfigs', 'ciliumbgpnodeconfigoverrides'),
        'ciliumbgppeerconfigs',
        'ciliumbgpadvertisements',
        'ciliumbgpnodeconfigs',
        ...since('1.20', 'ciliumcidrgroups'),
      ],
      verbs: ['create', 'update', ...READ, 'delete', 'patch'],
    },
    { group: CILIUM, resources: ['ciliumbgpclusterconfigs/status', 'ciliumbgppeerconfigs/status'], verbs: ['update'] },
    { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['create', ...READ] },
    {
      group: 'apiextensions.k8s.io',
      resources: ['customresourcedefinitions'],
      names: [...CRDS, ...(installsMcs ? MCS_CRDS : []), ...PLUGIN_CRDS],
      verbs: ['update'],
    },
    {
      group: 'apiextensions.k8s.io',
      resources: ['customresourcedefinitions/status'],
      names: definitions(...BGP_CRDS),
      verbs: ['update'],
      since: '1.20',
    },
    {
      group: CILIUM,
      resources: [
        'ciliumloadbalancerippools',
        'ciliumpodippools',
        ...until('1.20', 'ciliumbgppeeringpolicies', 'ciliumbgpclusterconfigs', 'ciliumbgpnodeconfigoverrides'),
        'ciliumbgppeerconfigs',
        ...since('1.20', 'ciliumdatapathplugins'),
      ],
      verbs: READ,
    },
    { group: CILIUM, resources: ['ciliumpodippools'], verbs: ['create'] },
    { group: CILIUM, resources: ['ciliumloadbalancerippools/status'], verbs: ['patch'] },
    // Leader election.
    { group: 'coordination.k8s.io', resources: ['leases'], verbs: ['create', 'get', 'update'] },
    { group: 'networking.k8s.io', resources: ['ingresses', 'ingressclasses'], verbs: READ, when: ingress },
    {
      group: 'networking.k8s.io',
      resources: ['ingresses/status', 'ingresses/finalizers'],
      verbs: ['update'],
      when: ingress,
    },
    {
      group: GATEWAY,
      resources: [
        'gatewayclasses',
        'gateways',
        ...since('1.20', 'tcproutes', 'udproutes'),
        'tlsroutes',
        'httproutes',
        'grpcroutes',
        'referencegrants',
        'referencepolicies',
        ...since('1.20', 'backendtlspolicies', 'listenersets'),
      ],
      verbs: READ,
      when: gateway,
    },
    { group: GATEWAY, resources: ['gatewayclasses'], verbs: ['patch'], when: gateway },
    {
      group: GATEWAY,
      resources: [...statuses(GATEWAY_KINDS), ...since('1.20', ...statuses(NEWER_GATEWAY_KINDS))],
      verbs: ['update', 'patch'],
      when: gateway,
    },
    { group: CILIUM, resources: ['ciliumgatewayclassconfigs'], verbs: READ, when: gateway },
    { group: CILIUM, resources: ['ciliumgatewayclassconfigs/status'], verbs: ['update', 'patch'], when: gateway },
    { group: '', resources: ['configmaps'], verbs: READ, when: gateway, since: '1.20' },
    {
      group: MCS,
      resources: ['serviceimports'],
      verbs: [...READ, ...(mcsApi(chart) ? WRITE : [])],
      when: () => chart.gateway || mcsApi(chart),
    },
    { group: MCS, resources: ['serviceimports/status'], verbs: ['update', 'patch'], when: mcsApi },
    { group: MCS, resources: ['serviceimports/finalizers'], verbs: ['update'], when: mcsApi, since: '1.19' },
    { group: MCS, resources: ['serviceexports'], verbs: READ, when: mcsApi },
    { group: MCS, resources: ['serviceexports/status'], verbs: ['update', 'patch'], when: mcsApi },
    { group: '', resources: ['services'], verbs: WRITE, when: mcsApi },
    { group: CILIUM, resources: ['ciliumendpointslices'], verbs: ['deletecollection'], since: '1.19' },
  ];
}

export function operatorRules(chart: Chart): Fields[] {
  return rules(chart, rows(chart));
}
