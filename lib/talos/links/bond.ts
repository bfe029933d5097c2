// The fields of a bond in both forms.
import { BondMode, BondSettings, ClusterNode, Link } from '../../cluster';
import { PlainMap } from '../../manifest';
import { said } from '../documents';

/** Names of the fields by property, where a form has them: of BondConfig and of the v1alpha1 form. Source: types of Talos 1.12 to 1.14. */
const FIELDS: readonly (readonly [keyof BondSettings, string | undefined, string | undefined])[] = [
  ['miimon', 'miimon', 'miimon'],
  ['updelay', 'updelay', 'updelay'],
  ['downdelay', 'downdelay', 'downdelay'],
  ['useCarrier', 'useCarrier', 'useCarrier'],
  ['xmitHashPolicy', 'xmitHashPolicy', 'xmitHashPolicy'],
  ['lacpRate', 'lacpRate', 'lacpRate'],
  ['primaryReselect', 'primaryReselect', 'primaryReselect'],
  ['arpInterval', 'arpInterval', 'arpInterval'],
  ['arpIpTargets', 'arpIpTargets', undefined],
  ['nsIp6Targets', 'nsIp6Targets', undefined],
  ['arpValidate', 'arpValidate', 'arpValidate'],
  ['arpAllTargets', 'arpAllTargets', 'arpAllTargets'],
  ['failOverMac', 'failOverMac', 'failOverMac'],
  ['adSelect', 'adSelect', 'adSelect'],
  ['adActorSysPrio', 'adActorSysPrio', 'adActorSysPrio'],
  ['adUserPortKey', 'adUserPortKey', 'adUserPortKey'],
  ['resendIgmp', 'resendIGMP', 'resendIgmp'],
  ['minLinks', 'minLinks', 'minLinks'],
  ['lpInterval', 'lpInterval', 'lpInterval'],
  ['packetsPerSlave', 'packetsPerSlave', 'packetsPerSlave'],
  ['numPeerNotif', 'numPeerNotif', 'numPeerNotif'],
  ['tlbLogicalLb', 'tlbLogicalLb', 'tlbDynamicLb'],
  ['allSlavesActive', 'allSlavesActive', 'allSlavesActive'],
  ['peerNotifDelay', 'peerNotifDelay', 'peerNotifyDelay'],
  ['missedMax', 'missedMax', undefined],
];

/** Milliseconds. A bond that looks at its links only when something is sent goes on sending over a dead one (siderolabs/talos#10752). */
const MONITORING = { miimon: 100, updelay: 200, downdelay: 200 };

/** Fields of BondConfig. */
export function bondDocument(options: BondSettings, members: readonly Link[]): PlainMap {
  return {
    links: members.map(({ interfaceName }) => interfaceName),
    bondMode: modeOf(options),
    ...fieldsOf(options, 1),
    ...said({ adLACPActive: options.adLacpActive === undefined ? undefined : options.adLacpActive ? 'on' : 'off' }),
  };
}

/** `bond` of an entry of `machine.network.interfaces`. */
export function bondEntry(
  { options, primary }: { readonly options: BondSettings; readonly primary?: Link },
  members: readonly Link[],
  node: ClusterNode | undefined,
): PlainMap {
  const selectors = members.flatMap((link) => link._selectorOn(node)?._device ?? []);
  return {
    ...(selectors.length > 0
      ? { deviceSelectors: selectors }
      : { interfaces: members.map(({ interfaceName }) => interfaceName) }),
    mode: modeOf(options),
    ...said({ primary: primary?.interfaceName }),
    ...fieldsOf(options, 2),
  };
}

function modeOf({ mode = BondMode.ACTIVE_BACKUP }: BondSettings): BondMode {
  return mode;
}

function fieldsOf(options: BondSettings, form: 1 | 2): PlainMap {
  // ARP takes the place of looking at the links.
  const monitoring =
    options.miimon === 0 || (options.miimon === undefined && options.arpInterval !== undefined) ? {} : MONITORING;
  const all: PlainMap = { ...monitoring, ...said({ ...options }) };
  return said(Object.fromEntries(FIELDS.flatMap((row) => (row[form] === undefined ? [] : [[row[form], all[row[0]]]]))));
}
