// Names of objects and namespaces, as the API server checks them. cdk8s checks none.
import { ValueError } from '../net';
import { isLabel, isLabelValue, isPathSegment, isQualifiedName, isSubdomain } from './name-grammar';
import { nameLike } from './suggest';

/** RBAC names are path segments: colons and capitals are allowed. Source: ValidateRBACName in k8s.io/kubernetes. */
const RBAC_KINDS = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];
/** Kinds whose name must be a DNS label: it becomes a host name. A NAD's name with a dot breaks the short annotation form. */
const LABEL_KINDS = ['Namespace', 'Service', 'NetworkAttachmentDefinition'];

/**
 * Checks an object's name.
 *
 * @throws ValueError `manifest/name`
 */
export function checkObjectName(kind: string, name: string): string {
  if (RBAC_KINDS.includes(kind)) {
    if (!isPathSegment(name)) throw nameError(kind, name, 'write a name without "/" and "%"');
    return name;
  }
  if (LABEL_KINDS.includes(kind)) {
    const letterFirst = kind === 'Service';
    const near = nameLike(name, { letterFirst });
    if (!isLabel(name)) throw nameError(kind, name, `write a DNS label of at most 63 characters, such as "${near}"`);
    if (letterFirst && /^[0-9]/.test(name))
      throw nameError(kind, name, `a Service name starts with a letter, such as "${near}"`);
    return name;
  }
  if (!isSubdomain(name))
    throw nameError(
      kind,
      name,
      `write lower-case letters, digits, "-" and ".", such as "${nameLike(name, { longest: 253 })}"`,
    );
  return name;
}

/**
 * Checks the name of something that exists elsewhere, such as a Secret. Key material in its place is refused without being shown.
 *
 * @throws ValueError `manifest/secret-value`, `manifest/name`
 */
export function checkReference(kind: string, name: string): string {
  if (/-----BEGIN|PRIVATE KEY|\n/.test(name) || name.length > 253 || /^[A-Za-z0-9+/]{60,}={0,2}$/.test(name)) {
    throw new ValueError(
      'manifest/secret-value',
      `a value of ${name.length} characters was given where the name of a ${kind} is meant (not shown)`,
      `put the value into a ${kind} of the cluster (by SOPS, External Secrets or cert-manager) and write its name`,
    );
  }
  return checkObjectName(kind, name);
}

/** Checks label and annotation keys' and values' grammar for labels. @throws ValueError `manifest/label` */
export function checkLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(labels)) {
    if (!isQualifiedName(key)) {
      throw new ValueError(
        'manifest/label',
        `not a label key: "${key}"`,
        'write an optional DNS prefix with "/", then at most 63 of letters, digits, "-", "_" and "."',
      );
    }
    if (typeof value !== 'string' || !isLabelValue(value)) {
      throw new ValueError(
        'manifest/label',
        `not a label value: ${JSON.stringify(value)} of "${key}"`,
        'write a string of at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
      );
    }
  }
  return labels;
}

function nameError(kind: string, name: string, repair: string): ValueError {
  return new ValueError('manifest/name', `not a name for a ${kind}: "${name}"`, repair);
}
