// What Cilium's agent holds against Kubernetes' own NetworkPolicy.
import { Sentences } from '../sentences';

export const NETWORK_POLICY = {
  'namespace-name': ({ namespace }) => [`not a label value: "${namespace}"`, 'write the name of a namespace'],
  'ingress-rules-without-type': () => [
    'ingress rules without "Ingress" in policyTypes: Cilium enforces them all the same, and denies the rest',
    'leave the rules out, or add "Ingress"',
  ],
  'ip-block-beside-selector': () => ['ipBlock beside a selector in one peer', 'write two peers'],
  'ip-block-in-ingress': () => [
    'ipBlock in an ingress rule: with policy-default-local-cluster Cilium 1.18 adds a selector to it and then refuses the policy',
    'leave policy-default-local-cluster off, or update to Cilium 1.19',
  ],
  'namespace-negative': () => [
    'a peer that only says what its namespace is not: without policy-default-local-cluster it matches the world and nodes too',
    'name the namespaces that are meant, or add an Exists expression',
  ],
  'label-key': ({ key, prefix }) => [
    `not a label key for Cilium 1.18: "${key}"`,
    `write at most ${63 - prefix.length} characters if the key has no "/"; Cilium puts "${prefix}" before it`,
  ],
  operator: ({ operator }) => [
    `not an operator: ${JSON.stringify(operator)}`,
    'write In, NotIn, Exists or DoesNotExist',
  ],
  'operator-values': ({ operator, list }) => [
    `operator ${operator} ${list ? 'without' : 'with'} values`,
    'In and NotIn have values, Exists and DoesNotExist have none',
  ],
  'label-value': ({ value }) => [
    `not a label value: ${JSON.stringify(value)}`,
    'write at most 63 letters, digits, "-", "_" and "."',
  ],
  'cidr-panic': ({ text }) => [`not a CIDR: "${text}", which makes the agent panic`, 'write network and prefix length'],
  'exception-panic': ({ hole }) => [
    `not a CIDR: "${hole}", which makes the agent panic`,
    'write network and prefix length',
  ],
  'exception-outside-block': ({ hole, text }) => [
    `exception ${hole} does not lie in ${text}`,
    'write networks inside of it',
  ],
  protocol: ({ protocol }) => [`not a protocol: "${protocol}"`, 'write TCP, UDP or SCTP'],
  'port-value': ({ port }) => [
    `not a port: ${JSON.stringify(port)}`,
    'write a number from 0 to 65535, or a name of at most 15 letters, digits and "-"',
  ],
} satisfies Sentences;
