// What Cilium's agent holds against rules and their peers.
import { Sentences } from '../sentences';

const entityOf = (near: string | undefined, known: readonly string[]) =>
  near === undefined ? `write one of: ${known.join(', ')}` : `did you mean "${near}"?`;
const insteadOf = (field: string) =>
  `it was removed in Cilium 1.19: put the labels into every entry of ${field === 'fromRequires' ? 'fromEndpoints' : 'toEndpoints'}`;

export const RULE = {
  'authentication-mode': ({ mode }) => [`not a mode: ${JSON.stringify(mode)}`, 'write disabled or required'],
  'no-ports-allows': () => [
    'toPorts without a port allows nothing, not even its peers',
    'write ports, or leave toPorts out',
  ],
  'no-ports-denies': () => [
    'toPorts without a port denies nothing',
    'write ports, or leave toPorts out to deny all of them',
  ],
  'peers-of-two-kinds': ({ given }) => [`${given.join(' and ')} in one rule`, 'write one rule for each'],
  'names-in-deny': ({ ports }) => [
    'toFQDNs in a deny rule is dropped, and what is left denies ' +
      (ports > 0 ? 'those ports to everybody' : 'nothing'),
    'deny addresses with toCIDRSet, or allow only the names that are meant',
  ],
  'empty-peers': ({ field, allows }) => [
    `an empty ${field} without toPorts ${allows ? 'allows' : 'denies'} nothing`,
    'name the peers, or leave the rule out',
  ],
  'empty-peers-any': ({ field }) => [
    `an empty ${field} means any peer on the ports of the rule`,
    'name the peers, or leave the rule out',
  ],
  'empty-peers-deny': ({ field }) => [
    `an empty ${field} denies the ports of the rule to everybody`,
    'name the peers, or leave the rule out',
  ],
  'world-label': () => ['label reserved:world selects nobody on a dual-stack cluster', 'write the entity world'],
  'node-labels-off': () => [
    'nodes are selected by label, with node-selector-labels off',
    'set nodeSelectorLabels: true in the values of Cilium',
  ],
  'entity-refused': ({ entity }) => [`entity "${entity}", which the API server refuses`, 'write "world"'],
  'entity-later': ({ near, known }) => [
    'entity "cluster-mesh", which Cilium knows from 1.20 on',
    entityOf(near, known),
  ],
  entity: ({ entity, near, known }) => [`not an entity: "${entity}"`, entityOf(near, known)],
  'service-selector-missing': () => ['a k8sServiceSelector without selector', 'write selector: { matchLabels }'],
  'requires-gone': ({ field }) => [
    `${field}, with which Cilium from 1.19 on refuses the whole policy`,
    insteadOf(field),
  ],
  'requires-not-empty': ({ field }) => [`${field}, which the API server takes only as an empty list`, insteadOf(field)],
  'empty-peers-nobody': ({ field, allows }) => [
    `an empty ${field} ${allows ? 'selects' : 'denies'} nobody`,
    'name the peers, or leave the rule out',
  ],
  'services-missing': ({ ports }) => [
    `toServices without a service: ${ports ? 'with toPorts it means any peer' : 'it means nobody'}`,
    'write k8sService: { serviceName, namespace }',
  ],
} satisfies Sentences;
