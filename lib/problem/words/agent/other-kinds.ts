// What Cilium's agent holds against groups of addresses, egress gateways, local redirects, Envoy resources.
import { Sentences } from '../sentences';

export const OTHER_KINDS = {
  'group-cidr': ({ text, family }) => [
    `not a CIDR: "${text}", which the agent leaves out of the group`,
    family === 0
      ? 'write network and prefix length, such as "10.0.0.0/8"'
      : `did you mean "${text}/${family === 4 ? 32 : 128}"?`,
  ],
  'gateway-cidr': ({ text }) => [`not a CIDR: "${text}"`, 'write network and prefix length, such as "0.0.0.0/0"'],
  'no-destinations': () => ['no destinationCIDRs', 'write destinationCIDRs: ["0.0.0.0/0"] for all destinations'],
  'no-gateway': () => ['no egressGateway', 'write egressGateway: { nodeSelector, interface or egressIP }'],
  'subject-without-selector': () => [
    'a selector with neither namespaceSelector nor podSelector',
    'write podSelector: {} for all pods',
  ],
  'interface-and-ip': () => ['interface and egressIP of one gateway', 'write one of them'],
  'gateway-address': ({ address }) => [
    `not an IP address: "${address}"`,
    'write an address of an interface of the node',
  ],
  matchers: ({ both }) => [
    both ? 'addressMatcher and serviceMatcher' : 'neither addressMatcher nor serviceMatcher',
    'write one of them',
  ],
  'redirect-address': ({ ip }) => [`not an IP address: "${ip}"`, 'write the address that pods call'],
  'redirect-without-ports': () => ['an addressMatcher without toPorts', 'write the ports that pods call'],
  'service-without-name': () => ['a serviceMatcher without serviceName', 'write the name of the Service'],
  'service-elsewhere': ({ other, namespace }) => [
    `a Service of namespace "${other}" in a policy of "${namespace}"`,
    `write namespace: ${namespace}`,
  ],
  'no-backend-port': () => ['no port of the backend, which makes the agent panic', 'write toPorts'],
  'protocols-differ': ({ to, ports }) => [
    `protocol ${to} of the backend, ${ports} of the frontend`,
    'write the same protocol',
  ],
  'redirect-port': ({ port }) => [`not a port: ${JSON.stringify(port)}`, 'write a number from 1 to 65535 in quotes'],
  'redirect-port-name': ({ name }) => [
    `not a name for a port: ${JSON.stringify(name)}`,
    'several ports need names of at most 15 letters, digits and "-"',
  ],
  'redirect-protocol': ({ protocol }) => [`not a protocol: ${JSON.stringify(protocol)}`, 'write TCP or UDP'],
  'resource-without-type': () => [
    'a resource without "@type", which the agent leaves out',
    'write "@type": type.googleapis.com/envoy.config.listener.v3.Listener, or what it is',
  ],
} satisfies Sentences;
