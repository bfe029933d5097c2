// What a reference names: a Gateway, a ListenerSet, a Service, a Secret, and in which namespace.
import { GATEWAY_GROUP } from '../objects/identity';
import { SecretRef } from '../objects/listeners';
import { BackendRef, ParentRef } from '../objects/routes';

export type Ref = Pick<BackendRef, 'group' | 'kind' | 'namespace' | 'name'>;

export function isGatewayRef({ group, kind }: ParentRef): boolean {
  return (kind ?? 'Gateway') === 'Gateway' && (group ?? GATEWAY_GROUP) === GATEWAY_GROUP;
}

export function isListenerSetRef({ group, kind }: ParentRef): boolean {
  return kind === 'ListenerSet' && (group ?? GATEWAY_GROUP) === GATEWAY_GROUP;
}

/** A Service as parent; the group must be written. */
export function isServiceParent({ group, kind }: ParentRef, coreGroup: boolean): boolean {
  return kind === 'Service' && (group === '' || (coreGroup && group === 'core'));
}

export function isServiceRef({ group, kind }: Ref): boolean {
  return (kind ?? 'Service') === 'Service' && (group ?? '') === '';
}

export function isServiceImportRef({ group, kind }: Ref): boolean {
  return kind === 'ServiceImport' && group === 'multicluster.x-k8s.io';
}

export function isSecretRef({ group, kind }: SecretRef): boolean {
  return (kind ?? 'Secret') === 'Secret' && (group ?? '') === '';
}

/** The namespace of a reference; absent and empty mean that of the object it stands in. */
export function namespaceOf(ref: Pick<Ref, 'namespace'>, own: string): string {
  return ref.namespace || own;
}
