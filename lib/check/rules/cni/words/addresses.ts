// Addresses and routes of IPAM, in words.
import { ReasonWords } from './types';

export const ADDRESSES_WORDS: ReasonWords = {
  'without-prefix-length': ({ text, what, text2, bits }) => [
    `${text} is no ${what}`,
    `write "${text2}/${bits}", with the prefix length of the network`,
  ],
  'not-readable': ({ text, what, repair }) => [`${text} is no ${what}`, `${repair}`],
  'route-twice': ({ route }) => [`${route} stands twice`, 'remove one of the two: the kernel refuses the second'],
  'scope-takes-no-gateway': ({ route }) => [`${route} has a scope that takes no gateway`, 'drop scope'],
  'gateway-not-reached': ({ route, addresses }) => [
    `${route}: the gateway is on none of the subnets of the interface (${addresses})`,
    'write a gateway of a subnet of the interface',
  ],
  'gateway-of-other-pool': ({ route, pool }) => [
    `${route}: a pod with an address of ${pool} does not reach the gateway, and does not start`,
    'leave gw out, so that each pool brings its own gateway, or write the pools as networks of their own',
  ],
  'route-size': ({ key, route }) => [
    `${key} of ${route} is read and not applied`,
    key === 'mtu' ? 'write mtu of the main plugin, or chain tuning with mtu' : 'drop it',
  ],
  'made-by-default-gateway': ({ route }) => [
    `${route} is the route that isDefaultGateway makes too: the kernel refuses the second`,
    'remove it, or isDefaultGateway',
  ],
  'route-without-dst': () => ['a route without dst', 'write dst, such as "10.20.0.0/16"'],
  'route-with-host-bits': ({ dst, network }) => [
    `${dst} has host bits: the kernel refuses the route`,
    `write ${network}`,
  ],
  'gateway-of-other-family': ({ written, dst, family }) => [
    `the gateway ${written} is not of the family of ${dst}`,
    `write an ${family} gateway`,
  ],
};
