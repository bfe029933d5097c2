// Routers that the configurations of secondary networks name: addresses of machines on the links.
import { IpAddress } from '../../net';
import { Model } from '../types';
import { configOf } from './attachments';
import { listAt, textAt } from './fields';
import { NAD_ADDRESSES, NadAddresses } from './nad-addresses';
import { readAddress } from './pools';

/** A router of a network. */
export interface NadGateway extends Pick<NadAddresses, 'network' | 'configName' | 'link' | 'ipam' | 'object'> {
  readonly address: IpAddress;
  readonly words: string;
}

/** The model: gateways that host-local and static IPAM hand on, of networks with ranges or addresses on a link. */
export const NAD_GATEWAYS: Model<readonly NadGateway[]> = {
  name: 'nad-gateways',
  build: (world) => {
    const networks = new Map(world.model(NAD_ADDRESSES).map((each) => [each.network, each]));
    return [...networks.values()].flatMap(({ network, configName, link, ipam }) =>
      gatewaysIn(configOf(network) ?? '').map((address): NadGateway => ({
        object: network,
        network,
        configName,
        link,
        ipam,
        address,
        words: `gateway of network ${network.manifest.metadata.name}`,
      })),
    );
  },
};

function gatewaysIn(text: string): IpAddress[] {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return [];
  }
  const plugin = listAt(config, 'plugins')[0] ?? config;
  const ranges = listAt(plugin, 'ipam', 'ranges').flatMap((set) => (Array.isArray(set) ? (set as unknown[]) : []));
  const texts = [
    textAt(plugin, 'ipam', 'gateway'),
    ...[...ranges, ...listAt(plugin, 'ipam', 'addresses')].map((each) => textAt(each, 'gateway')),
    ...listAt(plugin, 'ipam', 'routes').map((route) => textAt(route, 'gw')),
  ];
  const found = new Set(texts.filter((each) => each !== undefined));
  return [...found].flatMap((each) => readAddress(each) ?? []);
}
