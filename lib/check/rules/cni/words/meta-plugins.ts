// Meta plugins, in words.
import { ReasonWords } from './types';

export const META_PLUGINS_WORDS: ReasonWords = {
  'sysctl-is-folder': ({ key }) => [
    `${key} is a folder of keys`,
    'write one of its keys, as net.ipv4.conf.IFNAME.arp_filter',
  ],
  'sbr-gateway-not-reached': ({ gateway }) => [
    `sbr makes a default route by ${gateway}, which is on no subnet of the interface`,
    'write a gateway of a subnet of the interface, or none',
  ],
  'sysctls-crash-tuning': () => [
    'the pod brings sysctls in cni-args, and tuning has no map for them: the plugin crashes',
    'write "sysctl": {} in tuning',
  ],
  'mtu-takes-ipv6-away': ({ mtu }) => [`mtu ${mtu} takes the IPv6 address away without a word`, 'write at least 1280'],
  'tx-queue-negative': ({ txQLen }) => [`txQLen ${txQLen} becomes 4294967295`, 'write a positive number'],
  table: ({ table }) => [`table ${table} is out of range`, 'write a positive number'],
  'sbr-without-address': () => [
    'sbr needs an address, and the plugin before it gives none',
    'write ipam in the main plugin, or drop sbr',
  ],
  'vrf-without-vrfname': () => ['vrf without vrfname', 'write vrfname, such as "red"'],
  'bandwidth-negative': ({ direction }) => [
    `${direction}Rate and ${direction}Burst must not be negative`,
    'write positive numbers',
  ],
  'rate-without-burst': ({ direction }) => [`${direction}Rate without ${direction}Burst`, 'write both'],
  'burst-without-rate': ({ direction }) => [`${direction}Burst without ${direction}Rate`, 'write both'],
  'burst-too-large': ({ direction, burst, most }) => [
    `${direction}Burst ${burst} is too large`,
    `write less than ${most} bits`,
  ],
  'bandwidth-without-veth': ({ type }) => [
    `bandwidth needs a veth pair, and ${type} makes none`,
    'use it after bridge or ptp, or drop it',
  ],
  'bandwidth-twice': () => ['bandwidth stands twice with limits', 'keep one of the two'],
  'mark-bit': ({ bit }) => [`markMasqBit ${bit} is out of range`, 'write 0 to 31'],
  'mark-bit-and-chain': () => ['markMasqBit and externalSetMarkChain exclude each other', 'keep one of the two'],
  'portmap-after-macvlan': () => [
    'portmap after macvlan: the node cannot reach its own macvlan pods, so no host port answers',
    'drop portmap, or use a bridge',
  ],
  'port-mappings-dropped': () => [
    'the portMappings of the pod are dropped: portmap does not declare the capability',
    'write "capabilities": {"portMappings": true} in portmap',
  ],
  'ingress-policy': ({ policy }) => [`${policy} is no ingressPolicy`, 'write open, same-bridge or isolated'],
  'firewall-backend': ({ backend }) => [
    `${backend} is no backend: the plugin takes iptables`,
    'write iptables or firewalld',
  ],
  'portmap-backend': ({ backend }) => [`${backend} is no backend of portmap`, 'write iptables or nftables'],
  'conditions-for-nftables': ({ nftables }) => [
    `${nftables} is for nftables, and the backend is iptables`,
    'write "backend": "nftables"',
  ],
  'conditions-for-iptables': ({ iptables }) => [
    `backend nftables with ${iptables}, which is for iptables`,
    'drop it, or write backend: iptables',
  ],
  'port-mapping-port': ({ key, mapping }) => [
    `${key} ${mapping} of the pod's portMappings is no port`,
    'write 1 to 65535',
  ],
  'port-mapping-protocol': ({ noProtocol, protocol }) => [
    noProtocol
      ? 'portMappings of the pod without protocol: the plugin fails instead of taking tcp'
      : `${protocol} of the pod's portMappings is no protocol`,
    'write protocol: tcp, udp or sctp',
  ],
  'sysctl-value': ({ value, key }) => [`${value} for ${key} is no number`, 'write a number in quotes, such as "1"'],
  'sysctl-not-net': ({ key }) => [`${key} is no key below net/`, 'write a key such as net.ipv4.conf.IFNAME.arp_filter'],
  'sysctl-of-machine': ({ key }) => [
    `${key} belongs to the machine: a pod cannot write it`,
    'set it in the machine configuration of the node',
  ],
  'sysctl-unknown': ({ key, noNear, family, link, near }) => [
    `${key} is no key of the kernel`,
    noNear ? `write a key of net.${family}.conf` : `did you mean net.${family}.conf.${link}.${near}?`,
  ],
};
