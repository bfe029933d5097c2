// Ports and protocols: V12 to V14.
import { PlainMap } from '../../manifest';
import { Agent } from './agent';
import { eachMap, lengthOf, textOr } from './lists';
import { Memory } from './memory';
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
  if (count > MOST)
    agent.agent(
      'ports',
      list,
      `${count} ports in one list`,
      `write at most ${MOST}, and the others in another item of toPorts`,
    );
  eachMap(ports, (port, index) => checkPort(agent, list, index, port));
}

function checkPort(agent: Agent, list: Place, index: number, item: PlainMap): void {
  const { port, endPort, protocol } = item;
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol)) checkProtocol(agent, list.at(index), protocol);
  if (port === undefined || port === null || port === '') {
    const repair = 'write port: "0" for all ports of the protocol';
    if (!agent.portMayMiss) agent.agent('port', list.at(index), 'an entry without port', repair);
    else if (port === '') agent.schema('port', list.at(index), 'an empty port, which the API server refuses', repair);
    return;
  }
  if (typeof port !== 'string') return;
  const read = readPort(port);
  if (!read.name && (read.number === undefined || read.number > 65535)) return refusePort(agent, list.at(index), port);
  if (read.number !== undefined && `${read.number}` !== port)
    agent.meaning(
      'port',
      list.at(index),
      `port "${port}" is read as ${read.number}`,
      `write "${read.number}", or the decimal number that is meant`,
    );
  // A number in Go's notation for another base is taken for a name, which no container has.
  if (read.name && /^0[xob][0-9a-f]+$/i.test(port))
    agent.meaning('port', list.at(index), `port "${port}" is taken for a name`, `write "${Number(port)}"`);
  // The name of the protocol is compared as it is written.
  if (!read.name && port !== '0' && typeof protocol === 'string' && isPortless(agent, protocol))
    agent.agent(
      'port',
      list.at(index),
      `port "${port}" with protocol ${protocol}, which has no ports`,
      'write port: "0"',
    );
  if (endPort !== undefined && endPort !== 0) checkEnd(agent, list.at(index), endPort, read);
}

function checkProtocol(agent: Agent, place: Place, protocol: string): void {
  const upper = protocol.toUpperCase();
  if (!knowsProtocol(agent, protocol)) {
    const later = VRRP_IGMP.includes(upper) ? '1.19' : TUNNELS.includes(upper) ? '1.20' : undefined;
    agent.agent(
      'protocol',
      place,
      later === undefined
        ? `not a protocol: "${protocol}"`
        : `protocol "${protocol}", which Cilium knows from ${later} on`,
      upper.startsWith('ICMP')
        ? 'write icmps: [{ fields: [{ type: 8 }] }] in a rule without toPorts'
        : `write one of: ${PROTOCOLS.join(', ')}`,
    );
  } else if (protocol === '') {
    agent.schema(
      'protocol',
      place,
      'an empty protocol, which the API server refuses',
      `write one of: ${PROTOCOLS.join(', ')}`,
    );
  } else if (protocol !== upper) {
    agent.schema(
      'protocol',
      place,
      `protocol "${protocol}" not in capitals, which the API server refuses`,
      `did you mean "${upper}"?`,
    );
  }
}

function refusePort(agent: Agent, place: Place, port: string): void {
  const range = /^(\d+)\s*[-:]\s*(\d+)$/.exec(port);
  const forRange = range === null ? '' : `; ranges have endPort: port "${range[1]}", endPort ${range[2]}`;
  agent.agent(
    'port',
    place,
    `not a port: "${port}"`,
    `write a number from 1 to 65535 in quotes, "0" for all, or a name of at most 15 letters, digits and "-"${forRange}`,
  );
}

function checkEnd(agent: Agent, place: Place, endPort: unknown, read: PortReading): void {
  if (typeof endPort !== 'number') return;
  if (endPort < 0 || endPort > 65535)
    agent.schema('port', place, `endPort ${endPort} is out of range`, 'write a number from 1 to 65535');
  else if (read.number === undefined)
    agent.meaning(
      'port',
      place,
      'endPort after a port name makes a range from the number of the name on, but in egress rules from Cilium 1.20 on it is not looked at',
      'write both as numbers',
    );
  else if (read.number === 0 && endPort > 0)
    agent.meaning(
      'port',
      place,
      `port "0" with endPort ${endPort} is every port up to ${endPort} before Cilium 1.20, and all ports from 1.20 on`,
      'write port: "1"',
    );
  else if (endPort < read.number)
    agent.meaning(
      'port',
      place,
      `endPort ${endPort} is below port ${read.number} and not looked at`,
      `did you mean port "${endPort}" and endPort ${read.number}?`,
    );
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
