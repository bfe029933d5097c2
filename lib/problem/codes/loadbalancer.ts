// Codes of load-balancer addresses: values that constructors cannot take.
import { Code } from '../code';

export const LOADBALANCER_CODES: readonly Code[] = [
  {
    code: 'loadbalancer/no-pool',
    title: 'A requested address lies in the pool that it is requested from',
    why: "Cilium's LB-IPAM hands out addresses of its pools only: the Service would wait for ever.",
  },
  {
    code: 'loadbalancer/pool-empty',
    title: 'A pool has addresses',
    why: 'A pool without blocks hands out nothing, and no Service says why it waits.',
  },
  {
    code: 'loadbalancer/range-overlap',
    title: 'The ranges of a pool do not overlap',
    why: 'LB-IPAM marks the pool as conflicting and takes nothing of it. Source: operator/pkg/lbipam, condition cilium.io/PoolConflict.',
  },
  {
    code: 'loadbalancer/no-interface',
    title: 'An announcement names its link or its interfaces',
    why: 'Without them Cilium answers ARP on every device, those of pods and other networks too.',
  },
  {
    code: 'loadbalancer/announces-nothing',
    title: 'An announcement announces load-balancer addresses, external addresses, or both',
    why: 'With both off it selects Services and answers for none of their addresses.',
  },
  {
    code: 'loadbalancer/request-twice',
    title: 'The addresses of a Service are requested once',
    why: 'They are one annotation: the later request would overwrite the earlier.',
  },
  {
    code: 'loadbalancer/request-empty',
    title: 'A request names an address',
    why: 'An empty annotation requests nothing.',
  },
  {
    code: 'loadbalancer/sharing-key',
    title: 'Services that share an address have a key',
    why: 'LB-IPAM shares between equal keys of lbipam.cilium.io/sharing-key, and an empty key is none.',
  },
  {
    code: 'loadbalancer/service',
    title: 'What is passed as a Service is one',
    why: 'Addresses are requested by annotations that LB-IPAM reads on Services only.',
  },
  {
    code: 'loadbalancer/selector-empty',
    title: 'A selector of Services asks for something that a Service can be',
    why: 'Without labels it selects every Service; with parts that exclude each other none.',
  },
  {
    code: 'loadbalancer/no-node',
    title: 'An announcement is for nodes that exist and have the link',
    why: 'The written selector no longer shows which nodes were wanted in vain, and nobody announces.',
  },
  {
    code: 'loadbalancer/bgp-asn',
    title: 'The number of an autonomous system is a whole number from 1 to 4294967295',
    why: 'The API server refuses others. Source: CRDs of CiliumBGPClusterConfig.',
  },
  {
    code: 'loadbalancer/bgp-peer',
    title: 'A BGP control plane has peers, each with a name of its own and one way to find it',
    why: 'Without a peer nothing is announced; a peer has an address or is the default gateway, and its fields have bounds. Source: CRDs of CiliumBGPClusterConfig and CiliumBGPPeerConfig.',
  },
  {
    code: 'loadbalancer/bgp-timers',
    title: 'A BGP session gives a sign of life before the peer gives it up',
    why: 'The API server refuses a hold time below 3 seconds and a longer keepAlive. Source: the CEL rule of CiliumBGPPeerConfig.',
  },
  {
    code: 'loadbalancer/bgp-advertisement',
    title: 'Communities and lengths of networks are numbers that BGP has',
    why: 'The API server refuses others. Source: CRD of CiliumBGPAdvertisement.',
  },
  {
    code: 'loadbalancer/bgp-node',
    title: 'What one node does otherwise is said once, of a node and of peers that exist',
    why: 'The object is found by the name of the node, and its peers by theirs: what fits none does nothing.',
  },
  {
    code: 'loadbalancer/bgp-port',
    title: 'A port on which a node listens for BGP is a whole number from 1 to 65535',
    why: 'The API server refuses others. Source: CRD of CiliumBGPClusterConfig.',
  },
  {
    code: 'loadbalancer/bgp-silent',
    title: 'Something is announced to every BGP peer',
    why: 'Otherwise the session comes up and no route goes over it, which no status tells.',
  },
];
