// Routes of a secondary network: where pods go through it. What the plugins take in silence is refused here.
import { Cidr, IpAddress, ValueError } from '../net';
import { RangeProblem } from './host-local-ranges';

/** A route through a secondary network. */
export interface NetworkRoute {
  /** Destination network, `10.20.0.0/16`. */
  readonly destination: string;
  /**
   * Router on the subnet.
   *
   * @default - the gateway of the network
   */
  readonly via?: string;
  /**
   * Metric of the route, 1 to 4294967295; the lowest wins.
   *
   * @default - 0, which wins over everything
   */
  readonly priority?: number;
}

/** A route, parsed. */
export interface ParsedRoute {
  readonly destination: Cidr;
  readonly via: IpAddress;
  readonly priority?: number;
}

/**
 * Parses routes.
 *
 * @throws ValueError `network/default-route`, `network/route-gateway`, `network/route-twice`, `network/route-priority`
 */
export function parseRoutes(
  routes: readonly NetworkRoute[],
  gateway: IpAddress | undefined,
  allowDefault: boolean,
): ParsedRoute[] {
  const seen = new Set<string>();
  return routes.map((route) => {
    const destination = Cidr.of(route.destination);
    const text = destination.toString();
    const { priority } = route;
    if (destination.prefix === 0 && !allowDefault) {
      throw new ValueError(
        'network/default-route',
        `route to ${text}: it wins over the default route of eth0, and the pod loses Services and cluster DNS`,
        'write the networks that the pod must reach here, or say allowDefaultRoute: true and give the route a priority',
      );
    }
    if (seen.has(text))
      throw new ValueError(
        'network/route-twice',
        `two routes to ${text}: the kernel refuses the second, and the pod does not start`,
        'write each destination once',
      );
    seen.add(text);
    const via = route.via === undefined ? gateway : IpAddress.of(route.via);
    if (via === undefined)
      throw new ValueError(
        'network/route-gateway',
        `route to ${text} without a gateway: host-local would take the first address of the subnet, static none`,
        'write the gateway of the network, or via in the route',
      );
    if (via.family !== destination.family)
      throw new ValueError(
        'network/route-gateway',
        `route to ${text} by ${via.toString()}, an address of the other family`,
        `write an ${destination.family} router`,
      );
    if (priority !== undefined && (!Number.isInteger(priority) || priority < 1 || priority > 4294967295))
      throw new ValueError(
        'network/route-priority',
        `priority out of range: ${priority}`,
        'write a whole number from 1 to 4294967295',
      );
    return { destination, via, ...(priority === undefined ? {} : { priority }) };
  });
}

/**
 * Gateways and routers that are not where the pods are. The plugins accept a gateway anywhere as long as no route uses it (vectors
 * *-gateway-outside), and fail at ADD where the pod has no address beside the router.
 *
 * @param subnets all subnets of the network
 * @param ranges subnets that the pods' addresses come from, one of each family; empty where attachments say their addresses
 */
export function routeProblems(
  routes: readonly ParsedRoute[],
  gateway: IpAddress | undefined,
  subnets: readonly Cidr[],
  ranges: readonly Cidr[],
): RangeProblem[] {
  if (subnets.length === 0) return [];
  const words = (list: readonly Cidr[]) => [...new Set(list.map((subnet) => subnet.toString()))].join(', ');
  if (gateway !== undefined && !subnets.some((subnet) => subnet.isHost(gateway))) {
    const repair = "write the router's address on the network, or leave the gateway out";
    return [
      {
        code: 'network/gateway-outside',
        problem: `gateway ${gateway.toString()} is not a host address of ${words(subnets)}`,
        repair,
      },
    ];
  }
  const where = ranges.length === 0 ? subnets : ranges;
  return routes.flatMap(({ destination, via }) => {
    const family = where.filter((subnet) => subnet.family === via.family);
    // Ranges of one family are alternatives: the router must be beside each. Of stated subnets one is enough.
    const reached =
      ranges.length === 0
        ? family.some((subnet) => subnet.isHost(via))
        : family.length > 0 && family.every((subnet) => subnet.isHost(via));
    if (reached) return [];
    const problem = `route to ${destination.toString()} by ${via.toString()}, which pods with addresses of ${words(where)} do not reach`;
    return [{ code: 'network/route-gateway', problem, repair: 'write a router on the subnet of the pods' }];
  });
}
