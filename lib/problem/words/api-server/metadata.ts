// TITLE metadata.ts
import { Sentences } from '../sentences';

export const METADATA: Sentences = {
  'without-name': () => ['the object has no name', 'write metadata.name'],
  'generate-name': ({ generateName, wanted }) => [`${generateName} cannot begin a name`, `write ${wanted}`],
  'object-name': ({ name, wanted, near }) => [
    `${name} is not a name for this kind`,
    `write ${wanted}, such as "${near}"`,
  ],
  'namespace-name': ({ namespace, near }) => [
    `${namespace} is not a name of a namespace`,
    `write a DNS label of at most 63 characters, such as "${near}"`,
  ],
  'annotation-key': ({ key }) => [
    `${key} is not a key of an annotation`,
    'write an optional DNS prefix with "/", then at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
  ],
  'annotations-too-long': ({ size }) => [
    `annotations of ${size} bytes`,
    'write at most 262144 bytes; put large data into a ConfigMap',
  ],
  'finalizer-name': ({ each }) => [
    `${each} is not a name of a finalizer`,
    'write a name such as "example.org/cleanup"',
  ],
  'owner-without-key': ({ key }) => [
    `the owner has no ${key}`,
    `write ${key}, or leave the owner to the controller that sets it`,
  ],
  'two-controllers': ({ controllers }) => [
    `${controllers.length} owners with controller: true`,
    'keep it on one of them',
  ],
  'label-key': ({ key }) => [
    `${key} is not a label key`,
    'write an optional DNS prefix with "/", then at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
  ],
  'label-value': ({ value }) => [
    `${value} is not a label value`,
    'write at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
  ],
};
