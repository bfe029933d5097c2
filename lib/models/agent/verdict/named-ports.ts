// Names of ports: on ingress those of the endpoint itself, on egress those of the whole cluster (up to 1.19) or of the peer's identity (from 1.20).
import { isServiceName } from '../ports';
import { Identity, identityKey } from './identity';

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

/**
 * Names that all who have them give one number: the agent drops a name with two, in its table of the whole cluster (up to 1.19) and in that of
 * one identity (from 1.20). Source: pkg/types/portmap.go.
 * @internal
 */
export function commonNames(all: Iterable<PortNames>): PortNames {
  const numbers = new Map<string, Set<number>>();
  for (const names of all)
    for (const [name, ports] of names) {
      const known = numbers.get(name) ?? new Set<number>();
      for (const port of ports) known.add(port);
      numbers.set(name, known);
    }
  return new Map([...numbers].filter(([, ports]) => ports.size === 1).map(([name, ports]) => [name, [...ports]]));
}

/** Names of the ports of each identity, by its key; identities whose pods name no port are left out. @internal */
export function namesByIdentity(
  pods: Iterable<{ readonly identity: Identity; readonly names: PortNames }>,
): Map<string, PortNames> {
  const found = new Map<string, PortNames[]>();
  for (const { identity, names } of pods) {
    if (names.size === 0) continue;
    const key = identityKey(identity);
    const list = found.get(key);
    if (list === undefined) found.set(key, [names]);
    else list.push(names);
  }
  return new Map([...found].map(([key, list]) => [key, list.length === 1 ? list[0]! : commonNames(list)]));
}

/** The numbers of a name. @internal */
export function portsNamed(names: PortNames, name: string, protocol: string): readonly number[] {
  return names.get(`${name}/${protocol}`) ?? NONE;
}
