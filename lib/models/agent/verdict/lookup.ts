// One direction of one flow: which rules name it, and what they say together.
import { AgentFeatures } from '../minors';
import { Entry, PortEntry, PortRule } from './entry';
import { Identity } from './identity';
import { PortNames } from './named-ports';
import { ALL_PORTS, portRange, portRanges } from './port-entries';
import { selects } from './selector';
import { Implicit, SubjectPolicy } from './subject';

/** What a rule says about a flow. @internal */
export interface Match {
  readonly entry: Entry;
  /** The rule of ports that names it; undefined where the rule has none. */
  readonly ports?: PortRule;
}

/** The answer for one direction, with all that it rests on. @internal */
export interface Lookup {
  readonly allowed: boolean;
  readonly denies: readonly Match[];
  readonly allows: readonly Match[];
  /** What lets it in without a rule. */
  readonly implicit?: Implicit;
}

/** True if a port of a rule is the port of a flow. @internal */
export function isPort(ports: PortEntry, protocol: string, port: number, names: PortNames): boolean {
  if (ports.protocol === 'ANY') return true;
  if (ports.protocol !== protocol) return false;
  if (ports.name === '') {
    const [first, last] = portRange(ports.port, ports);
    return first <= port && port <= last;
  }
  return portRanges(ports, names).some(([first, last]) => first <= port && port <= last);
}

/** True if the rule names the peer. @internal */
export function isPeer(entry: Entry, peer: Identity, does: AgentFeatures): boolean {
  if (entry.peers === undefined) return false;
  if (entry.peers.length === 0) return entry.ports.length > 0;
  return entry.peers.some((selector) => selects(selector, peer, does));
}

/**
 * Decides one direction up to layer 4: a deny wins over everything, a rule that allows over default deny.
 *
 * @param protocol TCP, UDP, SCTP, ICMP (then `port` is the type), …
 * @param names of ports, as this direction resolves them
 * @internal
 */
export function lookup(
  policy: SubjectPolicy,
  peer: Identity,
  protocol: string,
  port: number,
  names: PortNames,
  does: AgentFeatures,
): Lookup {
  const denies: Match[] = [];
  const allows: Match[] = [];
  for (const entry of policy.entries) {
    const into = entry.deny ? denies : allows;
    if (entry.ports.length === 0) {
      if (isPeer(entry, peer, does) && isPort(ALL_PORTS, protocol, port, names)) into.push({ entry });
      continue;
    }
    const hits = entry.ports.filter(({ ports }) => ports.some((each) => isPort(each, protocol, port, names)));
    if (hits.length > 0 && isPeer(entry, peer, does)) for (const ports of hits) into.push({ entry, ports });
  }
  const implicit = policy.open ?? (policy.localHost && peer.host ? Implicit.LOCAL_HOST : undefined);
  const allowed = denies.length === 0 && (allows.length > 0 || implicit !== undefined);
  return { allowed, denies, allows, ...(implicit === undefined ? {} : { implicit }) };
}
