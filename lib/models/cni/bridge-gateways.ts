// The addresses that the bridge plugin gives its bridge as the gateway of a pod. Source: containernetworking/plugins 1.9.1, bridge, calcGateways, ensureAddr.
import { Cidr, InterfaceAddress, IpAddress, IpFamily } from '../../net';
import { isMap } from '../../manifest';
import { addressOf } from './addresses';
import { PluginConfiguration, textOf } from './configuration';
import { poolsOf } from './host-local';
import { argsIps } from './planned';
import { Request } from './request';

/** An address of a bridge. */
export interface BridgeGateway {
  readonly address: IpAddress;
  readonly subnet: Cidr;
}

/** One for each address of the pod: the gateway that IPAM names, or the first host of the subnet. */
export function gatewaysOf(plugin: PluginConfiguration, request: Request): BridgeGateway[] {
  const { fields, ipam, ipamType, capabilities } = plugin;
  if (fields.isGateway !== true && fields.isDefaultGateway !== true) return [];
  if (ipamType !== 'static')
    return poolsOf(ipam).map(([range]) => ({ address: range!.gateway, subnet: range!.subnet }));
  const byArgs = argsIps(request);
  const brought = byArgs.length > 0 ? byArgs : (request.ips ?? []);
  const replaced = byArgs.length > 0 || (capabilities.ips === true && brought.length > 0);
  const entries = !replaced && Array.isArray(ipam.addresses) ? (ipam.addresses as unknown[]).filter(isMap) : [];
  return [...entries, ...brought.map((address) => ({ address, gateway: undefined }))].flatMap(
    ({ address, gateway }) => {
      const subnet = networkOf(address);
      if (subnet === undefined) return [];
      const first = IpAddress._fromNumber(subnet.family, subnet.network._value + 1n);
      return [{ subnet, address: addressOf(textOf(gateway) ?? '') ?? first }];
    },
  );
}

/** True if a bridge with the first address refuses the second: IPv6 ones stand beside each other where their subnets do not overlap. */
export function excludes(there: BridgeGateway, next: BridgeGateway): boolean {
  if (there.subnet.family !== next.subnet.family) return false;
  if (there.address.isSame(next.address) && there.subnet.prefix === next.subnet.prefix) return false;
  return (
    there.subnet.family === IpFamily.IPV4 || there.subnet.contains(next.address) || next.subnet.contains(there.address)
  );
}

function networkOf(text: unknown): Cidr | undefined {
  try {
    return InterfaceAddress.of(String(text)).network;
  } catch {
    return undefined;
  }
}
