// What the operator may do in the whole cluster. Source: chart 1.20.0.
import { Chart } from '../context';
import { READ, RuleRow, rules } from './rule';
import { Fields } from '../types';

const CILIUM = 'cilium.io';
const GATEWAY = 'gateway.networking.k8s.io';

const BGP_CRDS = ['ciliumbgpclusterconfigs', 'ciliumbgppeerconfigs', 'ciliumbgpadvertisements', 'ciliumbgpnodeconfigs', 'ciliumbgpnodeconfigoverrides'];

/** Definitions that the operator installs and upgrades. */
const CRDS = [
  'ciliumloadbalancerippools',
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
  'ciliumdatapathplugins',
];

/** `ciliumnodes` → `ciliumnodes.cilium.io`, the definition's name. */
const definitions = (names: readonly string[]) => names.map((name) => `${name}.cilium.io`);

const GATEWAY_ROUTES = ['httproutes', 'grpcroutes', 'tlsroutes', 'backendtlspolicies', 'tcproutes', 'udproutes', 'listenersets'];

const nodeTaints = (chart: Chart) => chart.v.on('operator.removeNodeTaints') || chart.v.on('operator.setNodeTaints');
const writesNodes = (chart: Chart) => nodeTaints(chart) || chart.v.on('operator.setNodeNetworkStatus');
const gateway = (chart: Chart) => chart.gateway;
const ingress = (chart: Chart) => chart.ingress;

function rows(chart: Chart): RuleRow[] {
  const { v } = chart;
  // Without endpoint objects the operator cannot tell managed pods from others.
  const restartsPods = v.on('operator.unmanagedPodWatcher.restart') && !v.on('disableEndpointCRD');
  const collectsNodes = v.text('operator.nodeGCInterval') !== '0s';
  const copiesSecrets = chart.gateway || chart.ingress || chart.policySecretSync;
  const allIdentities = v.text('identityManagementMode') !== 'agent';
  return [
    { group: '', resources: ['pods'], verbs: [...READ, ...(restartsPods ? ['delete'] : [])] },
    // Set the drift-free configuration of the agents.
    { group: '', resources: ['configmaps'], names: ['cilium-config'], verbs: ['patch'] },
    { group: '', resources: ['nodes'], verbs: ['list', 'watch'], when: writesNodes },
    {
      group: '',
      resources: [...(nodeTaints(chart) ? ['nodes'] : []), ...(v.on('operator.setNodeNetworkStatus') ? ['nodes/status'] : [])],
      verbs: ['patch'],
      when: writesNodes,
    },
    { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: READ },
    { group: '', resources: ['services/status'], verbs: ['update', 'patch'] },
    { group: '', resources: ['namespaces', ...(copiesSecrets ? ['secrets'] : []), 'serviceaccounts'], verbs: READ },
    // Load balancers of gateways and ingresses are Services of the operator; their endpoints too.
    { group: '', resources: ['services'], verbs: chart.gateway || chart.ingress ? [...READ, 'create', 'update', 'delete', 'patch'] : READ },
    {
      group: 'discovery.k8s.io',
      resources: ['endpointslices'],
      verbs: [...READ, 'create', 'update', 'delete', 'patch'],
      when: () => chart.gateway || chart.ingress,
    },
    {
      group: CILIUM,
      resources: ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
      verbs: ['create', 'update', 'deletecollection', 'patch', ...READ],
    },
    { group: CILIUM, resources: ['ciliumnetworkpolicies/status', 'ciliumclusterwidenetworkpolicies/status'], verbs: ['patch', 'update'] },
    { group: CILIUM, resources: ['ciliumendpoints', 'ciliumidentities'], verbs: ['delete', 'list', 'watch'] },
    { group: CILIUM, resources: ['ciliumidentities'], verbs: ['update', ...(allIdentities ? ['create'] : [])] },
    { group: CILIUM, resources: ['ciliumnodes'], verbs: ['create', 'update', ...READ, ...(collectsNodes ? ['delete'] : [])] },
    { group: CILIUM, resources: ['ciliumnodes/status'], verbs: ['update'] },
    {
      group: CILIUM,
      resources: [
        'ciliumendpointslices',
        'ciliumenvoyconfigs',
        'ciliumbgpclusterconfigs',
        'ciliumbgpnodeconfigoverrides',
        'ciliumbgppeerconfigs',
        'ciliumbgpadvertisements',
        'ciliumbgpnodeconfigs',
        'ciliumcidrgroups',
      ],
      verbs: ['create', 'update', ...READ, 'delete', 'patch'],
    },
    { group: CILIUM, resources: ['ciliumbgpclusterconfigs/status', 'ciliumbgppeerconfigs/status'], verbs: ['update'] },
    { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['create', ...READ] },
    { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], names: definitions(CRDS), verbs: ['update'] },
    { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions/status'], names: definitions(BGP_CRDS), verbs: ['update'] },
    { group: CILIUM, resources: ['ciliumloadbalancerippools', 'ciliumpodippools', 'ciliumbgppeerconfigs', 'ciliumdatapathplugins'], verbs: READ },
    { group: CILIUM, resources: ['ciliumpodippools'], verbs: ['create'] },
    { group: CILIUM, resources: ['ciliumloadbalancerippools/status'], verbs: ['patch'] },
    // Leader election.
    { group: 'coordination.k8s.io', resources: ['leases'], verbs: ['create', 'get', 'update'] },
    { group: 'networking.k8s.io', resources: ['ingresses', 'ingressclasses'], verbs: READ, when: ingress },
    { group: 'networking.k8s.io', resources: ['ingresses/status', 'ingresses/finalizers'], verbs: ['update'], when: ingress },
    {
      group: GATEWAY,
      resources: [
        'gatewayclasses',
        'gateways',
        'tcproutes',
        'udproutes',
        'tlsroutes',
        'httproutes',
        'grpcroutes',
        'referencegrants',
        'referencepolicies',
        'backendtlspolicies',
        'listenersets',
      ],
      verbs: READ,
      when: gateway,
    },
    { group: GATEWAY, resources: ['gatewayclasses'], verbs: ['patch'], when: gateway },
    { group: GATEWAY, resources: ['gatewayclasses', 'gateways', ...GATEWAY_ROUTES].map((name) => `${name}/status`), verbs: ['update', 'patch'], when: gateway },
    { group: CILIUM, resources: ['ciliumgatewayclassconfigs'], verbs: READ, when: gateway },
    { group: CILIUM, resources: ['ciliumgatewayclassconfigs/status'], verbs: ['update', 'patch'], when: gateway },
    { group: '', resources: ['configmaps'], verbs: READ, when: gateway },
    { group: 'multicluster.x-k8s.io', resources: ['serviceimports'], verbs: READ, when: gateway },
    { group: CILIUM, resources: ['ciliumendpointslices'], verbs: ['deletecollection'] },
  ];
}

export function operatorRules(chart: Chart): Fields[] {
  return rules(chart, rows(chart));
}
