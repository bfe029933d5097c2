// The rules about secondary networks.
import { Rule } from '../../rule';
import { BRIDGE_VLAN } from './bridge-vlan';
import { KUBEVIRT } from './kubevirt';
import { CNI_ANNOTATION } from './annotation';
import { CNI_CONFIGURATION } from './configuration';
import { DHCP_DAEMON } from './dhcp-daemon';
import { FIXED_ADDRESS } from './fixed-address';
import { HOST_NETWORK } from './host-network';
import { HOST_PROGRAMS } from './host-programs';
import { PLUGIN_INSTALLER } from './installer';
import { ISOLATION } from './isolation';
import { LINK } from './link';
import { MASTER_MISSING } from './master';
import { MULTUS_ON_TALOS } from './multus-on-talos';
import { PASSTHRU_PODS } from './passthru-pods';
import { PER_NODE } from './per-node';
import { UNQUOTED_PLACEHOLDER } from './placeholder';
import { REQUESTED_ADDRESSES } from './requested-addresses';
import { ROUTES } from './routes';
import { SHARED_MASTER } from './shared-master';
import { SRIOV_RESOURCE } from './sriov-resource';
import { STATIC_SHARED } from './static-shared';
import { TWICE } from './twice';
import { TWO_PREFIXES } from './two-prefixes';

export const CNI_RULES: readonly Rule[] = [
  CNI_CONFIGURATION,
  UNQUOTED_PLACEHOLDER,
  CNI_ANNOTATION,
  HOST_NETWORK,
  FIXED_ADDRESS,
  STATIC_SHARED,
  REQUESTED_ADDRESSES,
  TWO_PREFIXES,
  MASTER_MISSING,
  LINK,
  ROUTES,
  SHARED_MASTER,
  PASSTHRU_PODS,
  PER_NODE,
  TWICE,
  ISOLATION,
  PLUGIN_INSTALLER,
  DHCP_DAEMON,
  SRIOV_RESOURCE,
  MULTUS_ON_TALOS,
  HOST_PROGRAMS,
  BRIDGE_VLAN,
  KUBEVIRT,
];
