// TITLE network-policy.ts
import { Sentences } from '../sentences';

export const NETWORK_POLICY: Sentences = {
  'policy-types-too-many': ({ types }) => [`${types.length} policy types`, 'write Ingress and Egress at most'],
  'unknown-policy-type': ({ type }) => [`${type} is no policy type`, 'write Ingress or Egress'],
  'end-port-without-port': ({ endPort }) => [`endPort ${endPort} without port`, 'write port, the first of the range'],
  'end-port-with-name': ({ endPort, port }) => [`endPort ${endPort} with the name ${port}`, 'write port as a number'],
  'end-port-below': ({ endPort, port }) => [
    `endPort ${endPort} is below port ${String(port)}`,
    `write ${String(port)} or more`,
  ],
  'peer-of-nobody': () => [
    'a peer that names nobody',
    'write podSelector, namespaceSelector or ipBlock; remove the list to mean everybody',
  ],
  'ip-block-beside-selector': ({ kinds }) => [`ipBlock beside ${kinds}`, 'write two peers'],
  'exception-cidr': ({ inner, repair }) => [`${inner} is not a CIDR`, repair],
  'exception-outside': ({ inner, cidr, cidr2 }) => [
    `${inner} is no part of ${cidr}`,
    `write a network inside of ${cidr2}, smaller than it`,
  ],
};
