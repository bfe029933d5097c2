// What the API server holds against Services.
import { Sentences } from '../sentences';
import { FORMATS } from './formats';

export const SERVICE = {
  'service-without-spec': () => ['the Service has no ports', 'write spec.ports'],
  'service-without-ports': () => ['the Service has no ports', 'write at least one port, or clusterIP: None'],
  'external-name': ({ externalName }) => [`externalName is ${externalName}`, 'write a DNS name'],
  'service-port-twice': ({ key }) => [`${key} stands twice`, 'write another port or protocol'],
  'node-port-of-type': ({ nodePort, type }) => [
    `nodePort ${nodePort} of a Service of type ${type}`,
    'remove it, or write type: NodePort',
  ],
  'node-port-range': ({ nodePort, nodePorts }) => [
    `${nodePort} is no node port`,
    `write a number from ${nodePorts.join(' to ')}, or leave the choice to the cluster`,
  ],
  'node-port-twice': ({ node }) => [`node port ${node} stands twice`, 'write another one'],
  'cluster-ips-differ': ({ address, clusterIP }) => [
    `${address} differs from clusterIP ${clusterIP}`,
    'write the same address',
  ],
  'cluster-ips-alone': () => [
    'clusterIPs without clusterIP',
    'write clusterIP with the first of them, or leave both out',
  ],
  'cluster-ip-of-external-name': ({ clusterIP }) => [`clusterIP ${clusterIP} of an ExternalName`, 'remove it'],
  'external-ip-reach': ({ address }) => [`${address} reaches no other host`, 'write an address of the network'],
  'source-ranges-of-type': ({ type }) => [
    `loadBalancerSourceRanges of a Service of type ${type}`,
    'write type: LoadBalancer, or remove it',
  ],
  'source-range-cidr': ({ range }) => [`${range} is not a CIDR`, FORMATS.cidr!.instead],
  'none-beside-address': () => ['None beside an address', 'keep one of the two'],
  'none-of-type': ({ type }) => [
    `clusterIP None of a Service of type ${type}`,
    'write type: ClusterIP, or remove clusterIP',
  ],
  'cluster-ip-address': ({ address }) => [`${address} is not an IP address`, 'write an address, or None'],
  'cluster-ip-outside-stated': ({ address, subnets }) => [
    `${address} is outside of the service subnet ${subnets.join(', ')} of the Talos configuration`,
    'leave clusterIP out, or write an address of that subnet',
  ],
  'cluster-ip-outside-default': ({ address, subnets }) => [
    `${address} is outside of the service subnet ${subnets.join(', ')}, the default: no Talos configuration here names another`,
    'leave clusterIP out; where the cluster has other serviceSubnets, check its Talos configuration as well, or ignore this',
  ],
  'traffic-policy-inside': ({ externalTrafficPolicy }) => [
    `externalTrafficPolicy ${externalTrafficPolicy} of a Service that is not reached from outside`,
    'write type: LoadBalancer or NodePort, or remove it',
  ],
  'field-of-type': ({ field, type }) => [
    `${field} of a Service of type ${type}`,
    'write type: LoadBalancer, or remove it',
  ],
  'health-port': ({ healthPort }) => [
    `healthCheckNodePort ${healthPort} without externalTrafficPolicy Local`,
    'write type: LoadBalancer and externalTrafficPolicy: Local, or remove it',
  ],
  family: ({ family }) => [`${family} is no address family`, 'write IPv4 or IPv6'],
  'families-twice': ({ families }) => [`a family stands twice: ${families}`, 'write each family once'],
  'single-stack-families': ({ families }) => [
    `SingleStack with ${families.length} families`,
    'write PreferDualStack or RequireDualStack',
  ],
} satisfies Sentences;
