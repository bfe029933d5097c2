// What the API server holds against roles and bindings.
import { Sentences } from '../sentences';

export const RBAC = {
  'role-without-verbs': () => ['a rule without verbs', 'write verbs, such as [get, list, watch]'],
  'role-with-urls': ({ urls }) => [`a Role with nonResourceURLs ${urls}`, 'write a ClusterRole'],
  'beside-urls': ({ field }) => [`${field} beside nonResourceURLs`, 'write two rules'],
  'role-without-groups': () => ['a rule without apiGroups', 'write apiGroups; [""] is the core group'],
  'role-without-resources': () => ['a rule without resources', 'write resources, such as [pods]'],
  'aggregation-without-selectors': () => ['aggregationRule without selectors', 'write at least one selector'],
  'role-kind': ({ kind, owner, kinds }) => [`${kind} is no kind of role for a ${owner}`, `write ${kinds.join(' or ')}`],
  'role-name': ({ name }) => [`${name} is not a name of a role`, 'write a name without "/" and "%"'],
  'account-group': ({ apiGroup }) => [`apiGroup ${apiGroup} of a ServiceAccount`, 'remove apiGroup'],
  'account-without-namespace': () => ['a ServiceAccount without namespace', 'write namespace'],
  'account-name': ({ name }) => [
    `${name} is not a name of a ServiceAccount`,
    'write lower-case letters, digits, "-" and "."',
  ],
  'subject-group': ({ apiGroup, kind }) => [`apiGroup ${apiGroup} of a ${kind}`, 'write rbac.authorization.k8s.io'],
  'subject-kind': ({ kind }) => [`${kind} is no kind of subject`, 'write ServiceAccount, User or Group'],
} satisfies Sentences;
