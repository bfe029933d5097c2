// The links of a configuration and the virtual addresses on them, whichever form each stands in.
import { createHash } from 'node:crypto';
import { PlainMap } from '../../manifest';
import { documentId, kindOf, TalosDocument } from './documents';
import { linkKinds } from './effects';
import { TalosMinor } from './minors';
import { TalosPath } from './problem';
import { items, number, section, sectionOrNone, sections, text, texts } from './validation/at';

/** Where something is said. */
export interface TalosPlace {
  /** `v1alpha1`, `Kind` or `Kind/name`. */
  readonly document: string;
  readonly path: TalosPath;
}

/** What a link is. */
export type TalosLinkKind = 'physical' | 'bond' | 'bridge' | 'vlan' | 'dummy' | 'wireguard' | 'vrf' | 'veth';

/** A route of a link. */
export interface TalosRoute {
  /** Empty for a default route. */
  readonly destination: string;
  readonly gateway?: string;
  readonly source?: string;
  readonly metric?: number;
  readonly mtu?: number;
  readonly table?: string;
}

/** A link that the configuration speaks of. */
export interface TalosLink {
  /** Kernel name; absent where only a selector or an alias finds the link. */
  readonly name?: string;
  /** What finds a link without a kernel name: a device selector, or the match of its alias. */
  readonly selector?: PlainMap | string;
  /** Name of its alias, which the kernel does not know. */
  readonly alias?: string;
  readonly kind: TalosLinkKind;
  readonly form: 'v1alpha1' | 'document';
  readonly at: TalosPlace;
  /** Talos leaves it alone. */
  readonly ignored: boolean;
  readonly up?: boolean;
  /** Absent for the default of the link. */
  readonly mtu?: number;
  readonly hardwareAddress?: string;
  /** DHCP that the configuration asks for; see also `defaultDHCP`. */
  readonly dhcp: { readonly v4: boolean; readonly v6: boolean };
  /** As written: with a prefix length, or in the v1alpha1 form without. */
  readonly addresses: readonly string[];
  readonly routes: readonly TalosRoute[];
  /** Members of a bond, a bridge or a VRF by name. */
  readonly members: readonly string[];
  /** Members of a bond by selector. */
  readonly memberSelectors: readonly PlainMap[];
  /** Of a VLAN: what it lies on. */
  readonly parent?: string;
  readonly vlanId?: number;
  /** Of a bond: mode, monitoring in milliseconds and the other options as written. */
  readonly bond?: PlainMap & { readonly mode: string; readonly miimon?: number };
  /** Of a bridge. */
  readonly bridge?: { readonly stp: boolean; readonly vlanFiltering: boolean };
  /** Of a WireGuard link; no keys. */
  readonly wireguard?: { readonly listenPort?: number; readonly allowedIps: readonly string[] };
  /** Of a pair: the other end. */
  readonly peer?: string;
}

/** A virtual address that control planes share. */
export interface TalosVip {
  readonly address: string;
  readonly link?: string;
  readonly kind: 'layer2' | 'hcloud' | 'equinixMetal';
  readonly at: TalosPlace;
}

/** What a configuration says of links. */
export interface NetworkLinks {
  readonly links: readonly TalosLink[];
  readonly vips: readonly TalosVip[];
}

/** Reads the links, in the order of the documents. */
export function linksOf(documents: readonly TalosDocument[], minor: TalosMinor): NetworkLinks {
  const links: TalosLink[] = [];
  const vips: TalosVip[] = [];
  const kinds = linkKinds(minor);
  const aliases = new Map(
    documents
      .filter((document) => kindOf(document) === 'LinkAliasConfig')
      .map(({ value }) => [text(value, 'name'), text(section(value, 'selector'), 'match')]),
  );
  const dhcp = (kind: string) =>
    new Set(documents.filter((document) => kindOf(document) === kind).map(({ value }) => text(value, 'name')));
  const [v4, v6] = [dhcp('DHCPv4Config'), dhcp('DHCPv6Config')];
  for (const document of documents) {
    const kind = kindOf(document);
    if (kind === 'v1alpha1')
      sections(document.value, 'machine', 'network', 'interfaces').forEach((device, index) => {
        readDevice(device, ['machine', 'network', 'interfaces', index], links, vips);
      });
    else if (kinds.includes(kind)) links.push(documentLink(document, aliases, v4, v6));
    else if (kind === 'Layer2VIPConfig' || kind === 'HCloudVIPConfig')
      vips.push({
        address: text(document.value, 'name'),
        link: text(document.value, 'link'),
        kind: kind === 'Layer2VIPConfig' ? 'layer2' : 'hcloud',
        at: { document: documentId(document), path: [] },
      });
  }
  // A DHCP document alone also speaks of a link.
  const known = new Set(links.map(({ name, alias }) => alias ?? name));
  for (const document of documents) {
    const name = text(document.value, 'name');
    if (!/^DHCPv[46]Config$/.test(kindOf(document)) || known.has(name)) continue;
    known.add(name);
    links.push({
      ...empty('physical', 'document', { document: documentId(document), path: [] }),
      ...named(name, aliases),
      dhcp: { v4: v4.has(name), v6: v6.has(name) },
    });
  }
  return { links: links.map((link) => withDocuments(link, v4, v6)), vips };
}

/** DHCP that a document asks for holds for a v1alpha1 interface of that name, too. */
function withDocuments(link: TalosLink, v4: ReadonlySet<string>, v6: ReadonlySet<string>): TalosLink {
  const { form, name = '', dhcp } = link;
  if (form === 'document' || !(v4.has(name) || v6.has(name))) return link;
  return { ...link, dhcp: { v4: dhcp.v4 || v4.has(name), v6: dhcp.v6 || v6.has(name) } };
}

function empty(kind: TalosLinkKind, form: TalosLink['form'], at: TalosPlace): Omit<TalosLink, 'name'> {
  return {
    kind,
    form,
    at,
    ignored: false,
    dhcp: { v4: false, v6: false },
    addresses: [],
    routes: [],
    members: [],
    memberSelectors: [],
  };
}

function named(name: string, aliases: ReadonlyMap<string, string>): Partial<TalosLink> {
  const match = aliases.get(name);
  return match === undefined ? { name } : { alias: name, selector: match };
}

const LINK_OF_KIND: Readonly<Record<string, TalosLinkKind>> = {
  LinkConfig: 'physical',
  BondConfig: 'bond',
  BridgeConfig: 'bridge',
  VLANConfig: 'vlan',
  DummyLinkConfig: 'dummy',
  WireguardConfig: 'wireguard',
  VRFConfig: 'vrf',
  VethConfig: 'veth',
};
/** Keys of a bond's document that are no options of the bond. */
const NO_BOND_OPTIONS = new Set([
  'apiVersion',
  'kind',
  'name',
  'links',
  'bondMode',
  'up',
  'mtu',
  'addresses',
  'routes',
  'multicast',
  'hardwareAddr',
]);

function documentLink(
  document: TalosDocument,
  aliases: ReadonlyMap<string, string>,
  v4: ReadonlySet<string>,
  v6: ReadonlySet<string>,
): TalosLink {
  const { value } = document;
  const kind = LINK_OF_KIND[kindOf(document)] ?? 'physical';
  const name = text(value, 'name');
  const options = Object.fromEntries(Object.entries(value).filter(([key]) => !NO_BOND_OPTIONS.has(key)));
  return {
    ...empty(kind, 'document', { document: documentId(document), path: [] }),
    ...named(name, kind === 'physical' ? aliases : new Map()),
    ...(typeof value.up === 'boolean' ? { up: value.up } : {}),
    ...(number(value, 'mtu') === 0 ? {} : { mtu: number(value, 'mtu') }),
    ...(text(value, 'hardwareAddr') === '' ? {} : { hardwareAddress: text(value, 'hardwareAddr') }),
    dhcp: { v4: v4.has(name), v6: v6.has(name) },
    addresses: sections(value, 'addresses').map((address) => text(address, 'address')),
    routes: sections(value, 'routes').map((route) => readRoute(route, 'destination')),
    members: texts(items(value, 'links')),
    ...(kind === 'vlan' ? { parent: text(value, 'parent'), vlanId: number(value, 'vlanID') } : {}),
    ...(kind === 'bond' ? { bond: { ...options, mode: text(value, 'bondMode') } } : {}),
    ...(kind === 'bridge'
      ? {
          bridge: {
            stp: section(value, 'stp').enabled !== false && sectionOrNone(value, 'stp') !== undefined,
            vlanFiltering: section(value, 'vlan').filtering === true,
          },
        }
      : {}),
    ...(kind === 'wireguard' ? { wireguard: wireguardOf(value) } : {}),
    ...(kind === 'veth' ? { peer: text(value, 'peer', 'name') } : {}),
  };
}

function readDevice(device: PlainMap, path: TalosPath, links: TalosLink[], vips: TalosVip[]): void {
  const name = text(device, 'interface');
  const at = { document: 'v1alpha1', path };
  const [bond, bridge, wireguard] = ['bond', 'bridge', 'wireguard'].map((key) => sectionOrNone(device, key));
  const kind: TalosLinkKind =
    bond !== undefined
      ? 'bond'
      : bridge !== undefined
        ? 'bridge'
        : wireguard !== undefined
          ? 'wireguard'
          : device.dummy === true
            ? 'dummy'
            : 'physical';
  const selector = sectionOrNone(device, 'deviceSelector');
  links.push({
    ...empty(kind, 'v1alpha1', at),
    ...(name === '' ? {} : { name }),
    ...(selector === undefined ? {} : { selector }),
    ignored: device.ignore === true,
    ...addressing(device),
    members: texts(items(bond ?? bridge, 'interfaces')),
    memberSelectors: sections(bond, 'deviceSelectors'),
    ...(bond === undefined
      ? {}
      : {
          bond: {
            ...Object.fromEntries(
              Object.entries(bond).filter(([key]) => key !== 'interfaces' && key !== 'deviceSelectors'),
            ),
            mode: text(bond, 'mode') || 'balance-rr',
          },
        }),
    ...(bridge === undefined
      ? {}
      : {
          bridge: {
            stp: section(bridge, 'stp').enabled !== false && sectionOrNone(bridge, 'stp') !== undefined,
            vlanFiltering: section(bridge, 'vlan').vlanFiltering === true,
          },
        }),
    ...(wireguard === undefined ? {} : { wireguard: wireguardOf(wireguard) }),
  });
  readVip(device, name, at, vips);
  sections(device, 'vlans').forEach((vlan, index) => {
    const vlanId = number(vlan, 'vlanId');
    const vlanName = name === '' ? '' : vlanLinkName(name, vlanId);
    const place = { document: 'v1alpha1', path: [...path, 'vlans', index] };
    links.push({
      ...empty('vlan', 'v1alpha1', place),
      ...(vlanName === '' ? {} : { name: vlanName }),
      ignored: device.ignore === true,
      ...addressing(vlan),
      ...(name === '' ? {} : { parent: name }),
      vlanId,
    });
    readVip(vlan, vlanName, place, vips);
  });
}

/** Kernel name of a VLAN of the v1alpha1 form: a long parent is cut and hashed. Source: nethelpers/vlan.go. */
export function vlanLinkName(parent: string, vlanId: number): string {
  if (Buffer.byteLength(parent) + 5 <= 15) return `${parent}.${vlanId}`;
  return `${parent.slice(0, 4)}${createHash('sha256').update(parent).digest('hex').slice(0, 6)}.${vlanId}`;
}

function addressing(of: PlainMap): Pick<TalosLink, 'dhcp' | 'addresses' | 'routes' | 'mtu'> {
  const options = section(of, 'dhcpOptions');
  const cidr = text(of, 'cidr');
  return {
    dhcp: { v4: of.dhcp === true && options.ipv4 !== false, v6: of.dhcp === true && options.ipv6 === true },
    addresses: [...(cidr === '' ? [] : [cidr]), ...texts(items(of, 'addresses'))],
    routes: sections(of, 'routes').map((route) => readRoute(route, 'network')),
    ...(number(of, 'mtu') === 0 ? {} : { mtu: number(of, 'mtu') }),
  };
}

function readRoute(route: PlainMap, key: string): TalosRoute {
  const destination = text(route, key);
  return {
    destination: destination === '0.0.0.0/0' || destination === '::/0' ? '' : destination,
    ...Object.fromEntries(
      ['gateway', 'source', 'metric', 'mtu', 'table'].flatMap((each) =>
        route[each] === undefined ? [] : [[each, route[each]]],
      ),
    ),
  };
}

function wireguardOf(value: PlainMap): NonNullable<TalosLink['wireguard']> {
  return {
    ...(number(value, 'listenPort') === 0 ? {} : { listenPort: number(value, 'listenPort') }),
    allowedIps: sections(value, 'peers').flatMap((peer) => texts(items(peer, 'allowedIPs'))),
  };
}

function readVip(of: PlainMap, link: string, at: TalosPlace, vips: TalosVip[]): void {
  const vip = sectionOrNone(of, 'vip');
  if (vip === undefined) return;
  vips.push({
    address: text(vip, 'ip'),
    ...(link === '' ? {} : { link }),
    kind:
      sectionOrNone(vip, 'hcloud') !== undefined
        ? 'hcloud'
        : sectionOrNone(vip, 'equinixMetal') !== undefined
          ? 'equinixMetal'
          : 'layer2',
    at: { ...at, path: [...at.path, 'vip', 'ip'] },
  });
}
