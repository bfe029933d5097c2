// TITLE icmp.ts
import { Sentences } from '../sentences';

export const ICMP: Sentences = {
  'icmp-off': () => ['icmps with ICMP rules off', 'leave enable-icmp-rules on'],
  'icmp-beside-ports': () => ['icmps together with toPorts', 'write two rules'],
  'icmp-too-many': ({ count, most }) => [
    `${count} ICMP types in one list`,
    `write at most ${most}, and the others in another item of icmps`,
  ],
  'icmp-family-empty': () => ['an empty family, which the API server refuses', 'write IPv4 or IPv6'],
  'icmp-family': ({ text }) => [`not a family: "${text}"`, 'write IPv4 or IPv6'],
  'icmp-type': ({ type, kind, words }) => [
    type === undefined || type === null
      ? 'an ICMP entry without type, which makes the agent panic'
      : `not a type of ${kind}: ${JSON.stringify(type)}`,
    words,
  ],
  'icmp-type-size': ({ kind, type, words }) => [`not a type of ${kind}: ${String(type)}`, words],
};
