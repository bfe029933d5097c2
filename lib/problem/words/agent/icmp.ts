// What Cilium's agent holds against ICMP types.
import { Sentences } from '../sentences';

const typeOf = (names: readonly string[]) => `write a number from 0 to 255, or one of: ${names.join(', ')}`;

export const ICMP = {
  'icmp-off': () => ['icmps with ICMP rules off', 'leave enable-icmp-rules on'],
  'icmp-beside-ports': () => ['icmps together with toPorts', 'write two rules'],
  'icmp-too-many': ({ count, most }) => [
    `${count} ICMP types in one list`,
    `write at most ${most}, and the others in another item of icmps`,
  ],
  'icmp-family-empty': () => ['an empty family, which the API server refuses', 'write IPv4 or IPv6'],
  'icmp-family': ({ text }) => [`not a family: "${text}"`, 'write IPv4 or IPv6'],
  'icmp-type': ({ type, kind, names }) => [
    type === undefined || type === null
      ? 'an ICMP entry without type, which makes the agent panic'
      : `not a type of ${kind}: ${JSON.stringify(type)}`,
    typeOf(names),
  ],
  'icmp-type-size': ({ kind, type, names }) => [`not a type of ${kind}: ${String(type)}`, typeOf(names)],
} satisfies Sentences;
