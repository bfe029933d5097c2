// What Cilium's agent holds against values of the wrong type and fields that do not exist.
import { Sentences } from '../sentences';

const PARSERS_GONE = 'it was removed in Cilium 1.20, where a rule that still has it allows the whole port';

/** Fields that people write from memory of NetworkPolicy or of older releases, and Cilium's way to say it. */
const MISTAKES: Readonly<Record<string, string>> = {
  from: 'write fromEndpoints: [{ matchLabels: {...} }] (or fromEntities, fromCIDR)',
  to: 'write toEndpoints: [{ matchLabels: {...} }] (or toEntities, toCIDR, toFQDNs)',
  podSelector:
    'write the labels in an entry of fromEndpoints or toEndpoints; for the pods the policy is about, endpointSelector',
  namespaceSelector:
    'write the label k8s:io.kubernetes.pod.namespace into the entry of fromEndpoints or toEndpoints; labels of the namespace begin with k8s:io.cilium.k8s.namespace.labels.',
  ipBlock: 'write fromCIDRSet or toCIDRSet: [{ cidr, except }]',
  ports: 'write toPorts: [{ ports: [{ port: "80", protocol: "TCP" }] }]; it is toPorts in ingress rules too',
  fromPorts: 'write toPorts: [{ ports: [...] }]; it is toPorts in ingress rules too',
  policyTypes: 'leave it out: a direction with a rule is in default deny; enableDefaultDeny changes that',
  fromRequires: 'it was removed in Cilium 1.19: put the labels into every entry of fromEndpoints',
  toRequires: 'it was removed in Cilium 1.19: put the labels into every entry of toEndpoints',
  kafka: PARSERS_GONE,
  l7: PARSERS_GONE,
  l7proto: PARSERS_GONE,
  rules: 'contents are looked at in allow rules only, in an item of toPorts',
  action: 'write deny rules in ingressDeny and egressDeny',
  toFQDN: 'did you mean "toFQDNs"?',
  toFQDNs:
    'names work in egress rules only, and not in deny rules: Cilium drops the field, and what is left of the rule says something else',
};

const FORMS: Readonly<Record<string, string>> = {
  list: 'write a list: [...]',
  map: 'write a map: {...}',
  integer: 'write a whole number',
};

export const DECODE = {
  'no-map': () => ['no map', 'write a map: {...}'],
  'label-null': () => ['a null among labels', 'write key, value and source'],
  time: ({ value }) => [`not a time: ${JSON.stringify(value)}`, 'write it as 2006-01-02T15:04:05Z'],
  null: () => [
    'a null',
    'leave the field out, or write the value: the API server drops a null, and a selector or rule then means more',
  ],
  'unknown-field': ({ name, near, known }) => [
    `there is no field "${name}" here, and the API server would drop it`,
    Object.hasOwn(MISTAKES, name)
      ? MISTAKES[name]!
      : near === undefined
        ? `there is: ${known.join(', ')}`
        : `did you mean "${near}"?`,
  ],
  'label-empty': () => ['an empty label', 'write key, value and source'],
  'label-without-key': () => ['a label without key', 'write key, value and source'],
  'wrong-type': ({ found, value, meant }) => [
    `${found === 'list' || found === 'map' ? `a ${found}` : `the ${found} ${JSON.stringify(value)}`} where a ${meant} is meant`,
    ['number', 'boolean'].includes(found) && meant === 'string'
      ? `write "${value}" in quotes`
      : (FORMS[meant] ?? `write a ${meant}`),
  ],
} satisfies Sentences;
