// TITLE selectors.ts
import { Sentences } from '../sentences';

export const SELECTORS: Sentences = {
  'filtered-true': ({ problem, operator, repair }) => [`${problem}; ${operator} is true for every endpoint`, repair],
  filtered: ({ problem, repair }) => [problem, repair],
  'twin-label': ({ twin, key, name }) => [
    `one label twice: "${twin}" and "${key}"; Cilium keeps one of them by chance`,
    `write "${name}" once`,
  ],
  'reserved-negative': ({ repair }) => [
    'a peer that only says which reserved label it has not: it matches all other pods, nodes and the world',
    repair,
  ],
  'peer-namespace-negative': ({ repair }) => [
    'a peer that only says what its namespace is not: without policy-default-local-cluster it matches the world, nodes and ingress too',
    repair,
  ],
  'subject-namespace': ({ namespace }) => [
    `the subject names a namespace, but a CiliumNetworkPolicy is about its own ("${namespace}") only`,
    'leave the label out and set the namespace of the policy, or write a CiliumClusterwideNetworkPolicy',
  ],
};
