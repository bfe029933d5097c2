// ICMP types of a rule: V11.
import { PlainMap } from '../../manifest';
import { Agent } from './agent';
import { foldName } from './decode';
import { eachMap, lengthOf } from './lists';
import { MOST } from './ports';
import { Place } from './problem';

/** Names and numbers of ICMP types. Source: pkg/policy/api/icmp.go. */
const ICMP_V4: Readonly<Record<string, number>> = {
  EchoReply: 0,
  DestinationUnreachable: 3,
  Redirect: 5,
  Echo: 8,
  EchoRequest: 8,
  RouterAdvertisement: 9,
  RouterSelection: 10,
  TimeExceeded: 11,
  ParameterProblem: 12,
  Timestamp: 13,
  TimestampReply: 14,
  Photuris: 40,
  ExtendedEchoRequest: 42,
  ExtendedEchoReply: 43,
};
const ICMP_V6: Readonly<Record<string, number>> = {
  DestinationUnreachable: 1,
  PacketTooBig: 2,
  TimeExceeded: 3,
  ParameterProblem: 4,
  EchoRequest: 128,
  EchoReply: 129,
  MulticastListenerQuery: 130,
  MulticastListenerReport: 131,
  MulticastListenerDone: 132,
  RouterSolicitation: 133,
  RouterAdvertisement: 134,
  NeighborSolicitation: 135,
  NeighborAdvertisement: 136,
  RedirectMessage: 137,
  RouterRenumbering: 138,
  ICMPNodeInformationQuery: 139,
  ICMPNodeInformationResponse: 140,
  InverseNeighborDiscoverySolicitation: 141,
  InverseNeighborDiscoveryAdvertisement: 142,
  HomeAgentAddressDiscoveryRequest: 144,
  HomeAgentAddressDiscoveryReply: 145,
  MobilePrefixSolicitation: 146,
  MobilePrefixAdvertisement: 147,
  DuplicateAddressRequestCodeSuffix: 157,
  DuplicateAddressConfirmationCodeSuffix: 158,
  ExtendedEchoRequest: 160,
  ExtendedEchoReply: 161,
};

/** Checks the icmps of a rule. @internal */
export function checkIcmps(agent: Agent, place: Place, rule: PlainMap): void {
  const list = place.at('icmps');
  if (lengthOf(rule.icmps) > 0) {
    if (!agent.icmpRules) agent.agent('icmp', list, 'icmp-off');
    if (lengthOf(rule.toPorts) > 0) agent.agent('icmp', place, 'icmp-beside-ports');
  }
  eachMap(rule.icmps, (item, index) => {
    const count = lengthOf(item.fields);
    if (count > MOST) agent.agent('icmp', list.at(index), 'icmp-too-many', { count, most: MOST });
    eachMap(item.fields, (field, position) => checkIcmp(agent, list.at(index).at('fields').at(position), field));
  });
}

/** Family and type of one item, which is read by Go's own decoder, in any case. */
function readIcmp(field: PlainMap): { family: unknown; type: unknown } {
  let { family, type } = field;
  for (const name in field) {
    if (name === 'family' || name === 'type') continue;
    if (foldName(name) === 'FAMILY') family = field[name];
    else if (foldName(name) === 'TYPE') type = field[name];
  }
  return { family, type };
}

/** What the engine makes of a valid item: it keeps types where ports are, in 16 bits. @internal */
export function icmpNumber(field: PlainMap): { v6: boolean; type: number } {
  const { family, type } = readIcmp(field);
  const v6 = family === 'IPv6';
  const named = typeof type === 'string' ? (v6 ? ICMP_V6 : ICMP_V4)[type] : undefined;
  const number = typeof type === 'number' ? type : (named ?? atoi(typeof type === 'string' ? type : ''));
  return { v6, type: Math.min(Math.max(number, 0), 65535) };
}

function checkIcmp(agent: Agent, place: Place, field: PlainMap): void {
  const { family, type } = readIcmp(field);
  if (family === '') agent.schema('icmp', place, 'icmp-family-empty');
  const v6 = family === 'IPv6';
  const text = typeof family === 'string' ? family : '';
  if (text !== '' && text !== 'IPv4' && !v6) {
    agent.agent('icmp', place, 'icmp-family', { text });
    return;
  }
  const names = Object.keys(v6 ? ICMP_V6 : ICMP_V4);
  const kind = v6 ? 'ICMPv6' : 'ICMP';
  const number = typeof type === 'number' ? type : typeof type === 'string' ? atoi(type) : 0;
  // A text that is no number, or a zero written in another way than "0", is looked up as a name.
  const good =
    typeof type === 'number' || (typeof type === 'string' && (type === '0' || number !== 0 || names.includes(type)));
  if (!good) agent.agent('icmp', place, 'icmp-type', { type, kind, names });
  // The agent does not look at the size of a number; no such message exists.
  else if (number < 0 || number > 255) agent.meaning('icmp', place, 'icmp-type-size', { kind, type, names });
}

/** A decimal number with or without sign; anything else is 0. */
function atoi(text: string): number {
  return /^[-+]?\d+$/.test(text) ? Number(text) : 0;
}
