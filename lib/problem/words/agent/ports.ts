// What Cilium's agent holds against ports and protocols.
import { Sentences } from '../sentences';

const ALL_PORTS = 'write port: "0" for all ports of the protocol';

export const PORTS = {
  'ports-too-many': ({ count, most }) => [
    `${count} ports in one list`,
    `write at most ${most}, and the others in another item of toPorts`,
  ],
  'port-missing': () => ['an entry without port', ALL_PORTS],
  'port-empty': () => ['an empty port, which the API server refuses', ALL_PORTS],
  'port-read-as': ({ port, number }) => [
    `port "${port}" is read as ${number}`,
    `write "${number}", or the decimal number that is meant`,
  ],
  'port-taken-for-name': ({ port, number }) => [`port "${port}" is taken for a name`, `write "${number}"`],
  'port-of-portless': ({ port, protocol }) => [
    `port "${port}" with protocol ${protocol}, which has no ports`,
    'write port: "0"',
  ],
  'port-protocol': ({ later, protocol, upper, protocols }) => [
    later === undefined
      ? `not a protocol: "${protocol}"`
      : `protocol "${protocol}", which Cilium knows from ${later} on`,
    upper.startsWith('ICMP')
      ? 'write icmps: [{ fields: [{ type: 8 }] }] in a rule without toPorts'
      : `write one of: ${protocols.join(', ')}`,
  ],
  'protocol-empty': ({ protocols }) => [
    'an empty protocol, which the API server refuses',
    `write one of: ${protocols.join(', ')}`,
  ],
  'protocol-case': ({ protocol, upper }) => [
    `protocol "${protocol}" not in capitals, which the API server refuses`,
    `did you mean "${upper}"?`,
  ],
  port: ({ port, first, last }) => [
    `not a port: "${port}"`,
    `write a number from 1 to 65535 in quotes, "0" for all, or a name of at most 15 letters, digits and "-"${first === undefined ? '' : `; ranges have endPort: port "${first}", endPort ${last}`}`,
  ],
  'end-port-range': ({ endPort }) => [`endPort ${endPort} is out of range`, 'write a number from 1 to 65535'],
  'end-port-after-name': () => [
    'endPort after a port name makes a range from the number of the name on, but in egress rules from Cilium 1.20 on it is not looked at',
    'write both as numbers',
  ],
  'end-port-after-zero': ({ endPort }) => [
    `port "0" with endPort ${endPort} is every port up to ${endPort} before Cilium 1.20, and all ports from 1.20 on`,
    'write port: "1"',
  ],
  'end-port-below': ({ endPort, number }) => [
    `endPort ${endPort} is below port ${number} and not looked at`,
    `did you mean port "${endPort}" and endPort ${number}?`,
  ],
} satisfies Sentences;
