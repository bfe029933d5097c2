// Ports, protocols and ICMP types: V11 to V14.
import { isMap, PlainMap } from '../manifest';
import { Problems } from './problem';
import { lengthOf, mapsOf, step } from './shape';

/** Most entries in one list of ports or ICMP types. Source: pkg/policy/api/rule_validation.go. */
const MOST = 40;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'ANY'];
/** Protocols without ports, by the release that knows them. Source: facts, cilium-engine 1; spelling of the CRD's enum. */
const PORTLESS = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH'];
/** Names of ICMP types. Source: pkg/policy/api/icmp.go. */
const ICMP_V4 = [
  'EchoReply',
  'DestinationUnreachable',
  'Redirect',
  'Echo',
  'EchoRequest',
  'RouterAdvertisement',
  'RouterSelection',
  'TimeExceeded',
  'ParameterProblem',
  'Timestamp',
  'TimestampReply',
  'Photuris',
  'ExtendedEchoRequest',
  'ExtendedEchoReply',
];
const ICMP_V6 = [
  ...[
    'DestinationUnreachable',
    'PacketTooBig',
    'TimeExceeded',
    'ParameterProblem',
    'EchoRequest',
    'EchoReply',
    'MulticastListenerQuery',
    'MulticastListenerReport',
    'MulticastListenerDone',
    'RouterSolicitation',
    'RouterAdvertisement',
  ],
  ...[
    'NeighborSolicitation',
    'NeighborAdvertisement',
    'RedirectMessage',
    'RouterRenumbering',
    'ICMPNodeInformationQuery',
    'ICMPNodeInformationResponse',
    'InverseNeighborDiscoverySolicitation',
    'InverseNeighborDiscoveryAdvertisement',
  ],
  ...[
    'HomeAgentAddressDiscoveryRequest',
    'HomeAgentAddressDiscoveryReply',
    'MobilePrefixSolicitation',
    'MobilePrefixAdvertisement',
    'DuplicateAddressRequestCodeSuffix',
    'DuplicateAddressConfirmationCodeSuffix',
    'ExtendedEchoRequest',
    'ExtendedEchoReply',
  ],
];

/** What a port text is to Cilium. @internal */
export interface PortReading {
  readonly name: boolean;
  /** Number, or undefined if the text is none. */
  readonly number?: number;
}

/** Reads a port as Cilium does: a service name first, then a number in Go's base 0. @internal */
export function readPort(text: string): PortReading {
  if (/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(text) && text.length <= 15 && /[A-Za-z]/.test(text)) return { name: true };
  if (/^0(_?[0-7])+$/.test(text)) return { name: false, number: parseInt(text.replace(/_/g, ''), 8) };
  if (/^(0|[1-9](_?\d)*)$/.test(text)) return { name: false, number: Number(text.replace(/_/g, '')) };
  return { name: false };
}

/** Checks the ports of one item of toPorts. @internal */
export function checkPorts(problems: Problems, at: string, ports: unknown, extendedProtocols: boolean): void {
  if (lengthOf(ports) > MOST)
    problems.agent('ports', at, `${lengthOf(ports)} ports in one list`, `write at most ${MOST}, and the others in another item of toPorts`);
  for (const [index, port] of mapsOf(ports)) checkPort(problems, step(at, index), port, extendedProtocols);
}

function checkPort(problems: Problems, at: string, item: PlainMap, extendedProtocols: boolean): void {
  const { port, endPort, protocol } = item;
  const upper = typeof protocol === 'string' ? protocol.toUpperCase() : 'ANY';
  const portless = PORTLESS.includes(upper);
  if (!portless && !PROTOCOLS.includes(upper) && protocol !== '') {
    const icmp = upper.startsWith('ICMP');
    problems.agent(
      'protocol',
      at,
      `not a protocol: "${String(protocol)}"`,
      icmp ? 'write icmps: [{ fields: [{ type: 8 }] }] in a rule without toPorts' : `write one of: ${PROTOCOLS.join(', ')}`,
    );
  } else if (typeof protocol === 'string' && protocol !== upper) {
    problems.schema('protocol', at, `protocol "${protocol}" not in capitals, which the API server refuses`, `did you mean "${upper}"?`);
  } else if (protocol === '') {
    problems.schema('protocol', at, 'an empty protocol, which the API server refuses', `write one of: ${PROTOCOLS.join(', ')}`);
  }
  if (port === undefined || port === null || port === '') {
    const repair = 'write port: "0" for all ports of the protocol';
    if (!extendedProtocols) problems.agent('port', at, 'an entry without port', repair);
    else if (port === '') problems.schema('port', at, 'an empty port, which the API server refuses', repair);
    return;
  }
  if (typeof port !== 'string') return;
  const read = readPort(port);
  if (!read.name && (read.number === undefined || read.number > 65535)) {
    const range = /^(\d+)\s*[-:]\s*(\d+)$/.exec(port);
    const forRange = range === null ? '' : `; ranges have endPort: port "${range[1]}", endPort ${range[2]}`;
    problems.agent(
      'port',
      at,
      `not a port: "${port}"`,
      `write a number from 1 to 65535 in quotes, "0" for all, or a name of at most 15 letters, digits and "-"${forRange}`,
    );
    return;
  }
  if (read.number !== undefined && `${read.number}` !== port)
    problems.meaning('port', at, `port "${port}" is read as ${read.number}`, `write "${read.number}", or the decimal number that is meant`);
  // A number in Go's notation for another base is taken for a name, which no container has.
  if (read.name && /^0[xob][0-9a-f]+$/i.test(port)) problems.meaning('port', at, `port "${port}" is taken for a name`, `write "${Number(port)}"`);
  if (read.number !== undefined && portless && port !== '0' && protocol === upper)
    problems.agent('port', at, `port "${port}" with protocol ${upper}, which has no ports`, 'write port: "0"');
  checkEnd(problems, at, endPort, read);
}

function checkEnd(problems: Problems, at: string, endPort: unknown, read: PortReading): void {
  if (typeof endPort !== 'number' || endPort === 0) return;
  if (endPort < 0 || endPort > 65535) problems.schema('port', at, `endPort ${endPort} is out of range`, 'write a number from 1 to 65535');
  else if (read.number === undefined) problems.meaning('port', at, 'endPort after a port name is not looked at', 'write both as numbers');
  else if (endPort < read.number)
    problems.meaning(
      'port',
      at,
      `endPort ${endPort} is below port ${read.number} and not looked at`,
      `did you mean port "${endPort}" and endPort ${read.number}?`,
    );
}

/** Checks the icmps of a rule. @internal */
export function checkIcmps(problems: Problems, at: string, rule: PlainMap): void {
  if (lengthOf(rule.icmps) === 0) return;
  if (lengthOf(rule.toPorts) > 0) problems.agent('icmp', at, 'icmps together with toPorts', 'write two rules');
  for (const [index, item] of mapsOf(rule.icmps)) {
    const where = step(step(at, 'icmps'), index);
    if (lengthOf(item.fields) > MOST)
      problems.agent('icmp', where, `${lengthOf(item.fields)} ICMP types in one list`, `write at most ${MOST}, and the others in another item of icmps`);
    for (const [place, field] of mapsOf(item.fields)) checkIcmp(problems, step(step(where, 'fields'), place), field);
  }
}

function checkIcmp(problems: Problems, at: string, field: PlainMap): void {
  if (field.family === '') problems.schema('icmp', at, 'an empty family, which the API server refuses', 'write IPv4 or IPv6');
  const family = field.family === undefined || field.family === null || field.family === '' ? 'IPv4' : field.family;
  if (family !== 'IPv4' && family !== 'IPv6') {
    if (typeof family === 'string') problems.agent('icmp', at, `not a family: "${family}"`, 'write IPv4 or IPv6');
    return;
  }
  const { type } = field;
  const names = family === 'IPv4' ? ICMP_V4 : ICMP_V6;
  const number = typeof type === 'number' ? type : typeof type === 'string' && /^\d+$/.test(type) ? Number(type) : undefined;
  const words = `write a number from 0 to 255, or one of: ${names.join(', ')}`;
  if (number !== undefined && (number < 0 || number > 255)) {
    // The agent does not look at the size of a number; no such message exists.
    problems.meaning('icmp', at, `not a type of ${family === 'IPv4' ? 'ICMP' : 'ICMPv6'}: ${number}`, words);
    return;
  }
  const good = number !== undefined || (typeof type === 'string' && names.includes(type));
  if (!good)
    problems.agent(
      'icmp',
      at,
      type === undefined || type === null ? 'an ICMP entry without type' : `not a type of ${family === 'IPv4' ? 'ICMP' : 'ICMPv6'}: ${JSON.stringify(type)}`,
      words,
    );
}

/** True if an item of toPorts has a port "0". @internal */
export function hasZeroPort(ports: unknown): boolean {
  return mapsOf(ports).some(([, item]) => isMap(item) && typeof item.port === 'string' && readPort(item.port).number === 0);
}
