// machine.network.interfaces: devices, bonds, bridges, VLANs, WireGuard, addresses and routes of the v1alpha1 form.
import { isMap, PlainMap } from '../../../manifest';
import { parseAddr } from '../../../net/netip';
import { isCidr, isIp } from '../addresses';
import { TalosPath } from '../problem';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { isWireguardKey } from './keys';

const PATH: TalosPath = ['machine', 'network', 'interfaces'];

/** Checks all devices together and each alone. */
export function checkInterfaces(check: Check, network: PlainMap): void {
  const devices = sections(network, 'interfaces');
  const members = new Map<string, string>();
  devices.forEach((device, index) => {
    const name = text(device, 'interface');
    const [bond, bridge] = [sectionOrNone(device, 'bond'), sectionOrNone(device, 'bridge')];
    if (bond !== undefined && bridge !== undefined) check.error('bond-and-bridge', [...PATH, index], { link: name });
    if (items(bond, 'interfaces').length > 0 && items(bond, 'deviceSelectors').length > 0)
      check.error('bond-interfaces-and-selectors', [...PATH, index, 'bond'], { link: name });
    for (const member of items(bridge ?? bond, 'interfaces')) {
      const other = members.get(String(member));
      if (other !== undefined && other !== name)
        check.error('member-of-two-links', [...PATH, index], { member, links: [other, name] });
      members.set(String(member), name);
    }
  });
  devices.forEach((device, index) => {
    if (!isMap(items(network, 'interfaces')[index])) check.error('required', [...PATH, index]);
    else if (device.ignore !== true) checkDevice(check, device, [...PATH, index], members);
  });
}

function checkDevice(check: Check, device: PlainMap, path: TalosPath, members: ReadonlyMap<string, string>): void {
  const name = text(device, 'interface');
  const selector = sectionOrNone(device, 'deviceSelector');
  if (name === '' && selector === undefined) check.error('interface-or-selector', path);
  if (name !== '' && selector !== undefined) check.error('interface-and-selector', path, { link: name });
  if (selector !== undefined && Object.values(selector).every(isUnset))
    check.error('empty-selector', [...path, 'deviceSelector']);
  const [bond, wireguard] = [sectionOrNone(device, 'bond'), sectionOrNone(device, 'wireguard')];
  if (bond !== undefined) checkBond(check, bond, [...path, 'bond']);
  if (wireguard !== undefined) checkWireguard(check, wireguard, [...path, 'wireguard']);
  sections(device, 'vlans').forEach((vlan, index) => {
    const at = [...path, 'vlans', index];
    if (items(vlan, 'addresses').length > 0 && text(vlan, 'cidr') !== '') check.error('cidr-and-addresses', at);
    if (text(vlan, 'cidr') !== '') checkAddress(check, text(vlan, 'cidr'), [...at, 'cidr']);
    checkAddresses(check, vlan, at);
  });
  checkAddressing(check, device, path, members.has(name));
  checkRoutes(check, device, path);
}

function checkAddressing(check: Check, device: PlainMap, path: TalosPath, isMember: boolean): void {
  const cidr = text(device, 'cidr');
  const vip = sectionOrNone(device, 'vip');
  if (isMember && (device.dhcp === true || cidr !== '' || items(device, 'addresses').length > 0 || vip !== undefined))
    check.error('member-with-addresses', path, { link: text(device, 'interface') });
  if (items(device, 'addresses').length > 0 && cidr !== '') check.error('cidr-and-addresses', path);
  if (cidr !== '') {
    checkAddress(check, cidr, [...path, 'cidr']);
    check.warn('cidr-deprecated', [...path, 'cidr']);
  }
  checkAddresses(check, device, path);
  if (vip !== undefined && !isIp(text(vip, 'ip')))
    check.error('vip-address', [...path, 'vip', 'ip'], { value: text(vip, 'ip') });
}

function checkAddresses(check: Check, of: PlainMap, path: TalosPath): void {
  items(of, 'addresses').forEach((address, index) => {
    checkAddress(check, String(address), [...path, 'addresses', index]);
  });
}

/** An address, with a prefix length or without. */
function checkAddress(check: Check, address: string, path: TalosPath): void {
  if (!(address.includes('/') ? isCidr(address) : isIp(address))) check.error('address', path, { value: address });
}

function checkRoutes(check: Check, device: PlainMap, path: TalosPath): void {
  sections(device, 'routes').forEach((route, index) => {
    const at = [...path, 'routes', index];
    const [network, gateway, source] = [text(route, 'network'), text(route, 'gateway'), text(route, 'source')];
    if (network !== '' && !isCidr(network)) check.error('route-network', [...at, 'network'], { value: network });
    if (gateway !== '' && !isIp(gateway)) check.error('route-gateway', [...at, 'gateway'], { value: gateway });
    if (network === '' && gateway === '') check.error('route-without-network-and-gateway', at);
    if (source !== '' && !isIp(source)) check.error('route-source', [...at, 'source'], { value: source });
  });
}

/** Words of a bond's options. Source: the ByName functions of nethelpers; the empty word is the first. */
const BOND_WORDS: Readonly<Record<string, readonly string[]>> = {
  mode: ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'],
  xmitHashPolicy: ['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4'],
  lacpRate: ['slow', 'fast'],
  arpValidate: ['none', 'active', 'backup', 'all', 'filter', 'filter-active', 'filter-backup'],
  arpAllTargets: ['any', 'all'],
  primaryReselect: ['always', 'better', 'failure'],
  failOverMac: ['none', 'active', 'follow'],
  adSelect: ['stable', 'bandwidth', 'count'],
};
/** Options that a mode must have. Source: checkBond. */
const BOND_MODES: readonly {
  readonly key: string;
  readonly modes?: readonly string[];
  readonly not?: readonly string[];
  readonly from: number;
}[] = [
  { key: 'lacpRate', modes: ['802.3ad'], from: 0 },
  { key: 'arpValidate', not: ['802.3ad', 'balance-alb', 'balance-tlb'], from: 0 },
  { key: 'primary', modes: ['active-backup', 'balance-alb', 'balance-tlb'], from: 0 },
  { key: 'arpInterval', not: ['802.3ad', 'balance-alb', 'balance-tlb'], from: 0 },
  { key: 'packetsPerSlave', modes: ['balance-rr'], from: 1 },
  { key: 'tlbDynamicLb', modes: ['balance-alb', 'balance-tlb'], from: 0 },
  { key: 'adActorSysPrio', modes: ['802.3ad'], from: 0 },
  { key: 'adUserPortKey', modes: ['802.3ad'], from: 0 },
];

function checkBond(check: Check, bond: PlainMap, path: TalosPath): void {
  for (const [key, words] of Object.entries(BOND_WORDS)) {
    const word = text(bond, key);
    if (word !== '' && !words.includes(word)) check.error('bond-option', [...path, key], { value: word, words });
  }
  // A mode that nobody knows counts as the first one here.
  const said = text(bond, 'mode');
  const mode = BOND_WORDS.mode!.includes(said) ? said : 'balance-rr';
  const miimon = number(bond, 'miimon');
  for (const key of ['updelay', 'downdelay']) {
    const delay = number(bond, key);
    if (miimon === 0 ? delay !== 0 : delay % miimon !== 0)
      check.error(miimon === 0 ? 'bond-delay-without-miimon' : 'bond-delay-no-multiple', [...path, key], {
        delay,
        miimon,
      });
  }
  if (items(bond, 'arpIPTarget').length > 0) check.error('bond-unsupported', [...path, 'arpIPTarget']);
  if (text(bond, 'adActorSystem') !== '') check.error('bond-unsupported', [...path, 'adActorSystem']);
  for (const { key, modes, not, from } of BOND_MODES) {
    const value = bond[key];
    const set = typeof value === 'number' ? value > from : !isUnset(value);
    if (set && (modes?.includes(mode) === false || not?.includes(mode) === true))
      check.error('bond-option-of-another-mode', [...path, key], { mode });
  }
}

function checkWireguard(check: Check, wireguard: PlainMap, path: TalosPath): void {
  if (!isWireguardKey(text(wireguard, 'privateKey'))) check.error('wireguard-key', [...path, 'privateKey']);
  sections(wireguard, 'peers').forEach((peer, index) => {
    const at = [...path, 'peers', index];
    if (!isWireguardKey(text(peer, 'publicKey'))) check.error('wireguard-key', [...at, 'publicKey']);
    const endpoint = text(peer, 'endpoint');
    if (endpoint !== '' && !hasPort(endpoint))
      check.error('wireguard-endpoint', [...at, 'endpoint'], { value: endpoint });
    items(peer, 'allowedIPs').forEach((network, position) => {
      if (!isCidr(String(network)))
        check.error('wireguard-allowed', [...at, 'allowedIPs', position], { value: network });
    });
  });
}

/** `host:port`, an IPv6 host in brackets. */
function hasPort(endpoint: string): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:[\]]*)):[^:]*$/.exec(endpoint) ?? [];
  if (bracketed === undefined) return plain !== undefined;
  return !bracketed.includes(':') || parseAddr(bracketed) !== undefined;
}

/** True if a device or one of its VLANs has a virtual address. */
export function hasVip(network: PlainMap): boolean {
  return sections(network, 'interfaces').some(
    (device) =>
      sectionOrNone(device, 'vip') !== undefined ||
      sections(device, 'vlans').some((vlan) => sectionOrNone(section(vlan), 'vip') !== undefined),
  );
}
