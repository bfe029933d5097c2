// Ports and protocols: V12 to V14.
import { PlainMap } from '../../manifest';
import { Agent } from './agent';
import { eachMap, lengthOf, textOr } from './lists';
import { Memory } from './memory';
import { firstWith } from './minors';
import { Place } from './problem';

/** Most entries in one list of ports or ICMP types. Source: pkg/policy/api/rule_validation.go. @internal */
export const MOST = 40;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'ANY'];
/** Protocols without ports, from 1.19 and from 1.20 on; spelling of the CRD's enum. Source: pkg/policy/api/l4.go. */
const VRRP_IGMP = ['VRRP', 'IGMP'];
const TUNNELS = ['GRE', 'IPIP', 'IPV6', 'ESP', 'AH'];

/** What a port text is to Cilium. @internal */
export interface PortReading {
  readonly name: boolean;
  /** Number, or undefined if the text is none. */
  readonly number?: number;
}

const SERVICE_NAME = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;
const DECIMAL = /^[1-9](_?\d)*$/;
const OTHER_BASES: readonly (readonly [RegExp, number, number])[] = [
  [/^0(_?[0-7])*$/, 0, 8],
  [/^0b(_?[01])+$/i, 2, 2],
  [/^0o(_?[0-7])+$/i, 2, 8],
  [/^0x(_?[0-9a-f])+$/i, 2, 16],
];

/** True for a service name of IANA. Source: pkg/iana. @internal */
export function isServiceName(text: string): boolean {
  return text.length <= 15 && /[A-Za-z]/.test(text) && SERVICE_NAME.test(text);
}

/** Reads a number as Go does in base 0, with prefixes and underscores. @internal */
export function readNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text.replace(/_/g, ''));
  for (const [pattern, skip, base] of OTHER_BASES)
    if (pattern.test(text)) return text.length === 1 ? 0 : parseInt(text.slice(skip).replace(/_/g, ''), base);
  return undefined;
}

/** Reads a port as Cilium does: a service name first, then a number. @internal */
export function readPort(text: string): PortReading {
  return READINGS.ask(text);
}

const READINGS = new Memory((text: string): PortReading =>
  isServiceName(text) ? { name: true } : { name: false, number: readNumber(text) },
);

/** True for a protocol that the agent knows, in any case; the empty one is ANY. @internal */
export function knowsProtocol(agent: Agent, protocol: string): boolean {
  const upper = protocol.toUpperCase();
  return protocol === '' || PROTOCOLS.includes(upper) || isPortless(agent, upper);
}

function isPortless(agent: Agent, protocol: string): boolean {
  return (agent.does.vrrpIgmp && VRRP_IGMP.includes(protocol)) || (agent.does.tunnels && TUNNELS.includes(protocol));
}

/** Checks the ports of one item of toPorts. @internal */
export function checkPorts(agent: Agent, place: Place, ports: unknown): void {
  const count = lengthOf(ports);
  if (count === 0) return;
  const list = place.at('ports');
  if (count > MOST) agent.agent('ports', list, 'ports-too-many', { count, most: MOST });
  eachMap(ports, (port, index) => checkPort(agent, list, index, port));
}

function checkPort(agent: Agent, list: Place, index: number, item: PlainMap): void {
  const { port, endPort, protocol } = item;
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol)) checkProtocol(agent, list.at(index), protocol);
  if (port === undefined || port === null || port === '') {
    if (!agent.portMayMiss) agent.agent('port', list.at(index), 'port-missing');
    else if (port === '') agent.schema('port', list.at(index), 'port-empty');
    return;
  }
  if (typeof port !== 'string') return;
  const read = readPort(port);
  if (!read.name && (read.number === undefined || read.number > 65535)) return refusePort(agent, list.at(index), port);
  if (read.number !== undefined && `${read.number}` !== port)
    agent.meaning('port', list.at(index), 'port-read-as', { port, number: read.number });
  // A number in Go's notation for another base is taken for a name, which no container has.
  if (read.name && /^0[xob][0-9a-f]+$/i.test(port))
    agent.meaning('port', list.at(index), 'port-taken-for-name', { port, number: Number(port) });
  // The name of the protocol is compared as it is written.
  if (!read.name && port !== '0' && typeof protocol === 'string' && isPortless(agent, protocol))
    agent.agent('port', list.at(index), 'port-of-portless', { port, protocol });
  if (endPort !== undefined && endPort !== 0) checkEnd(agent, list.at(index), endPort, read);
}

function checkProtocol(agent: Agent, place: Place, protocol: string): void {
  const upper = protocol.toUpperCase();
  if (!knowsProtocol(agent, protocol)) {
    const later = VRRP_IGMP.includes(upper)
      ? firstWith('vrrpIgmp')
      : TUNNELS.includes(upper)
        ? firstWith('tunnels')
        : undefined;
    agent.agent('protocol', place, 'port-protocol', { later, protocol, upper, protocols: PROTOCOLS });
  } else if (protocol === '') {
    agent.schema('protocol', place, 'protocol-empty', { protocols: PROTOCOLS });
  } else if (protocol !== upper) {
    agent.schema('protocol', place, 'protocol-case', { protocol, upper });
  }
}

function refusePort(agent: Agent, place: Place, port: string): void {
  const [, first, last] = /^(\d+)\s*[-:]\s*(\d+)$/.exec(port) ?? [];
  agent.agent('port', place, 'port', first === undefined ? { port } : { port, first, last });
}

function checkEnd(agent: Agent, place: Place, endPort: unknown, read: PortReading): void {
  if (typeof endPort !== 'number') return;
  if (endPort < 0 || endPort > 65535) agent.schema('port', place, 'end-port-range', { endPort });
  else if (read.number === undefined) agent.meaning('port', place, 'end-port-after-name');
  else if (read.number === 0 && endPort > 0) agent.meaning('port', place, 'end-port-after-zero', { endPort });
  else if (endPort < read.number) agent.meaning('port', place, 'end-port-below', { endPort, number: read.number });
}

/** True if an item of toPorts has a port "0". @internal */
export function hasZeroPort(ports: unknown): boolean {
  let zero = false;
  eachMap(ports, ({ port }) => {
    const text = textOr(port);
    zero ||= text !== '' && readPort(text).number === 0;
  });
  return zero;
}
