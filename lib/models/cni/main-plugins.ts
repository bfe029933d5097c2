// What the main plugins refuse. Source: containernetworking/plugins 1.9.1, run; ipvlan and vlan read beyond their first checks.
import { isMap } from '../../manifest';
import { IpAddress } from '../../net';
import { isReached } from './addresses';
import { Planned } from './planned';
import { PluginConfiguration, takesLink, textOf } from './configuration';
import { checkLinkName, checkMac, checkMtu, isMac } from './link-values';
import { Judge } from './problem';
import { Request } from './request';
import { judgeSriov } from './sriov';
import { shown } from './shape';

/** Judges one main plugin. */
export type MainRule = (
  plugin: PluginConfiguration,
  planned: Planned,
  judge: Judge,
  request: Request | undefined,
) => void;

export const MAIN_RULES: Readonly<Record<string, MainRule>> = {
  macvlan(plugin, planned, judge, request) {
    const { fields, ipamType } = plugin;
    checkWord(fields.mode, ['bridge', 'private', 'vepa', 'passthru'], 'mode', judge);
    checkMtu(fields.mtu, planned, judge, 'error');
    checkMaster(fields, judge);
    if (request?.mac === undefined) checkMac(fields.mac, judge.at('mac'));
    // The plugin takes the request, and the interface has the address of the link.
    else if (takesLink(plugin)) macIgnored('macvlan in passthru mode', request, judge);
    if (ipamType === undefined && fields.promiscMode !== undefined) judge.warning('no-effect', 'promisc-mode');
  },
  ipvlan({ fields, ipamType }, planned, judge, request) {
    checkWord(fields.mode, ['l2', 'l3', 'l3s'], 'mode', judge);
    checkMtu(fields.mtu, planned, judge, 'error');
    checkMaster(fields, judge);
    if (ipamType === 'dhcp') judge.at('ipam').warning('no-effect', 'dhcp-over-ipvlan');
    macIgnored('ipvlan', request, judge);
  },
  vlan({ fields }, planned, judge, request) {
    if (textOf(fields.master) === undefined) judge.error('master', 'vlan-without-master');
    checkMaster(fields, judge);
    checkVlan(fields.vlanId, 'vlanId', judge);
    if (fields.vlanId === undefined || fields.vlanId === 0) judge.warning('vlan', 'vlan-id-zero');
    checkMtu(fields.mtu, planned, judge, 'error');
    macIgnored('vlan', request, judge);
  },
  bridge(plugin, planned, judge, request) {
    const { fields, ipamType } = plugin;
    checkLinkName(fields.bridge, judge.at('bridge'));
    checkMtu(fields.mtu, planned, judge, 'warning');
    checkVlan(fields.vlan, 'vlan', judge);
    checkTrunk(fields.vlanTrunk, judge);
    checkMasquerade(fields, judge);
    if (fields.isDefaultGateway === true)
      for (const { subnet, gateway } of planned ?? []) {
        const gw = gateway ?? IpAddress._fromNumber(subnet.family, subnet.network._value + 1n);
        if (!isReached(gw, planned!)) judge.error('route', 'default-gateway-not-reached', { gateway: gw.toString() });
      }
    if (fields.hairpinMode === true && fields.promiscMode === true) judge.error('options', 'hairpin-and-promisc');
    if (fields.disableContainerInterface === true && ipamType !== undefined)
      judge.error('options', 'disabled-interface-and-ipam');
    const args = isMap(fields.args) && isMap(fields.args.cni) ? fields.args.cni : {};
    if (request?.mac === undefined) checkMac(args.mac, judge.at('args', 'cni', 'mac'));
  },
  'host-device'({ fields, capabilities }, _planned, judge, request) {
    const selectors = ['device', 'hwaddr', 'kernelpath', 'pciBusID'].filter((key) => textOf(fields[key]) !== undefined);
    if (selectors.length === 0 && capabilities.deviceID !== true) {
      judge.error('device', 'host-device-without-device');
    }
    if (selectors.length > 1)
      judge.warning('device', 'several-selectors', { selectors: selectors.join(' and '), selectors2: selectors[0]! });
    if (selectors[0] === 'hwaddr' && !isMac(String(fields.hwaddr)))
      judge.at('hwaddr').error('mac', 'hwaddr-no-mac', { hwaddr: shown(fields.hwaddr) });
    if (selectors[0] === 'kernelpath' && !String(fields.kernelpath).startsWith('/sys/devices/')) {
      judge.at('kernelpath').error('device', 'kernelpath', { kernelpath: shown(fields.kernelpath) });
    }
    macIgnored('host-device', request, judge);
  },
  tap({ fields }, planned, judge, request) {
    const netlink = fields.owner !== undefined && fields.group !== undefined;
    if (!netlink) checkMtu(fields.mtu, planned, judge, 'warning');
    for (const key of ['mac', 'mtu']) {
      if (netlink && fields[key] !== undefined && fields[key] !== 0 && fields[key] !== '') {
        judge.at(key).warning('no-effect', 'tap-drops', { key });
      }
    }
    if (!netlink && request?.mac === undefined) checkMac(fields.mac, judge.at('mac'));
    // The program ip sets it, which reads colons only.
    const mac = request?.mac ?? textOf(fields.mac);
    if (!netlink && mac !== undefined && isMac(mac) && !mac.includes(':'))
      (request?.mac === undefined ? judge.at('mac') : judge).error('mac', 'mac-for-tap', { mac: shown(mac) });
  },
  ptp({ fields, ipam, ipamType }, planned, judge, request) {
    checkMtu(fields.mtu, planned, judge, 'warning');
    checkMasquerade(fields, judge);
    const addresses = Array.isArray(ipam.addresses) ? (ipam.addresses as unknown[]) : [];
    if (ipamType === 'static') {
      addresses.forEach((entry, index) => {
        if (isMap(entry) && textOf(entry.gateway) === undefined)
          judge.at('ipam', 'addresses', index).error('gateway', 'ptp-without-gateway-2');
      });
    }
    for (const { subnet, gateway } of planned ?? []) {
      if (gateway !== undefined && gateway.family !== subnet.family)
        judge.at('ipam').error('gateway', 'ptp-gateway-family', {
          gateway: gateway.toString(),
          subnet: subnet.toString(),
          family: subnet.family,
        });
    }
    (Array.isArray(ipam.routes) ? (ipam.routes as unknown[]) : []).forEach((route, index) => {
      const twice =
        isMap(route) &&
        route.table === undefined &&
        route.priority === undefined &&
        planned?.some(({ subnet }) => subnet.toString() === route.dst) === true;
      if (twice) judge.at('ipam', 'routes', index).error('route', 'made-by-ptp', { dst: String(route.dst) });
    });
    macIgnored('ptp', request, judge);
  },
  sriov({ fields }, _planned, judge, request) {
    judgeSriov(fields, judge);
    if (request?.mac === undefined) checkMac(fields.mac, judge.at('mac'));
  },
};

function checkWord(value: unknown, words: readonly string[], key: string, judge: Judge): void {
  if (textOf(value) === undefined || words.includes(String(value))) return;
  judge.at(key).error(key, 'word', { value: shown(value), key, words: words.join(', ') });
}

function checkMaster(fields: Readonly<Record<string, unknown>>, judge: Judge): void {
  checkLinkName(fields.master, judge.at('master'));
}

function checkVlan(id: unknown, key: string, judge: Judge): void {
  if (typeof id === 'number' && (id < 0 || id > 4094)) judge.at(key).error('vlan', 'vlan-out-of-range', { key, id });
}

function checkTrunk(trunk: unknown, judge: Judge): void {
  if (!Array.isArray(trunk)) return;
  const entries = trunk as unknown[];
  if (entries.length === 0) judge.at('vlanTrunk').warning('vlan', 'trunk-empty');
  entries.forEach((entry, index) => {
    if (!isMap(entry)) return;
    const at = judge.at('vlanTrunk', index);
    const { id, minID, maxID } = entry;
    for (const [key, value] of Object.entries({ id, minID, maxID })) {
      if (typeof value === 'number' && (value < 1 || value > 4094))
        at.at(key).error('vlan', 'trunk-out-of-range', { key, value });
    }
    if ((minID === undefined) !== (maxID === undefined))
      at.error('vlan', 'trunk-half', { noMinID: minID === undefined });
    else if (typeof minID === 'number' && typeof maxID === 'number' && minID > maxID)
      at.error('vlan', 'trunk-backwards', { minID, maxID });
    else if (id === undefined && minID === undefined) at.warning('vlan', 'trunk-entry-empty');
  });
}

function checkMasquerade(fields: Readonly<Record<string, unknown>>, judge: Judge): void {
  if (fields.ipMasqBackend === undefined || ['iptables', 'nftables'].includes(String(fields.ipMasqBackend))) return;
  const at = judge.at('ipMasqBackend');
  const backend = shown(fields.ipMasqBackend);
  if (fields.ipMasq === true) at.error('options', 'masquerade-backend', { backend });
  else at.warning('options', 'masquerade-backend', { backend });
}

function macIgnored(type: string, request: Request | undefined, judge: Judge): void {
  if (request?.mac !== undefined) judge.warning('no-effect', 'mac-ignored', { type });
}
