// Ports of rules as the engine reads them: numbers in any base, names in lower case, ANY as three protocols.
import { PlainMap } from '../../../manifest';
import { icmpNumber } from '../icmp';
import { eachMap, textOr } from '../lists';
import { AgentFeatures } from '../minors';
import { isServiceName, readNumber, readPort } from '../ports';
import { PortEntry } from './entry';
import { PortNames, portsNamed } from './named-ports';

/** Protocols that ANY stands for in a rule with ports; ICMP is none of them. */
const WITH_PORTS = ['TCP', 'UDP', 'SCTP'];
/** Every port of every protocol, ICMP too. @internal */
export const ALL_PORTS: PortEntry = { protocol: 'ANY', port: 0, endPort: 0, end: 0, name: '' };

/** Ports of one item of toPorts. @internal */
export function portsOf(ports: unknown, ingress: boolean, does: AgentFeatures): PortEntry[] {
  const found: PortEntry[] = [];
  eachMap(ports, ({ port: text, endPort, protocol }) => {
    const read = readPort(textOr(text) === '' ? '0' : textOr(text));
    const port = read.name ? 0 : (read.number ?? 0);
    const name = read.name ? textOr(text).toLowerCase() : '';
    found.push(...perProtocol(textOr(protocol), { port, name, ...endsOf(endPort, port, name, ingress, does) }));
  });
  return found;
}

/** Types of one item of icmps, which stand where ports do; type 0 is all types. @internal */
export function icmpPortsOf(fields: unknown): PortEntry[] {
  const found: PortEntry[] = [];
  eachMap(fields, (field) => {
    const { v6, type } = icmpNumber(field);
    found.push({ protocol: v6 ? 'ICMPv6' : 'ICMP', port: type, endPort: 0, end: 0, name: '' });
  });
  return found;
}

/** One port of a NetworkPolicy, which nobody validates from 1.19 on. @internal */
export function networkPolicyPorts(item: PlainMap, ingress: boolean, does: AgentFeatures): PortEntry[] {
  const { port, endPort, protocol } = item;
  const text = port === undefined || port === null ? '0' : String(port);
  const name = isServiceName(text) ? text : '';
  // Go's parser hands over the largest number for one that is too large, and 0 for what is none.
  const number = name !== '' ? 0 : Math.min(readNumber(text) ?? 0, 65535);
  const ends = endsOf(endPort, number, name, ingress, does);
  return perProtocol(textOr(protocol) === '' ? 'TCP' : textOr(protocol), { port: number, name, ...ends });
}

/** The end of a range: as written, in 16 bits, and as layer 4 reads it. */
function endsOf(
  written: unknown,
  port: number,
  name: string,
  ingress: boolean,
  does: AgentFeatures,
): { endPort: number; end: number } {
  const endPort = typeof written === 'number' ? written & 0xffff : 0;
  const ignored = name === '' ? port === 0 && does.zeroPortIsAll : !ingress && does.namedPortPerPeer;
  return { endPort, end: ignored ? 0 : endPort };
}

function perProtocol(text: string, rest: Omit<PortEntry, 'protocol'>): PortEntry[] {
  const protocol = text === '' ? 'ANY' : text.toUpperCase();
  return (protocol === 'ANY' ? WITH_PORTS : [protocol]).map((each) => ({ protocol: each, ...rest }));
}

/** First and last port from a number on; an end below it is none. Port 0 is all ports, or those up to its end. @internal */
export function portRange(port: number, { end }: PortEntry): readonly [number, number] {
  if (port === 0) return [0, end > 0 ? end : 65535];
  return [port, Math.max(port, end)];
}

const NO_RANGES: readonly (readonly [number, number])[] = [];

/** Ports of an entry: of a number one range, of a name one for each number that it has. @internal */
export function portRanges(entry: PortEntry, names: PortNames): readonly (readonly [number, number])[] {
  if (entry.name === '') return [portRange(entry.port, entry)];
  const numbers = portsNamed(names, entry.name, entry.protocol);
  return numbers.length === 0 ? NO_RANGES : numbers.map((number) => portRange(number, entry));
}
