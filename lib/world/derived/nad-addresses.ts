// Addresses of secondary networks: ranges that IPAM plugins hand out, and addresses that are written down. Broken configurations are judged elsewhere.
import { isMap, PlainMap } from '../../manifest';
import { IpAddress, IpRange } from '../../net';
import { CheckedObject, Model, World } from '../types';
import { Path } from '../../problem';
import { ANNOTATIONS, configOf, networkOf } from './attachments';
import { listAt, mapAt, textAt } from './fields';
import { readAddress, readNetwork } from './pools';

/** A run of addresses on a network. */
export interface NadAddresses {
  readonly kind: 'range' | 'static';
  readonly range: IpRange;
  readonly object: CheckedObject;
  readonly path: Path;
  readonly words: string;
  /** The network that the addresses belong to. */
  readonly network: CheckedObject;
  /** Name in the CNI configuration: host-local keeps one store a name. */
  readonly configName: string;
  /** The link under the network, with its VLAN: networks on different links may repeat addresses. */
  readonly link: string;
  readonly ipam: string;
}

/** Plugins whose interfaces stand on the network of the node's link. The others make networks of their own. */
const ON_THE_LINK = ['macvlan', 'ipvlan', 'vlan'];

/** The model: addresses on links of the nodes. */
export const NAD_ADDRESSES: Model<readonly NadAddresses[]> = {
  name: 'nad-addresses',
  build: (world) => {
    const networks = world
      .of('k8s.cni.cncf.io', 'NetworkAttachmentDefinition')
      .flatMap((object) => readNetworkObject(object) ?? []);
    return [...networks.flatMap(ownAddresses), ...requested(world, networks)];
  },
};

interface Network {
  readonly object: CheckedObject;
  readonly configName: string;
  readonly link: string;
  readonly ipam: PlainMap;
}

function readNetworkObject(object: CheckedObject): Network | undefined {
  const text = configOf(object);
  if (text === undefined) return undefined;
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return undefined;
  }
  const first = listAt(config, 'plugins')[0] ?? config;
  const type = textAt(first, 'type');
  if (!isMap(first) || type === undefined || !ON_THE_LINK.includes(type)) return undefined;
  const master = textAt(first, 'master') ?? 'default route';
  const link = type === 'vlan' ? `${master}.${String(first.vlanId ?? 0)}` : master;
  return {
    object,
    configName: textAt(config, 'name') ?? String(object.manifest.metadata.name),
    link,
    ipam: mapAt(first, 'ipam'),
  };
}

function ownAddresses(network: Network): NadAddresses[] {
  const ipam = textAt(network.ipam, 'type') ?? '';
  const common = {
    object: network.object,
    path: ['spec', 'config'],
    network: network.object,
    configName: network.configName,
    link: network.link,
    ipam,
  };
  const name = network.object.manifest.metadata.name;
  const ranges =
    ipam === 'host-local' ? hostLocal(network.ipam) : ipam === 'whereabouts' ? whereabouts(network.ipam) : [];
  const statics =
    ipam === 'static'
      ? listAt(network.ipam, 'addresses').flatMap((item) => readAddress(textAt(item, 'address') ?? '') ?? [])
      : [];
  return [
    ...ranges.map((range) => ({ ...common, kind: 'range' as const, range, words: `IPAM range of network ${name}` })),
    ...statics.map((address) => ({
      ...common,
      kind: 'static' as const,
      range: IpRange._of(address, address),
      words: `static address of network ${name}`,
    })),
  ];
}

/** Ranges of host-local: `ranges` sets, or one range at the top. Source: plugins/ipam/host-local. */
function hostLocal(ipam: PlainMap): IpRange[] {
  const sets = listAt(ipam, 'ranges').flatMap((set) => (Array.isArray(set) ? (set as unknown[]) : []));
  return [...(ipam.subnet === undefined ? [] : [ipam as unknown]), ...sets].flatMap((range) =>
    bounded(textAt(range, 'subnet'), textAt(range, 'rangeStart'), textAt(range, 'rangeEnd')),
  );
}

/** Ranges of whereabouts, without what is excluded from their ends; an exclusion inside of a range leaves it unknown. */
function whereabouts(ipam: PlainMap): IpRange[] {
  return [...(ipam.range === undefined ? [] : [ipam as unknown]), ...listAt(ipam, 'ipRanges')].flatMap((item) => {
    if (listAt(item, 'exclude').length > 0) return [];
    const text = textAt(item, 'range') ?? '';
    const dashed = /^([^-]+)-([^/]+)\/(\d+)$/.exec(text);
    if (dashed !== null) return bounded(`${dashed[1]!.trim()}/${dashed[3]!}`, dashed[1]!.trim(), dashed[2]!.trim());
    return bounded(text, textAt(item, 'range_start'), textAt(item, 'range_end'));
  });
}

/** Addresses from start to end; by default all hosts of the subnet. */
function bounded(subnet: string | undefined, start: string | undefined, end: string | undefined): IpRange[] {
  const network = subnet === undefined ? undefined : readNetwork(subnet)?.range;
  if (network === undefined) return [];
  const shift = (address: IpAddress, by: bigint) => IpAddress._fromNumber(address.family, address._value + by);
  const wide = network.last._value - network.first._value > 2n;
  const first = start === undefined ? (wide ? shift(network.first, 1n) : network.first) : readAddress(start);
  const last = end === undefined ? (wide ? shift(network.last, -1n) : network.last) : readAddress(end);
  if (first === undefined || last === undefined || first.family !== last.family || first._value > last._value)
    return [];
  return [IpRange._of(first, last)];
}

/** Addresses that pods ask for. */
function requested(world: World, networks: readonly Network[]): NadAddresses[] {
  return world.model(ANNOTATIONS).flatMap((annotation) =>
    annotation.selections.flatMap((selection) => {
      const target = networkOf(world, annotation, selection);
      const network = networks.find((each) => each.object === target);
      if (network === undefined) return [];
      const { object, path } = annotation;
      const common = {
        kind: 'static' as const,
        object,
        path,
        network: network.object,
        configName: network.configName,
        link: network.link,
      };
      return (selection.request.ips ?? []).flatMap((text): NadAddresses[] => {
        const address = readAddress(text);
        if (address === undefined) return [];
        return [
          {
            ...common,
            ipam: textAt(network.ipam, 'type') ?? '',
            range: IpRange._of(address, address),
            words: `address on network ${selection.name}`,
          },
        ];
      });
    }),
  );
}
