// Ways from the world through Gateways and Ingresses: what policy says where they enter the proxy, and from there to each pod behind a route.
import { IngressPath } from '../models/gateway';
import { ConnectionSet } from './connections';
import { Reachability } from './reachability';
import { servicePods } from './services';

/** One way through a Gateway to one workload. @internal */
export interface GatewayWay {
  readonly kind: 'Gateway' | 'Ingress';
  /** `namespace/name` of the Gateway or Ingress. */
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

const OWNER = /^(Gateway|Ingress)\/(.+)$/;

/** Names of the Gateways and Ingresses that deliver to a Service, whether its pods are known or not: `namespace/name`. @internal */
export function gatewayNames(reach: Reachability): string[] {
  const names = reach.gateways.flatMap(({ owner, backends, beside }) =>
    backends.length + beside.length === 0 ? [] : (OWNER.exec(owner)?.[2] ?? []),
  );
  return [...new Set(names)];
}

/** True if a way goes through the Gateway of that name: `namespace/name`, or the name alone. @internal */
export function isNamed(gateway: string, name: string): boolean {
  return gateway === name || gateway.endsWith(`/${name}`);
}

/** Every way, in the order of the routes; equal ways of several matches are one. @internal */
export function gatewayWays(reach: Reachability): GatewayWay[] {
  const ways = new Map<string, GatewayWay>();
  for (const path of reach.gateways) {
    const [, kind, gateway] = OWNER.exec(path.owner) ?? [];
    if (gateway === undefined) continue;
    const stream = path.protocol === 'TCP' || path.protocol === 'UDP';
    const protocol = path.protocol === 'UDP' ? 'UDP' : 'TCP';
    const source = reach.find(stream ? 'world' : 'ingress');
    if (source === undefined) continue;
    for (const { namespace, name, port: servicePort, weight } of [...path.backends, ...path.beside])
      for (const { party, port } of weight === 0 ? [] : servicePods(reach, namespace, name, servicePort, protocol)) {
        const { route, hostname } = path;
        const key = [path.owner, route, path.protocol, path.ports.join(), hostname, party, port].join('\0');
        const connections = reach.connections(source, party).only(protocol, port);
        ways.set(key, {
          ...{ kind: kind as GatewayWay['kind'], gateway, route, hostname, source, port, connections },
          ...{ protocol: path.protocol, ports: path.ports, target: party },
        });
      }
  }
  return [...ways.values()];
}
