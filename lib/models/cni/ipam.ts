// What the IPAM plugins refuse. Source: containernetworking/plugins 1.9.1, run.
import { InterfaceAddress, IpAddress } from '../../net';
import { isMap, PlainMap } from '../../manifest';
import { checkRoutes, parsed, PlannedAddress, RouteOptions } from './addresses';
import { CniConfiguration, PluginConfiguration } from './configuration';
import { judgeHostLocal } from './host-local';
import { argsIps, checkPerFamily, isOld, Planned } from './planned';
import { Judge } from './problem';
import { Request } from './request';
import { shown } from './shape';
import { judgeWhereabouts } from './whereabouts';

/** Judges `ipam` of a main plugin. */
export function judgeIpam(
  plugin: PluginConfiguration,
  configuration: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
): Planned {
  const { ipam, ipamType } = plugin;
  const routes: RouteOptions = {
    defaultRoutes: plugin.type === 'bridge' && plugin.fields.isDefaultGateway === true,
    onlyOwnFamilies: isOld(configuration.version),
  };
  switch (ipamType) {
    case undefined:
      return [];
    case 'static':
      return judgeStatic(plugin, configuration, judge, request, routes);
    case 'host-local':
      return judgeHostLocal(plugin, configuration, judge, request, routes);
    case 'dhcp':
      judgeDhcp(ipam, judge);
      return undefined;
    case 'whereabouts':
      judgeWhereabouts(ipam, judge);
      return undefined;
    default:
      return undefined;
  }
}

function judgeStatic(
  plugin: PluginConfiguration,
  { version }: CniConfiguration,
  judge: Judge,
  request: Request | undefined,
  routes: RouteOptions,
): Planned {
  const { ipam } = plugin;
  const entries = Array.isArray(ipam.addresses) ? (ipam.addresses as unknown[]) : [];
  const seen = new Set<string>();
  const configured = entries.flatMap((entry, index): PlannedAddress[] => {
    const at = judge.at('addresses', index);
    if (!isMap(entry)) return [];
    const address = parsed(
      entry.address ?? '',
      (text) => InterfaceAddress.of(text),
      at.at('address'),
      'address with a prefix length, such as 192.168.40.51/24',
    );
    const gateway =
      entry.gateway === undefined || entry.gateway === ''
        ? undefined
        : parsed(entry.gateway, (text) => IpAddress.of(text), at.at('gateway'), 'address');
    if (address === undefined) return [];
    if (seen.has(address.toString()))
      at.at('address').error('address', 'address-twice', { address: address.toString() });
    seen.add(address.toString());
    if (!address.network.isHost(address.address)) {
      at.at('address').warning('address', 'no-host-address', { address: address.toString() });
    }
    return [{ subnet: address.network, address: address.address, ...(gateway === undefined ? {} : { gateway }) }];
  });
  const brought = request?.ips ?? [];
  const byArgs = argsIps(request);
  const replaced = (plugin.capabilities.ips === true && brought.length > 0) || byArgs.length > 0;
  const requested = byArgs.length > 0 ? byArgs : brought;
  checkBrought(requested, replaced ? [] : [...seen], judge);
  if (plugin.type === 'ptp' && requested.length > 0) {
    judge.error('gateway', 'ptp-without-gateway');
  }
  if (entries.length === 0 && request !== undefined && requested.length === 0) {
    judge.error('no-address', 'static-without-address');
  }
  const broughtNetworks = requested.flatMap((text) => networkAround(text) ?? []);
  const planned = [...(replaced ? [] : configured), ...broughtNetworks];
  // Without a request it is not known what a pod will bring: with the capability it replaces the addresses, else it adds to them.
  const maybeReplaced = request === undefined && plugin.capabilities.ips === true;
  if (!maybeReplaced)
    checkPerFamily(
      planned.map(({ subnet }) => subnet.family),
      version,
      judge,
    );
  const known =
    request === undefined ? !maybeReplaced && entries.length > 0 : broughtNetworks.length === requested.length;
  checkRoutes(ipam, judge, known && configured.length === entries.length ? planned : undefined, {
    ...routes,
    moreAddresses: request === undefined,
  });
  return known ? planned : undefined;
}

/** Addresses that a pod brings to static. */
function checkBrought(ips: readonly string[], taken: readonly string[], judge: Judge): void {
  for (const [index, ip] of ips.entries()) {
    if (!ip.includes('/')) {
      const bits = ip.includes(':') ? 64 : 24;
      judge.error('request', 'request-without-prefix', { ip: shown(ip), ip2: ip, bits });
    } else if (ips.indexOf(ip) < index || taken.includes(ip)) judge.error('request', 'request-twice', { ip });
  }
}

/** The network around an address with a prefix length. */
function networkAround(text: string): PlannedAddress | undefined {
  try {
    if (!text.includes('/')) return undefined;
    const { network, address } = InterfaceAddress.of(text);
    return { subnet: network, address };
  } catch {
    return undefined;
  }
}

/** Names that dhcp knows beside numbers. Source: plugins/ipam/dhcp, optionNameToID. */
const DHCP_OPTIONS = [
  'dhcp-client-identifier',
  'subnet-mask',
  'routers',
  'host-name',
  'user-class',
  'vendor-class-identifier',
];
const LONGEST_VALUE = 255;

function judgeDhcp(ipam: PlainMap, judge: Judge): void {
  for (const key of ['request', 'provide']) {
    for (const [index, entry] of (Array.isArray(ipam[key]) ? (ipam[key] as unknown[]) : []).entries()) {
      if (!isMap(entry)) continue;
      const at = judge.at(key, index);
      const { option, value } = entry;
      // An entry of request may be skipDefault alone.
      if (
        !(key === 'request' && (option === undefined || option === '') && entry.skipDefault !== undefined) &&
        !isDhcpOption(option)
      ) {
        at.at('option').error('dhcp', 'dhcp-option', { option: shown(option), options: DHCP_OPTIONS.join(', ') });
      }
      if (typeof value === 'string' && Buffer.byteLength(value) > LONGEST_VALUE)
        at.at('value').error('dhcp', 'dhcp-value-too-long', {
          bytes: Buffer.byteLength(value),
          longest: LONGEST_VALUE,
        });
    }
  }
}

function isDhcpOption(option: unknown): boolean {
  if (typeof option !== 'string') return false;
  return DHCP_OPTIONS.includes(option) || (/^\d+$/.test(option) && Number(option) <= 255);
}
