// Codes of what every construct writes: values, names, labels, overrides.
import { Code } from '../code';

export const MANIFEST_CODES: readonly Code[] = [
  {
    code: 'manifest/null',
    title: 'No field is null',
    why: 'The API server drops a null and takes the default, patches delete by it, strict readers refuse it: a missing field says the same without a doubt.',
  },
  {
    code: 'manifest/value',
    title: 'Values are plain maps, lists, texts, numbers and booleans',
    why: 'Anything else has no form in YAML, or one that differs from reader to reader.',
  },
  {
    code: 'manifest/override-path',
    title: 'An override names a field that is there',
    why: 'A misspelt path would be written beside the field that was meant, and nothing would change.',
  },
  {
    code: 'manifest/override-object',
    title: 'An override names an object that the construct emits',
    why: 'Otherwise it changes nothing, and nobody notices.',
  },
  {
    code: 'manifest/secret-value',
    title: 'Where the name of a Secret is meant stands no secret',
    why: 'It would be written into the output, and from there into Git.',
  },
  {
    code: 'manifest/label',
    title: 'Labels are labels of Kubernetes',
    why: 'The API server refuses others. Source: IsQualifiedName and IsValidLabelValue of apimachinery.',
  },
  {
    code: 'manifest/name',
    title: 'Names are what the API server takes for their kind',
    why: 'It refuses the object otherwise. Source: the name validations of apimachinery: DNS-1123 label or subdomain, DNS-1035 label for Services.',
  },
  {
    code: 'manifest/not-unicode',
    title: 'Texts are valid Unicode',
    why: 'A lone surrogate has no UTF-8, so the file would hold another text than the program.',
  },
  {
    code: 'manifest/ignore-reason',
    title: 'An ignore has a reason',
    why: 'The reason is all that tells later readers whether it still applies.',
  },
  {
    code: 'manifest/workload',
    title: 'What is passed as a workload has pods',
    why: 'Labels and annotations of pods are read from the pod template; other objects have none.',
  },
  {
    code: 'manifest/service',
    title: 'What is passed as a Service is one',
    why: 'The pods behind it and its ports are read from it; other objects have none.',
  },
];
