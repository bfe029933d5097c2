// host-local, in words.
import { ReasonWords } from './types';

export const HOST_LOCAL_WORDS: ReasonWords = {
  'set-empty': () => ['a set without ranges', 'write at least one {"subnet": …}'],
  'no-ranges': () => ['host-local has no ranges', 'write "ranges": [[{"subnet": "192.168.40.0/24"}]]'],
  'range-without-subnet': () => ['a range without subnet', 'write subnet, such as "192.168.40.0/24"'],
  'subnet-too-small': ({ written, bits }) => [
    `${written} is too small: host-local needs room for two hosts`,
    `write a prefix length of at most ${bits}`,
  ],
  'has-host-bits': ({ written, subnet }) => [`${written} has host bits`, `write ${subnet}`],
  'not-in-subnet': ({ value, subnet }) => [`${value} is not in ${subnet}`, 'write an address of the subnet'],
  'range-backwards': ({ first, last }) => [`rangeStart ${first} is after rangeEnd ${last}`, 'swap them'],
  'range-start-is-broadcast': ({ first }) => [
    `rangeStart ${first} is the broadcast address: host-local takes it and gives it to a pod`,
    'write an address of a host',
  ],
  'gateway-not-in-subnet': ({ gateway, subnet }) => [
    `the gateway ${gateway} is not in ${subnet}: it is accepted, and a pod may get the address of the real router`,
    'write the router of the subnet',
  ],
  'set-holds-gateway-alone': ({ index, gateway, gatewayGiven }) => [
    `set ${index} holds nothing but the gateway ${gateway}${gatewayGiven ? '' : ', which host-local assumes'}: no pod gets an address`,
    gatewayGiven ? 'write more addresses' : 'write the gateway of the subnet, or more addresses',
  ],
  'set-mixes-families': ({ index }) => [
    `set ${index} mixes IPv4 and IPv6`,
    'write a set for each family: a pod gets one address of each set',
  ],
  'ranges-overlap': ({ pool, pool2 }) => [
    `${pool} and ${pool2} of one set overlap`,
    'write ranges that do not overlap',
  ],
  'sets-overlap': ({ before, index }) => [
    `the sets ${before} and ${index} overlap`,
    'write ranges that do not overlap, or put the pools into one set',
  ],
  'host-local-takes-one-address': ({ ips }) => [
    `host-local takes one requested address through Multus, and the pod asks for ${ips}`,
    'ask for one address',
  ],
  'request-outside-ranges': ({ ip, sets }) => [
    `the requested address ${ip} is in none of the ranges ${sets}`,
    'ask for an address of a range',
  ],
  'request-is-gateway': ({ ip }) => [
    `the requested address ${ip} is the gateway of the subnet`,
    'ask for another address, or write the real gateway',
  ],
};
