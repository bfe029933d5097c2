// Ports of rules as the engine reads them: numbers in any base, names in lower case, ANY as three protocols.
import { PlainMap } from '../../../manifest';
import { icmpNumber } from '../icmp';
import { eachMap, textOr } from '../lists';
import { isServiceName, readNumber, readPort } from '../ports';
import { PortEntry } from './entry';

/** Protocols that ANY stands for in a rule with ports; ICMP is none of them. */
const WITH_PORTS = ['TCP', 'UDP', 'SCTP'];
/** Every port of every protocol, ICMP too. @internal */
export const ALL_PORTS: PortEntry = { protocol: 'ANY', port: 0, endPort: 0, name: '' };

/** Ports of one item of toPorts. @internal */
export function portsOf(ports: unknown): PortEntry[] {
  const found: PortEntry[] = [];
  eachMap(ports, ({ port: text, endPort, protocol }) => {
    const read = readPort(textOr(text) === '' ? '0' : textOr(text));
    const port = read.name ? 0 : (read.number ?? 0);
    const end = typeof endPort === 'number' ? endPort & 0xffff : 0;
    const name = read.name ? textOr(text).toLowerCase() : '';
    found.push(...perProtocol(textOr(protocol), { port, endPort: end, name }));
  });
  return found;
}

/** Types of one item of icmps, which stand where ports do; type 0 is all types. @internal */
export function icmpPortsOf(fields: unknown): PortEntry[] {
  const found: PortEntry[] = [];
  eachMap(fields, (field) => {
    const { v6, type } = icmpNumber(field);
    found.push({ protocol: v6 ? 'ICMPv6' : 'ICMP', port: type, endPort: 0, name: '' });
  });
  return found;
}

/** One port of a NetworkPolicy, which nobody validates from 1.19 on. @internal */
export function networkPolicyPorts(item: PlainMap): PortEntry[] {
  const { port, endPort, protocol } = item;
  const text = port === undefined || port === null ? '0' : String(port);
  const name = isServiceName(text) ? text : '';
  // Go's parser hands over the largest number for one that is too large, and 0 for what is none.
  const number = name !== '' ? 0 : Math.min(readNumber(text) ?? 0, 65535);
  const end = typeof endPort === 'number' ? endPort & 0xffff : 0;
  return perProtocol(textOr(protocol) === '' ? 'TCP' : textOr(protocol), { port: number, endPort: end, name });
}

function perProtocol(text: string, rest: Omit<PortEntry, 'protocol'>): PortEntry[] {
  const protocol = text === '' ? 'ANY' : text.toUpperCase();
  return (protocol === 'ANY' ? WITH_PORTS : [protocol]).map((each) => ({ protocol: each, ...rest }));
}

/** First and last port of a number or range; a range that ends before it begins is its first port. @internal */
export function portRange({ port, endPort }: PortEntry): readonly [number, number] {
  if (port === 0) return [0, 65535];
  return [port, endPort > port ? endPort : port];
}
