// What a reference names: a Gateway, a ListenerSet, a Service, a Secret, and in which namespace.
import { GATEWAY_GROUP } from '../objects/identity';
import { SecretRef } from '../objects/listeners';
import { BackendRef, ParentRef } from '../objects/routes';

/** What all references have. */
export type Ref = Pick<BackendRef, 'group' | 'kind' | 'namespace' | 'name'>;

/** A Gateway as parent. */
export function isGatewayRef({ group, kind }: ParentRef): boolean {
  return (kind ?? 'Gateway') === 'Gateway' && (group ?? GATEWAY_GROUP) === GATEWAY_GROUP;
}

/** A ListenerSet as parent. */
export function isListenerSetRef({ group, kind }: ParentRef): boolean {
  return kind === 'ListenerSet' && (group ?? GATEWAY_GROUP) === GATEWAY_GROUP;
}

/** A Service as parent; the group must be written. */
export function isServiceParent({ group, kind }: ParentRef, coreGroup: boolean): boolean {
  return kind === 'Service' && (group === '' || (coreGroup && group === 'core'));
}

/** A Service as backend. */
export function isServiceRef({ group, kind }: Ref): boolean {
  return (kind ?? 'Service') === 'Service' && (group ?? '') === '';
}

/** A ServiceImport as backend. */
export function isServiceImportRef({ group, kind }: Ref): boolean {
  return kind === 'ServiceImport' && group === 'multicluster.x-k8s.io';
}

/** A Secret as certificate. */
export function isSecretRef({ group, kind }: SecretRef): boolean {
  return (kind ?? 'Secret') === 'Secret' && (group ?? '') === '';
}

/** The namespace of a reference; absent and empty mean that of the object it stands in. */
export function namespaceOf(ref: Pick<Ref, 'namespace'>, own: string): string {
  return ref.namespace || own;
}
