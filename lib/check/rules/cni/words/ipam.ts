// static and dhcp, in words.
import { ReasonWords } from './types';

export const IPAM_WORDS: ReasonWords = {
  'one-address-of-each-family': ({ version }) => [
    `cniVersion ${version} knows one address of each family`,
    'write "cniVersion": "1.0.0" at the top',
  ],
  'old-without-address': ({ version }) => [
    `cniVersion ${version} knows no interface without an address: the plugin cannot write its result`,
    'write "cniVersion": "1.0.0" at the top, or ipam',
  ],
  'address-twice': ({ address }) => [`${address} stands twice`, 'remove one of the two: the kernel refuses the second'],
  'no-host-address': ({ address }) => [
    `${address} is the network or broadcast address of its subnet: it is accepted, and nobody answers`,
    'write another address of the subnet',
  ],
  'ptp-without-gateway': () => [
    'ptp needs a gateway, and an address that a pod brings to static has none',
    'use host-local, which takes a requested address too',
  ],
  'static-without-address': () => [
    'static has no address, and the pod asks for none',
    'write addresses, or ask for one in the annotation with ips',
  ],
  'request-without-prefix': ({ ip, ip2, bits }) => [
    `the requested address ${ip} has no prefix length, which static needs`,
    `write "${ip2}/${bits}", with the prefix length of the network`,
  ],
  'request-twice': ({ ip }) => [`the requested address ${ip} stands twice`, 'remove one of the two'],
  'dhcp-option': ({ option, options }) => [
    `${option} is no option of dhcp`,
    `write one of ${options}, or a number from 0 to 255 in quotes`,
  ],
  'dhcp-value-too-long': ({ bytes, longest }) => [`a value of ${bytes} bytes`, `write at most ${longest} bytes`],
};
