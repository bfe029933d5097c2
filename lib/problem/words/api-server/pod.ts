// What the API server holds against pods.
import { Sentences } from '../sentences';

export const POD = {
  'template-annotation-key': ({ key }) => [
    `${key} is not a key of an annotation`,
    'write a name, or a DNS prefix, "/" and a name',
  ],
  'template-without-containers': () => ['the template has no containers', 'write spec.containers'],
  'pod-without-containers': () => ['the pod has no containers', 'write at least one container'],
  'node-selector-label': ({ key, value }) => [`${key}: ${value} is not a label`, 'write a label of the nodes'],
  'condition-type': ({ conditionType }) => [
    `${conditionType} is no type of condition`,
    'write a name such as "example.org/ready"',
  ],
  'toleration-without-key': () => [
    'a toleration without key',
    'write a key, or operator: Exists, which tolerates everything',
  ],
  'toleration-exists-value': ({ value }) => [
    `operator Exists takes no value: ${value}`,
    'remove value, or write operator: Equal',
  ],
  'taint-value': ({ value }) => [`${value} is not a value of a taint`, 'write letters, digits, "-", "_" and "."'],
  'toleration-seconds-effect': ({ effect }) => [
    `tolerationSeconds with effect ${effect}`,
    'write effect: NoExecute, or remove tolerationSeconds',
  ],
  'dns-none-without-nameservers': () => [
    'dnsPolicy None without nameservers',
    'write dnsConfig.nameservers, or another dnsPolicy',
  ],
  'nameservers-too-many': ({ nameservers }) => [`${nameservers.length} nameservers`, 'write at most 3'],
} satisfies Sentences;
