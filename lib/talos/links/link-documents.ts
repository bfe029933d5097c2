// Links as documents of their own, from Talos 1.12 on.
import { ClusterNode, EthernetOptions, Link } from '../../cluster';
import { PlainMap } from '../../manifest';
import { document, said } from '../documents';
import { addressList, dhcpDocuments, documentFields } from './addressing';
import { bondDocument } from './bond';
import { wireguardFields } from './wireguard';

/** The documents of a link. `isMember` says that it belongs to a bond, a bridge or a VRF, which then brings it up. */
export function linkDocuments(link: Link, isMember: boolean): PlainMap[] {
  const fields = { ...shapeFields(link), ...documentFields(link) };
  // Talos brings up a physical link by itself: DHCP alone needs no link document, and neither does a member.
  const isSilent =
    link._shape.kind === 'physical' && Object.keys(fields).length === 0 && (link.dhcp || isMember || link.isAlias);
  return [
    ...(isSilent ? [] : [document(KINDS[link._shape.kind], { name: link.interfaceName, ...upFirst(link, fields) })]),
    ...dhcpDocuments(link),
  ];
}

/** The alias of a link that a selector finds; undefined for one with a kernel name. */
export function aliasDocument(link: Link, node?: ClusterNode): PlainMap | undefined {
  const selector = link._selectorOn(node);
  if (selector === undefined) return undefined;
  return document('LinkAliasConfig', { name: link.interfaceName, selector: { match: selector._match } });
}

/** What the file of a node adds: its addresses. */
export function addressDocument(link: Link, addresses: readonly string[]): PlainMap {
  return document(KINDS[link._shape.kind], {
    name: link.interfaceName,
    addresses: addressList(addresses, link._settings.routePriority),
  });
}

/** Settings of the NIC, in both forms a document. */
export function ethernetDocument(link: Link): PlainMap | undefined {
  const options = link._shape.kind === 'physical' ? link._shape.ethernet : undefined;
  return options === undefined
    ? undefined
    : document('EthernetConfig', { name: link.interfaceName, ...ethernet(options) });
}

const KINDS = {
  physical: 'LinkConfig',
  vlan: 'VLANConfig',
  bond: 'BondConfig',
  bridge: 'BridgeConfig',
  dummy: 'DummyLinkConfig',
  vrf: 'VRFConfig',
  wireguard: 'WireguardConfig',
} as const;

function shapeFields({ _shape: shape, members, parent, vlanId, hardwareAddress }: Link): PlainMap {
  const hardware = said({ hardwareAddr: hardwareAddress });
  const names = members.map(({ interfaceName }) => interfaceName);
  switch (shape.kind) {
    case 'vlan':
      return said({ vlanID: vlanId, vlanMode: shape.mode, parent: parent?.interfaceName });
    case 'bond':
      return { ...hardware, ...bondDocument(shape.options, members) };
    case 'bridge':
      return said({
        ...hardware,
        links: names.length === 0 ? undefined : names,
        stp: shape.stp === undefined ? undefined : { enabled: shape.stp },
        vlan: shape.vlanFiltering === undefined ? undefined : { filtering: shape.vlanFiltering },
      });
    case 'dummy':
      return hardware;
    case 'vrf':
      return { ...hardware, links: names, table: shape.table };
    case 'wireguard':
      return wireguardFields(shape.options);
    default:
      return {};
  }
}

/** A physical link that is only stated is said to be up: the document would say nothing. */
function upFirst({ _shape: shape, _settings: { up } }: Link, fields: PlainMap): PlainMap {
  return shape.kind === 'physical' && up === undefined ? { up: true, ...fields } : fields;
}

function ethernet({ features, rings, channels, wakeOnLan }: EthernetOptions): PlainMap {
  return said({
    features,
    rings:
      rings === undefined
        ? undefined
        : Object.fromEntries(Object.entries(rings).map(([key, value]) => [dashed(key), value])),
    channels: channels === undefined ? undefined : { ...channels },
    wakeOnLan,
  });
}

/** `rxBufLen` as ethtool writes it: `rx-buf-len`. */
function dashed(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
