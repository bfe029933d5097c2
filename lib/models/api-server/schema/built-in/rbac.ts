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
    if (textsOf(rule, 'verbs').length === 0) walk.errorAt(['verbs'], 'schema/required', 'role-without-verbs');
    if (urls.length > 0) {
      if (namespaced) walk.errorAt(['nonResourceURLs'], 'schema/value', 'role-with-urls', { urls: show(urls) });
      for (const field of ['apiGroups', 'resources', 'resourceNames'])
        if (textsOf(rule, field).length > 0) walk.errorAt([field], 'schema/branch', 'beside-urls', { field });
      return;
    }
    if (textsOf(rule, 'apiGroups').length === 0) walk.errorAt(['apiGroups'], 'schema/required', 'role-without-groups');
    if (textsOf(rule, 'resources').length === 0)
      walk.errorAt(['resources'], 'schema/required', 'role-without-resources');
  });
  into(walk, object, 'aggregationRule', (rule) => {
    const selectors = rule.clusterRoleSelectors;
    if (!Array.isArray(selectors) || selectors.length === 0)
      return walk.errorAt(['clusterRoleSelectors'], 'schema/required', 'aggregation-without-selectors');
    selectors.forEach((_, i) => checkSelector(walk, selectors as unknown as PlainMap, String(i)));
  });
}

/** Checks a RoleBinding or ClusterRoleBinding. */
export function checkBinding(walk: Walk, object: PlainMap): void {
  const kinds = object.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  into(walk, object, 'roleRef', (role) => {
    const { kind, name } = role as { kind?: string; name?: string };
    if (kind !== undefined && !kinds.includes(kind))
      walk.errorAt(['kind'], 'schema/enum', 'role-kind', { kind: show(kind), owner: object.kind, kinds });
    if (name !== undefined && !isPathSegment(name))
      walk.errorAt(['name'], 'schema/name', 'role-name', { name: show(name) });
  });
  each(walk, object, 'subjects', (subject) => {
    const { kind, name, namespace, apiGroup } = subject as Record<string, string | undefined>;
    if (kind === 'ServiceAccount') {
      if (apiGroup !== undefined)
        walk.errorAt(['apiGroup'], 'schema/enum', 'account-group', { apiGroup: show(apiGroup) });
      // A RoleBinding gives its own namespace; kustomize fills in that of the ServiceAccounts that it knows.
      if (namespace === undefined && !walk.built && object.kind === 'ClusterRoleBinding')
        walk.errorAt(['namespace'], 'schema/required', 'account-without-namespace');
      if (name !== undefined && !isSubdomain(name))
        walk.errorAt(['name'], 'schema/name', 'account-name', { name: show(name) });
    } else if (kind === 'User' || kind === 'Group') {
      if (apiGroup !== undefined && apiGroup !== GROUP)
        walk.errorAt(['apiGroup'], 'schema/enum', 'subject-group', { apiGroup: show(apiGroup), kind });
    } else if (kind !== undefined) walk.errorAt(['kind'], 'schema/enum', 'subject-kind', { kind: show(kind) });
  });
}
