// Roles and bindings. Source: ValidateRole, ValidateRoleBinding of k8s.io/kubernetes 1.35.
import { isPathSegment, isSubdomain, PlainMap } from '../../../../manifest';
import { Walk, show } from '../walk';
import { checkSelector } from './selector';
import { each, into, textsOf } from './steps';

const GROUP = 'rbac.authorization.k8s.io';

/** Checks a Role or ClusterRole. */
export function checkRole(walk: Walk, object: PlainMap): void {
  const namespaced = object.kind === 'Role';
  each(walk, object, 'rules', (rule) => {
    const urls = textsOf(rule, 'nonResourceURLs');
    if (textsOf(rule, 'verbs').length === 0)
      walk.errorAt(['verbs'], 'schema/required', 'a rule without verbs', 'write verbs, such as [get, list, watch]');
    if (urls.length > 0) {
      if (namespaced)
        walk.errorAt(
          ['nonResourceURLs'],
          'schema/value',
          `a Role with nonResourceURLs ${show(urls)}`,
          'write a ClusterRole',
        );
      for (const field of ['apiGroups', 'resources', 'resourceNames'])
        if (textsOf(rule, field).length > 0)
          walk.errorAt([field], 'schema/branch', `${field} beside nonResourceURLs`, 'write two rules');
      return;
    }
    if (textsOf(rule, 'apiGroups').length === 0)
      walk.errorAt(
        ['apiGroups'],
        'schema/required',
        'a rule without apiGroups',
        'write apiGroups; [""] is the core group',
      );
    if (textsOf(rule, 'resources').length === 0)
      walk.errorAt(['resources'], 'schema/required', 'a rule without resources', 'write resources, such as [pods]');
  });
  into(walk, object, 'aggregationRule', (rule) => {
    const selectors = rule.clusterRoleSelectors;
    if (!Array.isArray(selectors) || selectors.length === 0)
      return walk.errorAt(
        ['clusterRoleSelectors'],
        'schema/required',
        'aggregationRule without selectors',
        'write at least one selector',
      );
    selectors.forEach((_, i) => checkSelector(walk, selectors as unknown as PlainMap, String(i)));
  });
}

/** Checks a RoleBinding or ClusterRoleBinding. */
export function checkBinding(walk: Walk, object: PlainMap): void {
  const kinds = object.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  into(walk, object, 'roleRef', (role) => {
    const { kind, name } = role as { kind?: string; name?: string };
    if (kind !== undefined && !kinds.includes(kind))
      walk.errorAt(
        ['kind'],
        'schema/enum',
        `${show(kind)} is no kind of role for a ${String(object.kind)}`,
        `write ${kinds.join(' or ')}`,
      );
    if (name !== undefined && !isPathSegment(name))
      walk.errorAt(
        ['name'],
        'schema/name',
        `${show(name)} is not a name of a role`,
        'write a name without "/" and "%"',
      );
  });
  each(walk, object, 'subjects', (subject) => {
    const { kind, name, namespace, apiGroup } = subject as Record<string, string | undefined>;
    if (kind === 'ServiceAccount') {
      if (apiGroup !== undefined)
        walk.errorAt(['apiGroup'], 'schema/enum', `apiGroup ${show(apiGroup)} of a ServiceAccount`, 'remove apiGroup');
      // A RoleBinding gives its own namespace; kustomize fills in that of the ServiceAccounts that it knows.
      if (namespace === undefined && !walk.built && object.kind === 'ClusterRoleBinding')
        walk.errorAt(['namespace'], 'schema/required', 'a ServiceAccount without namespace', 'write namespace');
      if (name !== undefined && !isSubdomain(name))
        walk.errorAt(
          ['name'],
          'schema/name',
          `${show(name)} is not a name of a ServiceAccount`,
          'write lower-case letters, digits, "-" and "."',
        );
    } else if (kind === 'User' || kind === 'Group') {
      if (apiGroup !== undefined && apiGroup !== GROUP)
        walk.errorAt(['apiGroup'], 'schema/enum', `apiGroup ${show(apiGroup)} of a ${kind}`, `write ${GROUP}`);
    } else if (kind !== undefined)
      walk.errorAt(
        ['kind'],
        'schema/enum',
        `${show(kind)} is no kind of subject`,
        'write ServiceAccount, User or Group',
      );
  });
}
