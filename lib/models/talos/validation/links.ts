// Documents of links: names, what they hang on, addresses and routes.
import { PlainMap } from '../../../manifest';
import { parseAddr, parsePrefix } from '../../../net/netip';
import { TalosPath } from '../problem';
import { Check, isUnset, items, number, section, sections, text } from './at';
import { isWireguardKey } from './keys';

/** Checks of one kind of document. */
export type DocumentCheck = (check: Check, value: PlainMap) => void;

/** Addresses and routes of a link; `at` leads to them. */
function checkCommon(check: Check, link: PlainMap, at: TalosPath = []): void {
  sections(link, 'addresses').forEach((address, index) => {
    const prefix = parsePrefix(text(address, 'address'));
    if (prefix === undefined || prefix.value === 0n)
      check.error('address', [...at, 'addresses', index, 'address'], { value: address.address });
  });
  sections(link, 'routes').forEach((route, index) => {
    const path = [...at, 'routes', index];
    const destination = parsePrefix(text(route, 'destination'));
    if (destination?.value === 0n)
      check.error('route-destination', [...path, 'destination'], { value: route.destination });
    for (const key of ['gateway', 'source'])
      if (parseAddr(text(route, key))?.value === 0n) check.error(`route-${key}`, [...path, key], { value: route[key] });
  });
}

const named: DocumentCheck = (check, value) => {
  check.need(value, 'name');
};

const link: DocumentCheck = (check, value) => {
  named(check, value);
  checkCommon(check, value);
};

const dhcp: DocumentCheck = (check, value) => {
  named(check, value);
  if ((text(value, 'clientIdentifier') === 'duid') !== !isUnset(value.duidRaw)) check.error('dhcp-duid', ['duidRaw']);
};

/** Tables that Linux keeps for itself. */
const RESERVED_TABLES = ['unspec', 'local', 'main', 'default'];

/** Checks by kind. Source: types/network of the configuration code. */
export const LINK_CHECKS: Readonly<Record<string, DocumentCheck>> = {
  LinkConfig: link,
  DummyLinkConfig: link,
  BridgeConfig: link,
  DHCPv4Config: dhcp,
  DHCPv6Config: dhcp,
  EthernetConfig: named,
  BondConfig: (check, value) => {
    link(check, value);
    if (items(value, 'links').length === 0) check.error('required', ['links']);
    const mode = value.bondMode;
    if (mode === undefined || mode === null) check.error('required', ['bondMode']);
    else if (mode === '802.3ad')
      for (const key of ['miimon', 'updelay', 'downdelay'])
        if (value[key] === undefined) check.warn('bond-without-monitoring', [key], { mode });
  },
  VLANConfig: (check, value) => {
    link(check, value);
    const id = number(value, 'vlanID');
    if (id < 1 || id > 4094) check.error('vlan-id', ['vlanID'], { value: id });
    check.need(value, 'parent');
  },
  VRFConfig: (check, value) => {
    link(check, value);
    const table = value.table ?? 'unspec';
    if (RESERVED_TABLES.includes(String(table))) check.error('vrf-table', ['table'], { value: table });
  },
  VethConfig: (check, value) => {
    const peer = section(value, 'peer');
    checkVethName(check, text(value, 'name'), ['name']);
    checkVethName(check, text(peer, 'name'), ['peer', 'name']);
    if (!isUnset(value.name) && value.name === peer.name) check.error('veth-names-equal', ['peer', 'name']);
    checkCommon(check, value);
    checkCommon(check, peer, ['peer']);
  },
  WireguardConfig: (check, value) => {
    link(check, value);
    if (!isWireguardKey(text(value, 'privateKey'))) check.error('wireguard-key', ['privateKey']);
    const port = number(value, 'listenPort');
    if (port < 0 || port > 65535) check.error('port', ['listenPort'], { value: port });
    sections(value, 'peers').forEach((peer, index) => {
      const at = ['peers', index];
      if (!isWireguardKey(text(peer, 'publicKey'))) check.error('wireguard-key', [...at, 'publicKey']);
      if (!isUnset(peer.presharedKey) && !isWireguardKey(text(peer, 'presharedKey')))
        check.error('wireguard-key', [...at, 'presharedKey']);
      if (number(peer, 'persistentKeepaliveInterval') < 0)
        check.error('negative', [...at, 'persistentKeepaliveInterval']);
    });
  },
};

function checkVethName(check: Check, name: string, path: TalosPath): void {
  if (name === '') check.error('required', path);
  else if (Buffer.byteLength(name) > 15 || name === '.' || name === '..' || /[/:\s\p{C}]/u.test(name))
    check.error('link-name', path, { value: name });
}
