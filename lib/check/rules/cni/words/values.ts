// Values that several plugins share, in words.
import { ReasonWords } from './types';

export const VALUES_WORDS: ReasonWords = {
  'no-mac-address': ({ mac }) => [
    `${mac} is no MAC address`,
    'write six pairs of hex digits, such as "02:00:5e:10:00:01"',
  ],
  'mtu-negative': ({ mtu, least, most }) => [`mtu ${mtu} is negative`, `write ${least} to ${most}, or leave it out`],
  'mtu-negative-ignored': ({ mtu, least, most }) => [
    `mtu ${mtu} is negative: the plugin leaves the default in silence`,
    `write ${least} to ${most}, or leave it out`,
  ],
  'mtu-out-of-range': ({ mtu, least, most }) => [`mtu ${mtu} is out of range`, `write ${least} to ${most}`],
  'mtu-too-small-for-ipv6': ({ mtu, least }) => [
    `mtu ${mtu} with an IPv6 address: the kernel has no IPv6 below ${least} bytes`,
    `write at least ${least}, or drop the IPv6 address`,
  ],
  'mac-length': ({ mac, bytes }) => [
    `${mac} has ${bytes} bytes: an interface takes six`,
    'write six pairs of hex digits',
  ],
  'mac-multicast': ({ mac }) => [
    `${mac} is a multicast address: the kernel refuses it`,
    'write an even first byte, such as 02',
  ],
  'mac-zero': ({ mac }) => [
    `${mac} is all zero: the kernel refuses it`,
    'write a unicast address, such as "02:00:5e:10:00:01"',
  ],
  grammar: ({ problem, repair }) => [`${problem}`, `${repair}`],
};
