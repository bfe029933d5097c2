// An address that a pod asks for, held to the networks that it will be on. static itself takes any.
import { Cidr, IpAddress } from '../../net';
import { mapsIn, PlainMap } from '../../manifest';
import { addressOf } from './addresses';

/** What is wrong with a requested address. */
export interface RequestedProblem {
  readonly reason: 'outside' | 'prefix' | 'not-host' | 'gateway';
  /** The networks that it was held to; of a prefix or a host the one that it lies in. */
  readonly subnets: readonly string[];
}

/**
 * The first thing that is wrong with an address.
 *
 * @param subnets networks on the link, in CIDR form; of a family that none has, nothing is known
 * @param routers addresses that routers have
 */
export function judgeRequested(
  address: IpAddress,
  prefix: number | undefined,
  subnets: readonly string[],
  routers: readonly IpAddress[],
): RequestedProblem | undefined {
  const family = subnets.flatMap((text) => cidrOf(text) ?? []).filter((subnet) => subnet.family === address.family);
  const stated = family.find((subnet) => subnet.contains(address));
  if (family.length > 0 && stated === undefined)
    return { reason: 'outside', subnets: family.map((subnet) => subnet.toString()) };
  if (stated !== undefined && prefix !== undefined && prefix !== stated.prefix)
    return { reason: 'prefix', subnets: [stated.toString()] };
  const subnet = stated ?? (prefix === undefined ? undefined : networkOf(address, prefix));
  if (subnet !== undefined && !subnet.isHost(address)) return { reason: 'not-host', subnets: [subnet.toString()] };
  if (routers.some((router) => router.isSame(address))) return { reason: 'gateway', subnets: [] };
  return undefined;
}

/** Routers that the routes and addresses of an `ipam` name. */
export function routersOf(ipam: PlainMap): IpAddress[] {
  const texts = [...mapsIn(ipam.routes).map(({ gw }) => gw), ...mapsIn(ipam.addresses).map(({ gateway }) => gateway)];
  return texts.flatMap((text) => (typeof text === 'string' && text !== '' ? (addressOf(text) ?? []) : []));
}

function networkOf(address: IpAddress, prefix: number): Cidr | undefined {
  const size = 1n << BigInt(address.bits - prefix);
  const first = IpAddress._fromNumber(address.family, address._value - (address._value % size));
  return cidrOf(`${first.toString()}/${prefix}`);
}

function cidrOf(text: string): Cidr | undefined {
  try {
    return Cidr.of(text);
  } catch {
    return undefined;
  }
}
