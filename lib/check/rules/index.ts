// Every whole-app rule, in the order of the report.
import { Rule } from '../rule';
import { NODE_IPAM } from './addresses/node-ipam';
import { OVERLAP } from './addresses/overlap';
import { POOL_BLOCKS } from './addresses/pool-blocks';
import { POOL_ADDRESSES } from './addresses/pools';
import { REQUESTED } from './addresses/requested';
import { RESPONSIBLE } from './addresses/responsible';
import { SERVED } from './addresses/served';
import { SHARING } from './addresses/sharing';
import { CNI_RULES } from './cni';
import { GATEWAY_RULES } from './gateway';
import { L2_ANNOUNCED } from './l2/announced';
import { L2_ANNOUNCES } from './l2/announces';
import { L2_INTERFACES } from './l2/interfaces';
import { L2_LEASE_RATE } from './l2/lease-rate';
import { L2_LINKS } from './l2/links';
import { L2_SELECTORS } from './l2/selectors';
import { CLUSTER_SCOPE } from './objects/cluster-scope';
import { CLUSTERWIDE_DENY } from './objects/clusterwide-deny';
import { DUPLICATE } from './objects/duplicate';
import { KEY_MATERIAL } from './objects/key-material';
import { MOVING_TAG } from './objects/moving-tag';
import { NULL_SELECTOR } from './objects/null-selector';
import { SECRET_DATA } from './objects/secret-data';
import { POLICY_RULES } from './policies';
import { REACH_RULES } from './reach';
import { BGP_ADVERTISEMENT } from './references/bgp-advertisement';
import { BGP_SERVICES } from './references/bgp-services';
import { CONFIG_KEY } from './references/config-key';
import { LISTENER } from './references/listener';
import { MISSING } from './references/missing';
import { SERVICE_PORT } from './references/service-port';
import { RELEASE_RULES } from './releases';
import { TALOS_RULES } from './talos';
import { CHART_VALUES } from './values/chart';
import { DIRECT_ROUTES } from './values/direct-routes';
import { DEVICES } from './values/devices';
import { HOST_DNS } from './values/host-dns';
import { HOST_NETWORK } from './values/host-network';
import { HUBBLE_METRICS } from './values/hubble';
import { KNOWN_BAD } from './values/known-bad';
import { KUBESPAN } from './values/kubespan';
import { CNI_EXCLUSIVE } from './values/multus';
import { NETWORKS } from './values/networks';
import { POLICY_AUDIT } from './values/policy-audit';
import { START_UP } from './values/start-up';
import { SWITCHED_OFF } from './values/switched-off';
import { TALOS_VALUES } from './values/talos';

export const RULES: readonly Rule[] = [
  DUPLICATE,
  CLUSTER_SCOPE,
  SECRET_DATA,
  KEY_MATERIAL,
  MOVING_TAG,
  NULL_SELECTOR,
  CLUSTERWIDE_DENY,
  SERVICE_PORT,
  LISTENER,
  CONFIG_KEY,
  BGP_ADVERTISEMENT,
  BGP_SERVICES,
  MISSING,
  OVERLAP,
  POOL_BLOCKS,
  POOL_ADDRESSES,
  REQUESTED,
  RESPONSIBLE,
  NODE_IPAM,
  SERVED,
  SHARING,
  L2_INTERFACES,
  L2_SELECTORS,
  L2_ANNOUNCES,
  L2_ANNOUNCED,
  L2_LINKS,
  L2_LEASE_RATE,
  ...POLICY_RULES,
  ...REACH_RULES,
  ...CNI_RULES,
  ...GATEWAY_RULES,
  ...RELEASE_RULES,
  CHART_VALUES,
  START_UP,
  SWITCHED_OFF,
  POLICY_AUDIT,
  CNI_EXCLUSIVE,
  TALOS_VALUES,
  HOST_DNS,
  KUBESPAN,
  DEVICES,
  NETWORKS,
  DIRECT_ROUTES,
  HUBBLE_METRICS,
  HOST_NETWORK,
  KNOWN_BAD,
  ...TALOS_RULES,
];
