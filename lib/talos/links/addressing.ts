// What every link says in either form: DHCP, addresses, routes, MTU.
import { Link, LinkRoute } from '../../cluster';
import { PlainMap } from '../../manifest';
import { IpAddress, IpFamily } from '../../net';
import { document, said } from '../documents';

/** Fields of an entry of `machine.network.interfaces`, or of one of its `vlans`. */
export function entryFields({ dhcp, mtu, _settings: { dhcpOptions, addresses, routes } }: Link): PlainMap {
  const options = said({
    routeMetric: dhcpOptions?.routeMetric,
    ipv4: dhcpOptions?.ipv4,
    ipv6: dhcpOptions?.ipv6,
    duidv6: dhcpOptions?.duid,
  });
  return said({
    dhcp,
    dhcpOptions: !dhcp || Object.keys(options).length === 0 ? undefined : options,
    mtu,
    addresses: addresses?.length ? addresses : undefined,
    routes: routes?.length ? routes.map(entryRoute) : undefined,
  });
}

function entryRoute({ destination, gateway, source, metric, mtu }: LinkRoute): PlainMap {
  const everything = gateway !== undefined && IpAddress.of(gateway).family === IpFamily.IPV6 ? '::/0' : '0.0.0.0/0';
  return said({ network: destination ?? everything, gateway, source, metric, mtu });
}

/** Fields of a link document. */
export function documentFields({
  mtu,
  _settings: { up, multicast, addresses, routes, routePriority },
}: Link): PlainMap {
  return said({
    up,
    mtu,
    multicast,
    addresses: addresses?.length ? addressList(addresses, routePriority) : undefined,
    routes: routes?.length ? routes.map(documentRoute) : undefined,
  });
}

function documentRoute({ destination, gateway, source, metric, mtu, table }: LinkRoute): PlainMap {
  return said({ destination, gateway, source, metric, mtu, table });
}

/** Addresses as a link document has them. */
export function addressList(addresses: readonly string[], routePriority?: number): PlainMap[] {
  return addresses.map((address) => said({ address, routePriority }));
}

/** The DHCP documents of a link. */
export function dhcpDocuments({ dhcp, interfaceName: name, _settings: { dhcpOptions = {} } }: Link): PlainMap[] {
  if (!dhcp) return [];
  const { ipv4 = true, ipv6 = false, routeMetric, ignoreHostname, ignoreRoutes, clientIdentifier, duid } = dhcpOptions;
  const both = { name, routeMetric, ignoreHostname, clientIdentifier, duidRaw: duid };
  return [
    ...(ipv4 ? [document('DHCPv4Config', said({ ...both, ignoreRoutes }))] : []),
    ...(ipv6 ? [document('DHCPv6Config', said(both))] : []),
  ];
}
