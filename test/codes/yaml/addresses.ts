// Pools and Services that get no address, or another one.
import { documents, object, pool, YamlExample } from './objects';

const service = (ips: string, name = 'web', type = 'LoadBalancer') =>
  object(
    'v1',
    'Service',
    `spec: {type: ${type}, ports: [{port: 80}], selector: {app: web}}`,
    `name: ${name}, namespace: shop, annotations: {lbipam.cilium.io/ips: "${ips}"}`,
  );
const LAN = pool('{start: 10.0.0.10, stop: 10.0.0.20}');

export const ADDRESSES: readonly YamlExample[] = [
  [
    'address/overlap',
    documents(pool('cidr: 10.0.0.0/28', 'a'), pool('cidr: 10.0.0.8/29', 'b')),
    documents(pool('cidr: 10.0.0.0/28', 'a'), pool('cidr: 10.0.0.16/28', 'b')),
  ],
  ['address/pool-block', pool('{start: 10.0.0.9, stop: 10.0.0.2}'), pool('{start: 10.0.0.2, stop: 10.0.0.9}')],
  ['address/request', documents(LAN, service('10.0.0.300')), documents(LAN, service('10.0.0.12'))],
  ['address/not-in-pool', documents(LAN, service('10.0.0.40')), documents(LAN, service('10.0.0.12'))],
  [
    'address/service-type',
    documents(LAN, service('10.0.0.12', 'web', 'ClusterIP')),
    documents(LAN, service('10.0.0.12')),
  ],
  [
    'address/requested-twice',
    documents(LAN, service('10.0.0.12', 'a'), service('10.0.0.12', 'b')),
    documents(LAN, service('10.0.0.12', 'a'), service('10.0.0.13', 'b')),
  ],
  ['address/host-bits', pool('cidr: 10.0.0.5/24'), pool('cidr: 10.0.0.0/24')],
  [
    'address/pool-disabled',
    documents(LAN.replace('spec: {', 'spec: {disabled: true, '), service('10.0.0.12')),
    documents(LAN, service('10.0.0.12')),
  ],
];
