// What the API server holds against names, labels, annotations, owners.
import { Sentences } from '../sentences';

const KEY =
  'write an optional DNS prefix with "/", then at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit';

/** Forms of names. */
const NAMES: Readonly<Record<string, string>> = {
  label: 'a DNS label: at most 63 lower-case letters, digits and "-"',
  'letter label': 'a DNS label that begins with a letter: at most 63 lower-case letters, digits and "-"',
  subdomain: 'a DNS name: lower-case letters, digits, "-" and "."',
  segment: 'a name without "/" and "%"',
};

export const METADATA = {
  'without-name': () => ['the object has no name', 'write metadata.name'],
  'generate-name': ({ generateName, wanted }) => [`${generateName} cannot begin a name`, `write ${NAMES[wanted]}`],
  'object-name': ({ name, wanted, near }) => [
    `${name} is not a name for this kind`,
    `write ${NAMES[wanted]}, such as "${near}"`,
  ],
  'namespace-name': ({ namespace, near }) => [
    `${namespace} is not a name of a namespace`,
    `write a DNS label of at most 63 characters, such as "${near}"`,
  ],
  'annotation-key': ({ key }) => [`${key} is not a key of an annotation`, KEY],
  'annotations-too-long': ({ size }) => [
    `annotations of ${size} bytes`,
    'write at most 262144 bytes; put large data into a ConfigMap',
  ],
  'finalizer-name': ({ finalizer }) => [
    `${finalizer} is not a name of a finalizer`,
    'write a name such as "example.org/cleanup"',
  ],
  'owner-without-key': ({ key }) => [
    `the owner has no ${key}`,
    `write ${key}, or leave the owner to the controller that sets it`,
  ],
  'two-controllers': ({ count }) => [`${count} owners with controller: true`, 'keep it on one of them'],
  'label-key': ({ key }) => [`${key} is not a label key`, KEY],
  'label-value': ({ value }) => [
    `${value} is not a label value`,
    'write at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
  ],
} satisfies Sentences;
