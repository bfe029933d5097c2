// Codes of values: addresses, networks, names of interfaces, ports.
import { Code } from '../code';

export const NET_CODES: readonly Code[] = [
  {
    code: 'net/cidr-host-bits',
    title: 'A network is written with its host bits zero',
    why: 'Readers differ: some take the network around the address, some refuse it, and nobody sees which network was meant. Source: net.ParseCIDR masks, netip.ParsePrefix keeps the bits, the API server warns of them.',
  },
  {
    code: 'net/cidr-invalid',
    title: 'A network is an address, a slash and a prefix length',
    why: 'Cilium, Talos and the CNI plugins read it with Go and refuse anything else. Source: netip.ParsePrefix.',
  },
  {
    code: 'net/interface-name',
    title: 'The name of an interface has 1 to 15 bytes, without "/", ":", "%" and blanks, and is not "." or ".."',
    why: 'The kernel refuses other names, and a percent sign makes it number the interface by itself. Source: dev_valid_name in net/core/dev.c, IFNAMSIZ 16 with its end byte.',
  },
  {
    code: 'net/vlan-id',
    title: 'A VLAN id is a whole number from 1 to 4094',
    why: '0 means no VLAN and 4095 is reserved. Source: IEEE 802.1Q.',
  },
  {
    code: 'net/mtu',
    title: 'An MTU is a whole number that its link can carry',
    why: 'Below 68 bytes the kernel has no IPv4 on the link, below 1280 no IPv6; above 65535 no packet exists. Source: RFC 791, RFC 8200.',
  },
  {
    code: 'net/ip-invalid',
    title: 'An address is IPv4 or IPv6 as Go writes it',
    why: 'Leading zeros, blanks and prefix lengths are refused by netip.ParseAddr, which Cilium, Talos and the CNI plugins read addresses with.',
  },
  {
    code: 'net/range-invalid',
    title: 'A range has two ends of one family, the first not after the last',
    why: "Cilium's pools and host-local refuse any other range, or hand out nothing.",
  },
  {
    code: 'net/mac-invalid',
    title: 'A MAC address has six bytes in hexadecimal',
    why: 'The CNI plugins read it with net.ParseMAC, and a network card of Ethernet has six bytes.',
  },
  {
    code: 'net/mac-multicast',
    title: 'The MAC address of an interface is unicast',
    why: 'The kernel refuses an odd first byte for an interface. Source: is_valid_ether_addr.',
  },
  {
    code: 'net/port-invalid',
    title: 'A port is a whole number from 1 to 65535, a range has its ends in order',
    why: 'The API server refuses other numbers; 0 means every port to Cilium and is written as Port.all().',
  },
  {
    code: 'net/port-name',
    title: 'The name of a port has at most 15 characters, lower-case letters, digits and "-", with a letter among them',
    why: 'Pods cannot declare another name, so that nothing would ever be matched. Source: IsValidPortName of apimachinery.',
  },
];
