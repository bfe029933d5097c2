// Codes of secondary networks: values that constructors and attach() cannot take.
import { Code } from '../code';

export const NETWORKS_CODES: readonly Code[] = [
  {
    code: 'network/cni-name',
    title: 'The CNI name of a network has at most 100 letters, digits, "_", "." and "-", a letter or digit first',
    why: 'libcni refuses others, and the name is that of the folder in which host-local keeps its addresses. Source: utils.ValidateNetworkName.',
  },
  {
    code: 'network/data-dir',
    title: 'The folder of host-local is an absolute path',
    why: 'A relative one depends on where the plugin is started.',
  },
  {
    code: 'network/master',
    title: 'A network has one parent interface',
    why: 'Without it the plugin takes the interface of the default route, whichever that is on a node.',
  },
  {
    code: 'network/subnet-missing',
    title: 'A range of host-local has a subnet',
    why: 'host-local refuses a range without one at every ADD.',
  },
  {
    code: 'network/range-overlap',
    title: 'The ranges of a network do not overlap',
    why: 'host-local refuses its configuration. Source: RangeSet.Canonicalize.',
  },
  {
    code: 'network/subnet-too-small',
    title: 'The subnet of a range has room for addresses',
    why: 'host-local refuses IPv4 prefixes above /30 and IPv6 prefixes above /126. Source: Range.Canonicalize.',
  },
  {
    code: 'network/range-outside',
    title: 'The ends of a range are host addresses of its subnet, in order',
    why: 'host-local refuses the configuration at every ADD, and no pod starts. Source: Range.Canonicalize.',
  },
  {
    code: 'network/gateway-outside',
    title: 'The gateway of a network is a host address of its subnet',
    why: 'host-local takes any and then hands out the first address, which is where the router normally is.',
  },
  {
    code: 'network/range-empty',
    title: 'A range holds more than the gateway',
    why: 'host-local keeps the gateway back, and has no address left for a pod.',
  },
  {
    code: 'network/default-route',
    title: 'A network takes the default route only if somebody says so',
    why: 'It wins over the route of eth0, and the pod loses Services and the DNS of the cluster.',
  },
  {
    code: 'network/route-twice',
    title: 'Each destination has one route',
    why: 'The kernel refuses the second, and the pod does not start.',
  },
  {
    code: 'network/route-gateway',
    title: 'A route leads to a router of its family, beside the pods',
    why: 'The kernel refuses a router that it cannot reach, and the pod does not start; without one the IPAM plugins differ in what they take.',
  },
  {
    code: 'network/route-priority',
    title: 'The priority of a route is a whole number from 1 to 4294967295',
    why: 'The kernel keeps it in 32 bits, and 0 is its own default.',
  },
  {
    code: 'network/route-no-ipam',
    title: 'A network with routes has IPAM',
    why: 'Routes are set with the result of the IPAM plugin; without one nobody sets them.',
  },
  {
    code: 'network/interface-taken',
    title: 'The interface of an attachment is neither eth0 nor lo',
    why: 'Every pod has them, and the ADD fails.',
  },
  {
    code: 'network/mac-not-possible',
    title: 'A MAC address is asked of a network that keeps it',
    why: 'In passthru mode the pod has the interface itself: the plugin takes the request and the address is another one. Source: seen with the CNI plugins v1.9.1.',
  },
  {
    code: 'network/ip-not-possible',
    title: 'Addresses are asked of a network with IPAM',
    why: 'Without an IPAM plugin nobody sets them.',
  },
  {
    code: 'network/ip-one',
    title: 'An attachment asks host-local for one address',
    why: 'Through Multus host-local takes exactly one and refuses more.',
  },
  {
    code: 'network/ip-missing',
    title: 'An attachment to a network of static addresses asks for one',
    why: 'static has none of its own, and the pod would be without.',
  },
  {
    code: 'network/annotation-by-hand',
    title: 'A workload that is attached has no annotation written by hand',
    why: 'attach() replaces it, and the networks in it are lost.',
  },
  {
    code: 'network/interface-unnamed',
    title: 'Interfaces of several networks have names of their own',
    why: 'Unnamed ones are numbered in the order of their names, and one more network renumbers them.',
  },
  {
    code: 'network/ip-gateway',
    title: 'A requested address is not that of the router of the network',
    why: 'Two machines would answer for it. Source: vectors of the static and host-local plugins.',
  },
  {
    code: 'network/ip-not-host',
    title: 'A requested address is one that a host can have',
    why: 'static takes the network and broadcast address too, and nobody answers there.',
  },
  {
    code: 'network/ip-outside',
    title: 'A requested address lies in the subnet of the network',
    why: 'Nothing on the link is reached from it.',
  },
  {
    code: 'network/ip-outside-range',
    title: 'A requested address lies in the ranges of the network',
    why: 'host-local refuses others.',
  },
  {
    code: 'network/ip-prefix',
    title: 'A requested address has the prefix length of the subnet of the network',
    why: 'With another the pod sees other neighbours than the link has.',
  },
];
