// Pools and Services that get no address, or another one.
import { Files } from '../../problem';
import { YamlExample } from './example';
import { cilium, documents, ON_TALOS, pool, service, sharing } from './parts';

const LAN = pool('{start: 192.168.70.200, stop: 192.168.70.209}');
/** The pool for Services that say where they belong. */
const LABELLED = pool(
  '{start: 192.168.70.200, stop: 192.168.70.209}',
  'lan',
  'serviceSelector: {matchLabels: {pool: lan}}',
);
const DMZ = pool('{start: 192.168.80.200, stop: 192.168.80.209}', 'dmz');
const ips = (addresses: string) => `lbipam.cilium.io/ips: "${addresses}"`;
const asks = (addresses: string, name = 'web') => service(name, { annotations: ips(addresses) });
const FOREIGN = 'loadBalancerClass: example.com/metallb';
const KEEPS_ENDS = pool('cidr: 192.168.70.0/28', 'lan', 'allowFirstLastIPs: "No"');
const SUBNET = 'nodeSubnets: [192.168.70.0/24]\n';
const NODE_IPAM = cilium(
  `kubeProxyReplacement: true, k8sServiceHost: localhost, k8sServicePort: 7445, nodeIPAM: {enabled: true}, ${ON_TALOS}`,
);
const machine = (labels: string) =>
  `machine: {type: controlplane, nodeLabels: {${labels}}, install: {disk: /dev/sda}}\ncluster: {proxy: {disabled: true}}\n`;
const EXCLUDED = machine("node.kubernetes.io/exclude-from-external-load-balancers: ''");
const INCLUDED = machine('node.kubernetes.io/exclude-from-external-load-balancers: {$patch: delete}');
const ON_NODES = service('web', { spec: 'loadBalancerClass: io.cilium/node' });

/** A folder that holds everything. */
const complete = (text: string): Files => ({ 'cluster.facts': 'complete: true\n', 'network.yaml': text });

export const ADDRESSES: readonly YamlExample[] = [
  [
    'address/overlap',
    documents(pool('cidr: 192.168.70.192/28', 'a'), pool('cidr: 192.168.70.200/29', 'b')),
    documents(pool('cidr: 192.168.70.192/28', 'a'), pool('cidr: 192.168.70.208/28', 'b')),
  ],
  [
    'address/pool-block',
    pool('{start: 192.168.70.209, stop: 192.168.70.200}'),
    pool('{start: 192.168.70.200, stop: 192.168.70.209}'),
  ],
  ['address/host-bits', pool('cidr: 192.168.70.5/24'), pool('cidr: 192.168.70.0/24')],
  ['address/request', documents(LAN, asks('192.168.70.300')), documents(LAN, asks('192.168.70.202'))],
  ['address/not-in-pool', documents(LAN, asks('192.168.70.40')), documents(LAN, asks('192.168.70.202'))],
  [
    'address/pool-selector',
    documents(LABELLED, asks('192.168.70.202')),
    documents(LABELLED, service('web', { annotations: ips('192.168.70.202'), labels: 'pool: lan' })),
  ],
  ['address/reserved-end', documents(KEEPS_ENDS, asks('192.168.70.0')), documents(KEEPS_ENDS, asks('192.168.70.1'))],
  [
    'address/service-type',
    documents(LAN, asks('192.168.70.202').replace('type: LoadBalancer', 'type: ClusterIP')),
    documents(LAN, asks('192.168.70.202')),
  ],
  [
    'address/foreign-class',
    documents(LAN, service('web', { annotations: ips('192.168.70.202'), spec: FOREIGN })),
    documents(LAN, asks('192.168.70.202')),
  ],
  [
    'address/requested-twice',
    documents(LAN, asks('192.168.70.202', 'web'), asks('192.168.70.202', 'mail')),
    documents(LAN, asks('192.168.70.202', 'web'), asks('192.168.70.203', 'mail')),
  ],
  [
    'address/sharing',
    documents(LAN, sharing('web', '192.168.70.202', 80), sharing('mail', '192.168.70.202', 80)),
    documents(LAN, sharing('web', '192.168.70.202', 80), sharing('mail', '192.168.70.202', 25)),
  ],
  [
    'address/sharing-without-address',
    documents(LAN, service('web', { annotations: 'lbipam.cilium.io/sharing-key: edge' })),
    documents(LAN, sharing('web', '192.168.70.202', 80)),
  ],
  [
    'address/sharing-split',
    documents(
      LAN,
      sharing('web', '192.168.70.202', 80),
      service('mail', { annotations: 'lbipam.cilium.io/sharing-key: edge' }),
    ),
    documents(LAN, sharing('web', '192.168.70.202', 80), sharing('mail', '192.168.70.202', 25)),
  ],
  [
    'address/sharing-namespace',
    documents(LAN, sharing('web', '192.168.70.202', 80, 'mail, infra')),
    documents(LAN, sharing('web', '192.168.70.202', 80, 'mail,infra')),
  ],
  [
    'address/pool-disabled',
    documents(pool('{start: 192.168.70.200, stop: 192.168.70.209}', 'lan', 'disabled: true'), asks('192.168.70.202')),
    documents(LAN, asks('192.168.70.202')),
  ],
  [
    'address/not-served',
    documents(LABELLED, service('web')),
    documents(LABELLED, service('web', { labels: 'pool: lan' })),
  ],
  [
    'address/not-served',
    documents(cilium('ipv6: {enabled: true}'), LAN, service('web', { spec: 'ipFamilyPolicy: RequireDualStack' })),
    documents(cilium('ipv6: {enabled: true}'), LAN, service('web')),
  ],
  ['address/two-pools', documents(LAN, DMZ, service('web')), documents(LABELLED, DMZ, service('web'))],
  [
    'address/pool-full',
    documents(pool('start: 192.168.70.200'), service('web'), service('mail')),
    documents(LAN, service('web'), service('mail')),
  ],
  [
    'address/request-race',
    complete(documents(LAN, asks('192.168.70.200', 'web'), service('mail'))),
    complete(documents(LAN, asks('192.168.70.200', 'web'), asks('192.168.70.201', 'mail'))),
  ],
  [
    'address/unusable',
    { 'cluster.facts': SUBNET, 'pool.yaml': pool('{start: 192.168.70.250, stop: 192.168.70.255}') },
    { 'cluster.facts': SUBNET, 'pool.yaml': pool('{start: 192.168.70.250, stop: 192.168.70.254}') },
  ],
  [
    'address/node-ipam-excluded',
    { 'cilium.yaml': NODE_IPAM, 'controlplane.yaml': EXCLUDED, 'web.yaml': ON_NODES },
    { 'cilium.yaml': NODE_IPAM, 'controlplane.yaml': INCLUDED, 'web.yaml': ON_NODES },
  ],
];
