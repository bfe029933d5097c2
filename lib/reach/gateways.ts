// Ways from the world through Gateways: what policy says where they enter the proxy, and from there to each pod behind a route.
import { IngressPath } from '../models/gateway';
import { ConnectionSet } from './connections';
import { Content } from './content';
import { UnknownEndpoint } from './endpoint';
import { explain, Explained } from './explain';
import { Reachability } from './reachability';
import { servicePods } from './services';

/** One way through a Gateway to one workload. @internal */
export interface GatewayWay {
  /** `namespace/name` of the Gateway. */
  readonly gateway: string;
  /** `Kind/namespace/name` of the route. */
  readonly route: string;
  readonly protocol: IngressPath['protocol'];
  /** Ports of the Gateway on which the way begins. */
  readonly ports: readonly number[];
  /** `*` for all. */
  readonly hostname: string;
  /** Position of the party that the pods get connections from: the proxy, or the world where streams pass no proxy. */
  readonly source: number;
  /** Position of the workload, and its port. */
  readonly target: number;
  readonly port: number;
  /** What policy leaves of it: nothing, or the one port with what proxies look at. */
  readonly connections: ConnectionSet;
}

/** Every way, in the order of the routes; equal ways of several matches are one. @internal */
export function gatewayWays(reach: Reachability): GatewayWay[] {
  const ways = new Map<string, GatewayWay>();
  for (const path of reach.gateways) {
    const gateway = /^Gateway\/(.+)$/.exec(path.owner)?.[1];
    if (gateway === undefined) continue;
    const stream = path.protocol === 'TCP' || path.protocol === 'UDP';
    const protocol = path.protocol === 'UDP' ? 'UDP' : 'TCP';
    const source = reach.find(stream ? 'world' : 'ingress');
    if (source === undefined) continue;
    for (const backend of path.backends)
      for (const { party, port } of servicePods(reach, backend.namespace, backend.name, backend.port, protocol)) {
        const { route, hostname } = path;
        const key = [gateway, route, path.protocol, path.ports.join(), hostname, party, port].join('\0');
        const connections = reach.connections(source, party).only(protocol, port);
        ways.set(key, {
          ...{ gateway, route, hostname, source, port, connections },
          ...{ protocol: path.protocol, ports: path.ports, target: party },
        });
      }
  }
  return [...ways.values()];
}

/** A connection to a Gateway. @internal */
export interface GatewayQuestion {
  /** Port of a listener. */
  readonly port: number;
  readonly protocol: string;
  /** A host name narrows it to the ways of that name. */
  readonly content?: Content;
}

/**
 * The steps of a connection through a Gateway: to the proxy, and from there to every pod behind its routes.
 *
 * @param gateway `namespace/name`
 * @throws UnknownEndpoint for a Gateway or port that leads nowhere
 * @internal
 */
export function explainGateway(
  reach: Reachability,
  from: number,
  gateway: string,
  { port, protocol, content = {} }: GatewayQuestion,
): Explained[] {
  if (reach.parties[from]!.kind !== 'world')
    throw new UnknownEndpoint(
      `"${reach.parties[from]!.id}" is no place in the world`,
      'name an address outside, or world: what policy says of pods that use a Gateway is not modelled',
    );
  const own = gatewayWays(reach).filter((way) => way.gateway === gateway);
  const host = content.http?.host ?? content.serverName;
  const ways = own.filter(
    ({ ports, hostname }) => ports.includes(port) && (host === undefined || meets(hostname, host)),
  );
  if (ways.length === 0)
    throw new UnknownEndpoint(
      `Gateway "${gateway}" leads to no pods of the input on port ${port}${host === undefined ? '' : ` for ${host}`}`,
      own.length === 0
        ? 'write a Gateway whose routes have Services and workloads in the input'
        : `it does on ${[...new Set(own.map((way) => `${way.ports.join(', ')} for ${way.hostname}`))].join('; ')}`,
    );
  const proxied = ways.filter(({ protocol: spoken }) => spoken !== 'TCP' && spoken !== 'UDP');
  const entry = proxied.length === 0 ? [] : [explain(reach, from, reach.find('ingress')!, protocol, port)];
  const targets = new Map(ways.map((way) => [`${way.target} ${way.port}`, way]));
  return [
    ...entry,
    ...[...targets.values()].map((way) =>
      explain(reach, proxied.includes(way) ? way.source : from, way.target, protocol, way.port, content),
    ),
  ];
}

/** `*` is every name, `*.example.com` every name below. */
function meets(hostname: string, host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  if (hostname === '*' || hostname === name) return true;
  return hostname.startsWith('*.') && name.endsWith(hostname.slice(1));
}
