// What the API server holds against admission policies and definitions of custom resources.
import { Sentences } from '../sentences';

export const ADMISSION = {
  'policy-without-spec': () => ['the policy has no spec', 'write spec with matchConstraints and validations'],
  'policy-without-validations': () => ['the policy has no validations', 'write at least one'],
  'policy-without-resources': () => ['the policy names no resources', 'write resourceRules'],
  'binding-without-spec': () => ['the binding has no spec', 'write spec with policyName and validationActions'],
  'unknown-action': ({ action, actions }) => [`${action} is no action`, `write one of ${actions.join(', ')}`],
  'action-twice': ({ action }) => [`${action} stands twice`, 'write it once'],
  'deny-beside-warn': () => ['Deny beside Warn', 'keep one of them'],
  'unknown-operation': ({ value, operations }) => [`${value} is no operation`, `write one of ${operations.join(', ')}`],
  'empty-text': ({ field }) => [`an empty text among ${field}`, 'remove it'],
  'star-beside-others': ({ field }) => [`"*" beside others among ${field}`, 'keep "*" alone, or remove it'],
  'definition-name': ({ name, plural, group }) => [
    `the definition is named ${name}`,
    `write metadata.name: ${plural}.${group}`,
  ],
  'stored-versions': ({ stored }) => [`${stored} versions with storage: true`, 'write storage: true for exactly one'],
  'version-without-schema': () => ['a version without schema', 'write schema.openAPIV3Schema'],
  'schema-root-type': ({ type }) => [`the root of the schema has type ${type}`, 'write type: object'],
  'field-without-type': ({ types }) => ['a field without type', `write type: one of ${types.join(', ')}`],
  'unknown-schema-type': ({ type, types }) => [`${type} is no type`, `write one of ${types.join(', ')}`],
} satisfies Sentences;
