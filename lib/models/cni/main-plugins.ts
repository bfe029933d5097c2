// What the main plugins refuse. Source: containernetworking/plugins 1.9.1, run; ipvlan and vlan read beyond their first checks.
import { isMap } from '../../manifest';
import { Planned } from './planned';
import { PluginConfiguration, takesLink, textOf } from './configuration';
import { checkLinkName, checkMac, checkMtu, isMac } from './link-values';
import { Judge } from './problem';
import { Request } from './request';
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
    if (ipamType === undefined && fields.promiscMode !== undefined)
      judge.warning('no-effect', 'promiscMode is no field of macvlan', 'chain tuning with promisc: true');
  },
  ipvlan({ fields, ipamType }, planned, judge, request) {
    checkWord(fields.mode, ['l2', 'l3', 'l3s'], 'mode', judge);
    checkMtu(fields.mtu, planned, judge, 'error');
    checkMaster(fields, judge);
    if (ipamType === 'dhcp')
      judge
        .at('ipam')
        .warning(
          'no-effect',
          'dhcp over ipvlan: all pods share one MAC, and offers to one of them get lost',
          'use macvlan, or static or host-local addresses',
        );
    macIgnored('ipvlan', request, judge);
  },
  vlan({ fields }, planned, judge, request) {
    if (textOf(fields.master) === undefined)
      judge.error('master', 'vlan without master', 'write master, the link on the node that carries the VLAN');
    checkMaster(fields, judge);
    checkVlan(fields.vlanId, 'vlanId', judge);
    if (fields.vlanId === undefined || fields.vlanId === 0)
      judge.warning('vlan', 'vlanId 0 tags frames with no VLAN', 'write 1 to 4094');
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
    if (fields.hairpinMode === true && fields.promiscMode === true)
      judge.error('options', 'hairpinMode and promiscMode exclude each other', 'keep one of the two');
    if (fields.disableContainerInterface === true && ipamType !== undefined)
      judge.error('options', 'disableContainerInterface and ipam exclude each other', 'keep one of the two');
    const args = isMap(fields.args) && isMap(fields.args.cni) ? fields.args.cni : {};
    if (request?.mac === undefined) checkMac(args.mac, judge.at('args', 'cni', 'mac'));
  },
  'host-device'({ fields, capabilities }, _planned, judge, request) {
    const selectors = ['device', 'hwaddr', 'kernelpath', 'pciBusID'].filter((key) => textOf(fields[key]) !== undefined);
    if (selectors.length === 0 && capabilities.deviceID !== true) {
      judge.error('device', 'host-device without a device', 'write one of device, hwaddr, kernelpath, pciBusID');
    }
    if (selectors.length > 1)
      judge.warning('device', `${selectors.join(' and ')}: only ${selectors[0]!} counts`, 'write one of them');
    if (selectors[0] === 'hwaddr' && !isMac(String(fields.hwaddr)))
      judge.at('hwaddr').error('mac', `${shown(fields.hwaddr)} is no MAC address`, 'write six pairs of hex digits');
    if (selectors[0] === 'kernelpath' && !String(fields.kernelpath).startsWith('/sys/devices/')) {
      judge
        .at('kernelpath')
        .error(
          'device',
          `${shown(fields.kernelpath)} does not begin with /sys/devices/`,
          'write the path below /sys/devices/',
        );
    }
    macIgnored('host-device', request, judge);
  },
  tap({ fields }, planned, judge, request) {
    checkMtu(fields.mtu, planned, judge, 'warning');
    const netlink = fields.owner !== undefined && fields.group !== undefined;
    for (const key of ['mac', 'mtu']) {
      if (netlink && fields[key] !== undefined && fields[key] !== 0 && fields[key] !== '') {
        judge
          .at(key)
          .warning('no-effect', `${key} of tap is dropped beside owner and group`, `chain tuning with ${key}`);
      }
    }
    if (!netlink && request?.mac === undefined) checkMac(fields.mac, judge.at('mac'));
  },
  ptp({ fields, ipam, ipamType }, planned, judge, request) {
    checkMtu(fields.mtu, planned, judge, 'warning');
    checkMasquerade(fields, judge);
    const addresses = Array.isArray(ipam.addresses) ? (ipam.addresses as unknown[]) : [];
    if (ipamType === 'static') {
      addresses.forEach((entry, index) => {
        if (isMap(entry) && textOf(entry.gateway) === undefined)
          judge
            .at('ipam', 'addresses', index)
            .error(
              'gateway',
              'ptp needs a gateway: it is the address of the other end',
              'write gateway beside address',
            );
      });
    }
    for (const { subnet, gateway } of planned ?? []) {
      if (gateway !== undefined && gateway.family !== subnet.family)
        judge
          .at('ipam')
          .error(
            'gateway',
            `the gateway ${gateway.toString()} is not of the family of ${subnet.toString()}`,
            `write an ${subnet.family} gateway`,
          );
    }
    (Array.isArray(ipam.routes) ? (ipam.routes as unknown[]) : []).forEach((route, index) => {
      const twice =
        isMap(route) &&
        route.table === undefined &&
        route.priority === undefined &&
        planned?.some(({ subnet }) => subnet.toString() === route.dst) === true;
      if (twice)
        judge
          .at('ipam', 'routes', index)
          .error(
            'route',
            `ptp makes the route to ${String(route.dst)} by itself: the kernel refuses the second`,
            'remove it',
          );
    });
    macIgnored('ptp', request, judge);
  },
};

function checkWord(value: unknown, words: readonly string[], key: string, judge: Judge): void {
  if (textOf(value) === undefined || words.includes(String(value))) return;
  judge.at(key).error(key, `${shown(value)} is no ${key}`, `write one of ${words.join(', ')}`);
}

function checkMaster(fields: Readonly<Record<string, unknown>>, judge: Judge): void {
  checkLinkName(fields.master, judge.at('master'));
}

function checkVlan(id: unknown, key: string, judge: Judge): void {
  if (typeof id === 'number' && (id < 0 || id > 4094))
    judge.at(key).error('vlan', `${key} ${id} is out of range`, 'write 1 to 4094');
}

function checkTrunk(trunk: unknown, judge: Judge): void {
  if (!Array.isArray(trunk)) return;
  const entries = trunk as unknown[];
  if (entries.length === 0)
    judge
      .at('vlanTrunk')
      .warning(
        'vlan',
        'vlanTrunk without entries switches VLAN filtering on and carries no VLAN',
        'list VLANs, or drop it',
      );
  entries.forEach((entry, index) => {
    if (!isMap(entry)) return;
    const at = judge.at('vlanTrunk', index);
    const { id, minID, maxID } = entry;
    for (const [key, value] of Object.entries({ id, minID, maxID })) {
      if (typeof value === 'number' && (value < 1 || value > 4094))
        at.at(key).error('vlan', `${key} ${value} is out of range`, 'write 1 to 4094');
    }
    if ((minID === undefined) !== (maxID === undefined))
      at.error('vlan', `${minID === undefined ? 'maxID without minID' : 'minID without maxID'}`, 'write both, or id');
    else if (typeof minID === 'number' && typeof maxID === 'number' && minID > maxID)
      at.error('vlan', `minID ${minID} is above maxID ${maxID}`, 'swap them');
    else if (id === undefined && minID === undefined)
      at.warning('vlan', 'an entry without VLANs', 'write id, or minID and maxID');
  });
}

function checkMasquerade(fields: Readonly<Record<string, unknown>>, judge: Judge): void {
  if (fields.ipMasqBackend === undefined || ['iptables', 'nftables'].includes(String(fields.ipMasqBackend))) return;
  const [message, repair] = [`${shown(fields.ipMasqBackend)} is no ipMasqBackend`, 'write iptables or nftables'];
  if (fields.ipMasq === true) judge.at('ipMasqBackend').error('options', message, repair);
  else judge.at('ipMasqBackend').warning('options', message, repair);
}

function macIgnored(type: string, request: Request | undefined, judge: Judge): void {
  if (request?.mac !== undefined)
    judge.warning('no-effect', `${type} ignores the requested mac`, 'drop mac, or use macvlan or bridge');
}
