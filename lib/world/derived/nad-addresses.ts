// Addresses of secondary networks: ranges that IPAM plugins hand out, and addresses that are written down. Broken configurations are judged elsewhere.
import { PlainMap } from '../../manifest';
import { IpAddress, IpRange } from '../../net';
import { routersOf } from '../../models/cni';
import { CheckedObject, Model } from '../types';
import { Path } from '../../problem';
import { listAt, textAt } from './fields';
import { NETWORKS, SecondaryNetwork } from './networks';
import { readAddress, readNetwork } from './pools';

/** A run of addresses on a network. */
export interface NadAddresses {
  readonly kind: 'range' | 'static' | 'gateway';
  readonly range: IpRange;
  readonly object: CheckedObject;
  readonly path: Path;
  readonly words: string;
  /** The network that the addresses belong to. */
  readonly network: CheckedObject;
  /** Name in the CNI configuration: host-local keeps one store a name. */
  readonly configName: string;
  /** The LAN: networks on different ones may repeat addresses. */
  readonly link: string;
  readonly ipam: string;
}

/** The model: addresses on LANs that nodes are on. Networks of a node alone may repeat them. */
export const NAD_ADDRESSES: Model<readonly NadAddresses[]> = {
  name: 'nad-addresses',
  build: (world) =>
    world.model(NETWORKS).flatMap((network) => (network.lan === undefined ? [] : addressesOf(network, network.lan))),
};

function addressesOf(network: SecondaryNetwork, lan: string): NadAddresses[] {
  const { object, main, cniName, attached } = network;
  const { name } = object.manifest.metadata;
  const common = { network: object, configName: cniName, link: lan, ipam: main.ipamType ?? '' };
  const own = { ...common, object, path: ['spec', 'config'] };
  const ranges = network.perNode ? hostLocal(network) : main.ipamType === 'whereabouts' ? whereabouts(main.ipam) : [];
  const statics = listAt(main.ipam, 'addresses').flatMap((item) => readAddress(textAt(item, 'address') ?? '') ?? []);
  const routers = [
    ...routersOf(main.ipam),
    ...network.pools.flat().flatMap(({ gateway, gatewayGiven }) => (gatewayGiven ? [gateway] : [])),
  ];
  const unique = [...new Map(routers.map((router) => [router.toString(), router])).values()];
  return [
    ...ranges.map((range) => ({ ...own, kind: 'range' as const, range, words: `IPAM range of network ${name}` })),
    ...statics.map((address) => ({
      ...own,
      kind: 'static' as const,
      range: IpRange._of(address, address),
      words: `static address of network ${name}`,
    })),
    ...unique.map((address) => ({
      ...own,
      kind: 'gateway' as const,
      range: IpRange._of(address, address),
      words: `router of network ${name}`,
    })),
    ...attached.flatMap(({ annotation, selection }) =>
      (selection.request.ips ?? []).flatMap((text): NadAddresses[] => {
        const address = readAddress(text);
        if (address === undefined) return [];
        return [
          {
            ...common,
            kind: 'static',
            object: annotation.object,
            path: annotation.path,
            range: IpRange._of(address, address),
            words: `address on network ${selection.name}`,
          },
        ];
      }),
    ),
  ];
}

function hostLocal({ pools }: SecondaryNetwork): IpRange[] {
  return pools.flat().map(({ pool }) => pool);
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
