// The connections that the ports of a rule name.
import { Entry, PortNames, portRanges } from '../models/agent/verdict';
import { ConnectionSet, Span } from './connections';

const NO_PROXY: Span['through'] = [];

/** True if a rule names a port. @internal */
export function usesNames({ ports }: Entry): boolean {
  return ports.some((rule) => rule.ports.some(({ name }) => name !== ''));
}

/** True if a rule asks for contents. @internal */
export function usesContents({ ports }: Entry): boolean {
  return ports.some(({ contents }) => contents !== undefined);
}

/** Everything that the ports of a rule name. @internal */
export function connectionsOf({ ports }: Entry, names: PortNames): ConnectionSet {
  if (ports.length === 0) return ConnectionSet.ALL;
  const parts = new Map<string, Span[]>();
  for (const rule of ports)
    for (const entry of rule.ports) {
      const list = parts.get(entry.protocol) ?? [];
      for (const [first, last] of portRanges(entry, names)) list.push({ first, last, through: NO_PROXY });
      parts.set(entry.protocol, list);
    }
  return ConnectionSet.of(parts);
}

/** Ports of a protocol at which rules begin or end: between two of them every port is like the next. @internal */
export function cutsOf(entries: readonly Entry[], names: PortNames, protocol: string): number[] {
  const cuts = new Set<number>();
  for (const { ports } of entries)
    for (const rule of ports)
      for (const entry of rule.ports)
        if (entry.protocol === protocol)
          for (const [first, last] of portRanges(entry, names)) {
            cuts.add(first);
            cuts.add(last + 1);
          }
  return [...cuts];
}

/** Equal for rules with equal ports; names count as names. No rule of ports is all of them, a rule without a port is none. @internal */
export function portsKey({ ports }: Entry): string {
  if (ports.length === 0) return 'all';
  return ports
    .flatMap((rule) =>
      rule.ports.map(({ protocol, port, end, name }) => `${protocol}${name === '' ? port : name}-${end}`),
    )
    .sort()
    .join(',');
}
