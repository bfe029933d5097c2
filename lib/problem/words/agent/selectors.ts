// What Cilium's agent holds against selectors.
import { Sentence, Sentences } from '../sentences';

const NAME_PEERS = 'name the peers that are meant, or add an Exists expression on a label that they have';

/** What to select by in place of a label that Cilium's filter drops. */
const INSTEAD: Readonly<Record<string, string>> = {
  'of-namespaces':
    'it is a label of namespaces: name the namespace, as in Peer.namespace("kube-system") or "k8s:io.kubernetes.pod.namespace"',
  'of-rollout': 'it changes with every rollout: select by the labels of the Deployment',
  'of-daemon-set': 'select by the labels of the DaemonSet',
  'of-revision': 'it changes with every rollout: select by the labels of the workload',
  'of-job': 'select by a label of the Job template',
  'of-one-pod': 'one pod of a StatefulSet cannot be selected: select all of them by the labels of the StatefulSet',
  'of-zones': 'zones are labels of nodes, not of pods',
  'of-nodes': 'it is a label of nodes, not of pods',
  'of-the-system': 'give the pods a label of your own',
  'of-annotations': 'give the pods a label that does not begin with "annotation"',
};

const filtered: Sentence = ({ key, meant, is }) =>
  meant === undefined
    ? [
        `label "${key}" is not on any endpoint: Cilium's label filter drops it, so nothing is ever selected by it`,
        INSTEAD[is]!,
      ]
    : [`label key "${key}" begins with a source, but with a dot`, `did you mean "${meant}"?`];

export const SELECTORS = {
  'filtered-true': ({ operator, ...label }) => {
    const [message, repair] = filtered(label);
    return [`${message}; ${operator} is true for every endpoint`, repair];
  },
  filtered,
  'twin-label': ({ twin, key, name }) => [
    `one label twice: "${twin}" and "${key}"; Cilium keeps one of them by chance`,
    `write "${name}" once`,
  ],
  'reserved-negative': () => [
    'a peer that only says which reserved label it has not: it matches all other pods, nodes and the world',
    NAME_PEERS,
  ],
  'peer-namespace-negative': () => [
    'a peer that only says what its namespace is not: without policy-default-local-cluster it matches the world, nodes and ingress too',
    NAME_PEERS,
  ],
  'subject-namespace': ({ namespace }) => [
    `the subject names a namespace, but a CiliumNetworkPolicy is about its own ("${namespace}") only`,
    'leave the label out and set the namespace of the policy, or write a CiliumClusterwideNetworkPolicy',
  ],
  'values-missing': ({ operator }) => [
    `operator ${operator} without values`,
    'write at least one value, or use Exists or DoesNotExist',
  ],
  'selector-value': ({ value }) => [
    `not a label value: ${JSON.stringify(value)}`,
    'write at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ],
  'values-given': ({ operator }) => [`operator ${operator} with values`, 'leave the values out, or use In or NotIn'],
  'selector-operator': ({ operator }) => [
    `not an operator: ${JSON.stringify(operator)}`,
    'write In, NotIn, Exists or DoesNotExist',
  ],
  'selector-operator-value': ({ value }) => [
    `not a label value: ${JSON.stringify(value)}`,
    'write In, NotIn, Exists or DoesNotExist',
  ],
  'key-missing': () => ['an expression without key', 'write key, operator and values'],
  'key-length': ({ name }) => [
    `label key of ${name.length} characters, which Cilium up to 1.19 refuses`,
    'select by another label: 59 are the most for a key without "/"',
  ],
  'key-source-empty': ({ key, name }) => [`label key "${key}" with an empty source`, `write "${name}"`],
  'key-with-source': ({ key, name }) => [`label key "${key}" with a source in a cidrGroupSelector`, `write "${name}"`],
  'selector-key': ({ key }) => [
    `not a label key: "${key}"`,
    'write an optional source with ":", an optional DNS prefix with "/", then at most 63 of letters, digits, "-", "_" and "."',
  ],
} satisfies Sentences;
