// Routes of a secondary network: where pods go through it.
import { Cidr, IpAddress, ValueError } from '../net';
import { written } from './cni-config';

/** How far a route reaches. */
export enum RouteScope {
  /** Anywhere, by a router. */
  UNIVERSE = 'universe',
  /** On the link itself, without a router. */
  LINK = 'link',
}

/** Number of a scope in the kernel. Source: include/uapi/linux/rtnetlink.h. */
const SCOPE_NUMBERS: Readonly<Record<RouteScope, number>> = { [RouteScope.UNIVERSE]: 0, [RouteScope.LINK]: 253 };

/** A route through a secondary network. */
export interface NetworkRoute {
  /** Destination network, `10.20.0.0/16`. */
  readonly destination: string;
  /**
   * Router on the subnet.
   *
   * @default - the gateway of the network; none with RouteScope.LINK
   */
  readonly via?: string;
  /**
   * Metric of the route, 1 to 4294967295; the lowest wins.
   *
   * @default - 0, which wins over everything
   */
  readonly priority?: number;
  /**
   * Routing table that the route goes to, 1 to 4294967295. Only a rule makes the kernel look there.
   *
   * @default - the main table
   */
  readonly table?: number;
  /**
   * How far the route reaches.
   *
   * @default RouteScope.UNIVERSE
   */
  readonly scope?: RouteScope;
}

/** A route as IPAM plugins read it. */
export interface RouteConfig {
  readonly dst: string;
  readonly gw?: string;
  readonly priority?: number;
  readonly table?: number;
  readonly scope?: number;
}

/**
 * Routes as IPAM plugins read them. The gateway is always written: without one host-local takes .1, and static makes a route on the link.
 *
 * @throws ValueError `network/default-route`, `network/route-gateway`, `network/route-number`
 */
export function routeConfigs(
  routes: readonly NetworkRoute[],
  gateway: IpAddress | undefined,
  allowDefault: boolean,
): RouteConfig[] {
  return routes.map((route) => {
    const destination = Cidr.of(route.destination);
    const text = destination.toString();
    if (destination.prefix === 0 && !allowDefault)
      throw new ValueError(
        'network/default-route',
        `route to ${text}: it wins over the default route of eth0, and the pod loses Services and cluster DNS`,
        'write the networks that the pod must reach here, or say allowDefaultRoute: true and give the route a priority',
      );
    const { scope, priority, table } = route;
    const ownGateway = gateway?.family === destination.family ? gateway : undefined;
    const via = route.via !== undefined ? IpAddress.of(route.via) : scope === RouteScope.LINK ? undefined : ownGateway;
    if (via === undefined && scope !== RouteScope.LINK)
      throw new ValueError(
        'network/route-gateway',
        `route to ${text} without a gateway of its family: host-local would take the first address of the subnet, static none`,
        'write the gateway of the network, via in the route, or scope: RouteScope.LINK',
      );
    return written({
      dst: text,
      gw: via?.toString(),
      priority: priority === undefined ? undefined : checkNumber('priority', priority),
      table: table === undefined ? undefined : checkNumber('table', table),
      scope: scope === undefined ? undefined : SCOPE_NUMBERS[scope],
    }) as unknown as RouteConfig;
  });
}

/** The kernel keeps both in 32 bits, and 0 is its own default. */
function checkNumber(what: string, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= 4294967295) return value;
  throw new ValueError(
    'network/route-number',
    `${what} of a route out of range: ${value}`,
    'write a whole number from 1 to 4294967295',
  );
}
