// What the API server holds against NetworkPolicies.
import { Sentences } from '../sentences';
import { FORMATS } from './formats';

export const NETWORK_POLICY = {
  'policy-types-too-many': ({ types }) => [`${types.length} policy types`, 'write Ingress and Egress at most'],
  'unknown-policy-type': ({ type }) => [`${type} is no policy type`, 'write Ingress or Egress'],
  'end-port-without-port': ({ endPort }) => [`endPort ${endPort} without port`, 'write port, the first of the range'],
  'end-port-with-name': ({ endPort, port }) => [`endPort ${endPort} with the name ${port}`, 'write port as a number'],
  'end-port-below': ({ endPort, port }) => [`endPort ${endPort} is below port ${port}`, `write ${port} or more`],
  'peer-of-nobody': () => [
    'a peer that names nobody',
    'write podSelector, namespaceSelector or ipBlock; remove the list to mean everybody',
  ],
  'ip-block-beside-selector': ({ selector }) => [`ipBlock beside ${selector}`, 'write two peers'],
  'exception-cidr': ({ inner }) => [`${inner} is not a CIDR`, FORMATS.cidr!.instead],
  'exception-outside': ({ inner, cidr }) => [
    `${inner} is no part of "${cidr}"`,
    `write a network inside of ${cidr}, smaller than it`,
  ],
} satisfies Sentences;
