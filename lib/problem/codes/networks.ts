// Codes of secondary networks: values that constructors and attach() cannot take.
import { Code } from '../code';

export const NETWORKS_CODES: readonly Code[] = [
  {
    code: 'network/cni-name',
    title: 'The CNI name of a network has at most 100 letters, digits, "_", "." and "-", a letter or digit first',
    why: 'libcni refuses others, and the name is that of the folder in which host-local keeps its addresses. Source: utils.ValidateNetworkName.',
  },
  {
    code: 'network/node-path',
    title: 'A file or folder of the node is an absolute path',
    why: 'A relative one depends on where the plugin is started.',
  },
  {
    code: 'network/bridge',
    title: 'A bridge network names one bridge',
    why: "Without a name the plugin takes cni0, which is Flannel's.",
  },
  {
    code: 'network/route-number',
    title: 'Priority and table of a route are whole numbers from 1 to 4294967295',
    why: 'The kernel keeps them in 32 bits, and 0 is its own default.',
  },
  {
    code: 'network/plugin-name',
    title: 'A CNI plugin is named by its program',
    why: 'libcni looks for a file of that name in /opt/cni/bin and refuses paths.',
  },
  {
    code: 'network/pci-address',
    title: 'A PCI device is named by domain, bus, device and function',
    why: 'The plugin looks for a folder of that name below /sys/bus/pci/devices.',
  },
  {
    code: 'network/resource-name',
    title: 'A resource of a device plugin has a domain and a name',
    why: 'The API server refuses others, and those of kubernetes.io are its own. Source: extended resources of Kubernetes.',
  },
  {
    code: 'network/machine-request',
    title: 'A virtual machine asks a network for nothing but a MAC address',
    why: 'KubeVirt writes the annotation of the pod itself, and has a place for the MAC address only. Source: KubeVirt API v1, Interface.',
  },
  {
    code: 'network/master',
    title: 'A network has one parent interface',
    why: 'Without it the plugin takes the interface of the default route, whichever that is on a node.',
  },
  {
    code: 'network/subnet-missing',
    title: 'A range of host-local or whereabouts has a subnet',
    why: 'The plugin refuses a range without one at every ADD, so it is not written.',
  },
  {
    code: 'network/default-route',
    title: 'A network takes the default route only if somebody says so',
    why: 'It wins over the route of eth0, and the pod loses Services and the DNS of the cluster.',
  },
  {
    code: 'network/route-gateway',
    title: 'A route names its router, or stays on the link',
    why: 'Without one host-local takes the first address of the subnet, and static makes a route on the link.',
  },
  {
    code: 'network/route-no-ipam',
    title: 'A network with routes has IPAM',
    why: 'Routes are set with the result of the IPAM plugin; without one nobody sets them.',
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
    why: 'Two machines would answer for it. Only the program knows a router that no route and no range names.',
  },
  {
    code: 'network/policy-networks',
    title: 'A MultiNetworkPolicy names the networks that it holds on',
    why: 'Enforcers pass over one that names none.',
  },
  {
    code: 'network/policy-default-deny',
    title: 'A MultiNetworkPolicy denies what it does not allow',
    why: 'Its rules are those of NetworkPolicy, which knows no other way.',
  },
  {
    code: 'network/policy-subject',
    title: 'A MultiNetworkPolicy selects pods of its own namespace',
    why: 'Its selector is that of NetworkPolicy.',
  },
  {
    code: 'network/policy-peer',
    title: 'A peer on a secondary network is named by pods, namespaces or addresses',
    why: 'NetworkPolicy knows no names, entities, nodes and service accounts. Source: networking/v1, NetworkPolicyPeer.',
  },
  {
    code: 'network/policy-port',
    title: 'A rule on a secondary network names ports',
    why: 'NetworkPolicy knows no contents and no ICMP.',
  },
];
