// What only one of the two forms has words for: a link that says such a thing cannot be written in the other.
import { errorAt, Finding } from '../construct';
import { Link } from './link';

interface Row {
  /** The property. */
  readonly what: string;
  readonly says: (link: Link) => boolean;
}

/** Properties that only link documents have. Source: fields of the types of Talos 1.11 to 1.14. */
const ONLY_DOCUMENTS: readonly Row[] = [
  { what: 'hardwareAddress', says: (link) => link.hardwareAddress !== undefined },
  { what: 'multicast', says: (link) => link._settings.multicast !== undefined },
  { what: 'up', says: (link) => link._settings.up !== undefined },
  { what: 'routePriority', says: (link) => link._settings.routePriority !== undefined },
  { what: 'table of a route', says: (link) => (link._settings.routes ?? []).some(({ table }) => table !== undefined) },
  {
    what: 'ignoreHostname, ignoreRoutes or clientIdentifier of DHCP',
    says: ({ _settings: { dhcpOptions = {} } }) =>
      dhcpOptions.ignoreHostname !== undefined ||
      dhcpOptions.ignoreRoutes !== undefined ||
      dhcpOptions.clientIdentifier !== undefined,
  },
  {
    what: 'a name of its own for a VLAN',
    says: ({ parent, interfaceName, vlanId }) =>
      parent !== undefined && interfaceName !== `${parent.interfaceName}.${vlanId}`,
  },
  { what: 'mode of a VLAN', says: ({ _shape: shape }) => shape.kind === 'vlan' && shape.mode !== undefined },
  { what: 'VRF', says: ({ _shape: shape }) => shape.kind === 'vrf' },
  {
    what: 'arpIpTargets, nsIp6Targets, adLacpActive or missedMax of a bond',
    says: ({ _shape: shape }) =>
      shape.kind === 'bond' &&
      [
        shape.options.arpIpTargets,
        shape.options.nsIp6Targets,
        shape.options.adLacpActive,
        shape.options.missedMax,
      ].some((value) => value !== undefined),
  },
  {
    what: 'presharedKey of a peer',
    says: ({ _shape: shape }) =>
      shape.kind === 'wireguard' && (shape.options.peers ?? []).some(({ presharedKey }) => presharedKey !== undefined),
  },
  {
    what: 'a selector by expression',
    says: (link) => [undefined, ...link._named].some((node) => isExpression(link, node)),
  },
  {
    what: 'a bridge over a link that a selector finds',
    says: ({ _shape: shape, members }) => shape.kind === 'bridge' && members.some(({ isAlias }) => isAlias),
  },
  {
    what: 'a bond over links that a selector finds beside others',
    says: ({ _shape: shape, members }) =>
      shape.kind === 'bond' && new Set(members.map(({ isAlias }) => isAlias)).size > 1,
  },
  { what: 'several virtual addresses on one link', says: (link) => link._virtualIps.length > 1 },
];

function isExpression(link: Link, node: Parameters<Link['_selectorOn']>[0]): boolean {
  const selector = link._selectorOn(node);
  return selector !== undefined && selector._device === undefined;
}

/** Properties that link documents do not have. */
const ONLY_V1ALPHA1: readonly Row[] = [
  {
    what: 'primary of a bond',
    says: ({ _shape: shape }) => shape.kind === 'bond' && shape.primary !== undefined,
  },
];

/** Findings for links that say what the form has no words for. @internal */
export function linkFormFindings(path: string, links: readonly Link[], documents: boolean): Finding[] {
  const [rows, form, repair] = documents
    ? [ONLY_V1ALPHA1, 'documents have', 'leave it out']
    : [
        ONLY_DOCUMENTS,
        'the v1alpha1 form has',
        'leave it out, or write linkFormat: ConfigFormat.DOCUMENTS on Talos 1.12 or newer',
      ];
  return links
    .filter((link) => link.managed)
    .flatMap((link) =>
      rows
        .filter(({ says }) => says(link))
        .map(({ what }) =>
          errorAt(path, 'cluster/link-form', `link "${link.name}" states ${what}, which ${form} no words for`, repair),
        ),
    );
}
