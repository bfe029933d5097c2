// Names of ports: on ingress those of the endpoint itself, on egress what the agent of a minor finds in the cluster.
import { isServiceName } from '../ports';

/** A port of a container. @internal */
export interface NamedPort {
  readonly name: string;
  readonly port: number;
  /** @default TCP */
  readonly protocol?: string;
}

/** Numbers of a name, by `name/PROTOCOL`. @internal */
export type PortNames = ReadonlyMap<string, readonly number[]>;

const NONE: readonly number[] = [];

/** Ports of one endpoint; of two with one name the last counts. Source: pkg/types/portmap.go. @internal */
export function portNames(ports: readonly NamedPort[]): PortNames {
  const named = new Map<string, NamedPort>();
  for (const each of ports)
    if (isServiceName(each.name) && each.port > 0 && each.port < 65536) named.set(each.name.toLowerCase(), each);
  return new Map(
    [...named].map(([name, { port, protocol }]) => [`${name}/${(protocol ?? 'TCP').toUpperCase()}`, [port]]),
  );
}

/** All numbers of each name. @internal */
export function joinedNames(all: Iterable<PortNames>): PortNames {
  const joined = new Map<string, number[]>();
  for (const names of all)
    for (const [name, ports] of names) {
      const list = joined.get(name) ?? [];
      for (const port of ports) if (!list.includes(port)) list.push(port);
      joined.set(name, list);
    }
  return joined;
}

/** A table of the whole cluster, where a name with two numbers has none. @internal */
export function clusterNames(all: Iterable<PortNames>): PortNames {
  return new Map([...joinedNames(all)].filter(([, ports]) => ports.length === 1));
}

/** The numbers of a name. @internal */
export function portsNamed(names: PortNames, name: string, protocol: string): readonly number[] {
  return names.get(`${name}/${protocol}`) ?? NONE;
}
