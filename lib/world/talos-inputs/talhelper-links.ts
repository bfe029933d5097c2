// The link documents that talhelper writes for its `networkInterfaces` where Talos knows them, from 1.12 on.
// Source: budimanjojo/talhelper 3.1, pkg/talos/multidocs.go (the order), networkconfig.go (the documents).
import { isMap, PlainMap } from '../../manifest';
import { Path } from '../../problem';
import { listAt, mapAt, textAt } from '../derived/fields';
import { Moved } from '../origin';

/** A document, and where its parts stand in talconfig.yaml. */
export interface MadeDocument {
  readonly document: PlainMap;
  readonly moved: readonly Moved[];
}

/** An interface of v1alpha1 with the name that its documents have. */
interface Device {
  readonly name: string;
  readonly value: PlainMap;
  readonly path: Path;
}

/** Options of a bond by their name in v1alpha1 where BondConfig has another one; the rest is the same. */
const BOND_KEYS: Readonly<Record<string, string>> = {
  interfaces: 'links',
  mode: 'bondMode',
  arpIPTarget: 'arpIpTargets',
  resendIgmp: 'resendIGMP',
  tlbDynamicLb: 'tlbLogicalLb',
  peerNotifyDelay: 'peerNotifDelay',
};
/** What BondConfig of talhelper never gets. */
const NO_BOND_KEYS = ['deviceSelectors', 'adActorSystem', 'primary'];

/** How talhelper asks for what a selector of v1alpha1 means, each in the words of a LinkAliasConfig. */
const SELECTORS: Readonly<Record<string, (value: string) => string>> = {
  hardwareAddr: (value) => `glob("${value}", mac(link.hardware_addr))`,
  permanentAddr: (value) => `glob("${value}", mac(link.permanent_addr))`,
  busPath: (value) => `glob("${value}", link.bus_path)`,
  driver: (value) => `glob("${value}", link.driver)`,
  pciID: (value) => `glob("${value}", link.pciid)`,
  physical: (value) => (value === 'true' ? 'link.type == 1' : 'link.type != 1'),
};

/**
 * The documents of all interfaces of a machine.
 *
 * @param interfaces as written; what is no map makes nothing
 * @param path of the list
 */
export function linkDocuments(interfaces: readonly unknown[], path: Path): MadeDocument[] {
  const devices = namedDevices(interfaces, path);
  return [
    ...devices.flatMap((device) =>
      aliasOf(device.name, device.value.deviceSelector, [...device.path, 'deviceSelector']),
    ),
    ...devices.flatMap(memberAliases),
    ...devices.flatMap(bondOf),
    ...devices.flatMap(({ name, value, path: at }) => dhcpOf(name, value, at)),
    ...devices.flatMap(({ name, value, path: at }) => vipOf(name, value, at)),
    ...devices.flatMap(linkOf),
    ...devices.flatMap(vlansOf),
    ...devices.flatMap(wireguardOf),
    ...devices.flatMap(bridgeOf),
  ];
}

/** What only a selector finds gets a name: bond, br, wg or ethSel with the next number that no interface has. */
function namedDevices(interfaces: readonly unknown[], path: Path): Device[] {
  const devices = interfaces.flatMap((value, index) => (isMap(value) ? [{ value, path: [...path, index] }] : []));
  const used = new Set(devices.map(({ value }) => textAt(value, 'interface') ?? ''));
  const next: Record<string, number> = {};
  return devices.map(({ value, path: at }) => {
    const written = textAt(value, 'interface') ?? '';
    if (written !== '' || !isMap(value.deviceSelector)) return { name: written, value, path: at };
    const stem = isMap(value.bond) ? 'bond' : isMap(value.bridge) ? 'br' : isMap(value.wireguard) ? 'wg' : 'ethSel';
    let name: string;
    do {
      name = `${stem}${next[stem] ?? 0}`;
      next[stem] = (next[stem] ?? 0) + 1;
    } while (used.has(name));
    used.add(name);
    return { name, value, path: at };
  });
}

function aliasOf(name: string, selector: unknown, from: Path): MadeDocument[] {
  const conditions = Object.entries(SELECTORS).flatMap(([key, condition]) => {
    const value = mapAt(selector)[key];
    return value === undefined || value === null || value === '' ? [] : [condition(String(value))];
  });
  if (conditions.length === 0) return [];
  return [
    {
      document: named('LinkAliasConfig', name, { selector: { match: conditions.join(' && ') } }),
      moved: [{ path: [], from }],
    },
  ];
}

function memberAliases({ name, value, path }: Device): MadeDocument[] {
  return listAt(value, 'bond', 'deviceSelectors').flatMap((selector, index) =>
    aliasOf(`${name}-m${index}`, selector, [...path, 'bond', 'deviceSelectors', index]),
  );
}

function bondOf({ name, value, path }: Device): MadeDocument[] {
  if (!isMap(value.bond)) return [];
  const { bond } = value;
  const members = listAt(bond, 'deviceSelectors').map((_, index) => `${name}-m${index}`);
  const fields: Record<string, unknown> = {};
  const moved: Moved[] = [];
  for (const [key, option] of Object.entries(bond)) {
    if (NO_BOND_KEYS.includes(key)) continue;
    const own = BOND_KEYS[key] ?? key;
    fields[own] = option;
    moved.push({ path: [own], from: [...path, 'bond', key] });
  }
  if (members.length > 0) fields.links = [...listAt(bond, 'interfaces'), ...members];
  const common = commonOf(value, path);
  return [
    {
      document: named('BondConfig', name, { ...fields, ...common.document }),
      moved: [...moved, ...common.moved, { path: [], from: [...path, 'bond'] }],
    },
  ];
}

function dhcpOf(name: string, value: PlainMap, path: Path): MadeDocument[] {
  if (value.dhcp !== true) return [];
  const { ipv4 = true, ipv6 = false, routeMetric } = mapAt(value, 'dhcpOptions');
  const metric = typeof routeMetric === 'number' && routeMetric > 0 ? { routeMetric } : {};
  const moved = [
    { path: ['routeMetric'], from: [...path, 'dhcpOptions', 'routeMetric'] },
    { path: [], from: [...path, 'dhcp'] },
  ];
  return [
    ...(ipv4 === true ? [{ document: named('DHCPv4Config', name, metric), moved }] : []),
    ...(ipv6 === true ? [{ document: named('DHCPv6Config', name, metric), moved }] : []),
  ];
}

function vipOf(link: string, value: PlainMap, path: Path): MadeDocument[] {
  const ip = textAt(value, 'vip', 'ip') ?? '';
  if (ip === '') return [];
  return [{ document: named('Layer2VIPConfig', ip, { link }), moved: [{ path: [], from: [...path, 'vip', 'ip'] }] }];
}

/** Nothing is written for a link that only has DHCP, VLANs or a virtual address. */
function linkOf({ name, value, path }: Device): MadeDocument[] {
  if (isMap(value.bond) || isMap(value.bridge) || isMap(value.wireguard)) return [];
  const { document, moved } = commonOf(value, path);
  if (Object.keys(document).length === 0) return [];
  return [{ document: named('LinkConfig', name, document), moved: [...moved, { path: [], from: path }] }];
}

function vlansOf({ name: parent, value, path }: Device): MadeDocument[] {
  return listAt(value, 'vlans').flatMap((vlan, index): MadeDocument[] => {
    if (!isMap(vlan) || typeof vlan.vlanId !== 'number' || vlan.vlanId <= 0) return [];
    const name = `${parent}.${vlan.vlanId}`;
    const from = [...path, 'vlans', index];
    const { document, moved } = commonOf(vlan, from);
    return [
      {
        document: named('VLANConfig', name, { vlanID: vlan.vlanId, parent, ...document }),
        moved: [{ path: ['vlanID'], from: [...from, 'vlanId'] }, ...moved, { path: [], from }],
      },
      ...dhcpOf(name, vlan, from),
      ...vipOf(name, vlan, from),
    ];
  });
}

function wireguardOf({ name, value, path }: Device): MadeDocument[] {
  if (!isMap(value.wireguard)) return [];
  const { privateKey, listenPort, firewallMark, peers } = value.wireguard;
  const own = Object.fromEntries(
    Object.entries({ privateKey, listenPort, firewallMark, peers }).filter(([, each]) => each !== undefined),
  );
  const common = commonOf(value, path);
  return [
    {
      document: named('WireguardConfig', name, { ...own, ...common.document }),
      moved: [
        ...Object.keys(own).map((key) => ({ path: [key], from: [...path, 'wireguard', key] })),
        ...common.moved,
        { path: [], from: [...path, 'wireguard'] },
      ],
    },
  ];
}

function bridgeOf({ name, value, path }: Device): MadeDocument[] {
  if (!isMap(value.bridge)) return [];
  const { interfaces, stp } = value.bridge;
  const filtering = mapAt(value.bridge, 'vlan').vlanFiltering;
  const common = commonOf(value, path);
  return [
    {
      document: named('BridgeConfig', name, {
        ...(interfaces === undefined ? {} : { links: interfaces }),
        ...(isMap(stp) ? { stp } : {}),
        ...(filtering === true ? { vlan: { filtering } } : {}),
        ...common.document,
      }),
      moved: [
        { path: ['links'], from: [...path, 'bridge', 'interfaces'] },
        { path: ['stp'], from: [...path, 'bridge', 'stp'] },
        { path: ['vlan', 'filtering'], from: [...path, 'bridge', 'vlan', 'vlanFiltering'] },
        ...common.moved,
        { path: [], from: [...path, 'bridge'] },
      ],
    },
  ];
}

/** Addresses, routes and MTU, which every link has in the same form. */
function commonOf(value: PlainMap, path: Path): MadeDocument {
  const addresses = listAt(value, 'addresses');
  const routes = listAt(value, 'routes').filter(isMap);
  const moved: Moved[] = [
    ...addresses.map((_, index) => ({ path: ['addresses', index], from: [...path, 'addresses', index] })),
    ...routes.map((_, index) => ({ path: ['routes', index], from: [...path, 'routes', index] })),
    { path: ['mtu'], from: [...path, 'mtu'] },
  ];
  const document = {
    ...(addresses.length === 0 ? {} : { addresses: addresses.map((each) => ({ address: withLength(each) })) }),
    ...(routes.length === 0 ? {} : { routes: routes.map(routeOf) }),
    ...(value.mtu === undefined || value.mtu === null || value.mtu === 0 ? {} : { mtu: value.mtu }),
  };
  return { document, moved };
}

/** An address without a length is one of a host. */
function withLength(address: unknown): unknown {
  if (typeof address !== 'string' || !/^[\d.]+$|^[\da-f:.]+$/i.test(address)) return address;
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

/** A default route says its gateway alone. */
function routeOf({ network, gateway, source, metric, mtu }: PlainMap): PlainMap {
  const destination = network === '0.0.0.0/0' || network === '::/0' || network === '' ? undefined : network;
  return Object.fromEntries(
    Object.entries({ destination, gateway, source, metric, mtu }).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && value !== 0,
    ),
  );
}

function named(kind: string, name: string, fields: PlainMap): PlainMap {
  return { apiVersion: 'v1alpha1', kind, name, ...fields };
}
