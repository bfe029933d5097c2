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
];
