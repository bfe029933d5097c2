// What references mean: parents, backends, certificates, and the grants that open other namespaces to them.
import { BackendRef, GATEWAY_GROUP, GatewayObjects, Identity, ParentRef, SecretRef, ServiceObject } from './objects';
import { listAt, textAt } from './read';

type Ref = Pick<BackendRef, 'group' | 'kind' | 'namespace' | 'name'>;

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

/** Who refers to what in which namespace. */
export interface Crossing {
  readonly fromKind: string;
  readonly fromNamespace: string;
  readonly toKind: string;
  readonly toGroup: string;
  readonly toNamespace: string;
  readonly toName: string;
}

/** The crossing of a reference, or undefined if it stays in its namespace. */
export function crossingOf(
  ref: Ref,
  fromKind: string,
  own: string,
  toKind: string,
  toGroup = '',
): Crossing | undefined {
  const toNamespace = namespaceOf(ref, own);
  if (toNamespace === own) return undefined;
  return { fromKind, fromNamespace: own, toKind, toGroup, toNamespace, toName: ref.name };
}

/** True if some grant opens the crossing. */
export function isGranted(crossing: Crossing | undefined, grants: readonly Identity[]): boolean {
  if (crossing === undefined) return true;
  return grants.some(
    (grant) =>
      grant.namespace === crossing.toNamespace &&
      listAt(grant.object, 'spec', 'from').some(
        (from) =>
          textAt(from, 'group') === GATEWAY_GROUP &&
          textAt(from, 'kind') === crossing.fromKind &&
          textAt(from, 'namespace') === crossing.fromNamespace,
      ) &&
      listAt(grant.object, 'spec', 'to').some(
        (to) =>
          (textAt(to, 'group') ?? '') === crossing.toGroup &&
          textAt(to, 'kind') === crossing.toKind &&
          (textAt(to, 'name') ?? crossing.toName) === crossing.toName,
      ),
  );
}

/** Why a rule does without a backend. */
export enum BackendLoss {
  /** No grant in its namespace. */
  NOT_PERMITTED = 'not-permitted',
  /** Neither a Service nor a ServiceImport. */
  KIND = 'kind',
  /** A ServiceImport, whose kind is not on the cluster. */
  NO_SERVICE_IMPORTS = 'no-service-imports',
  NO_PORT = 'no-port',
  /** No such Service. */
  NOT_FOUND = 'not-found',
  /** A BackendTLSPolicy for it is invalid. */
  TLS_POLICY = 'tls-policy',
}

/** The Service of a backend, or why there is none. Every loss but a missing port is one in every minor. */
export function resolveBackend(
  ref: BackendRef,
  fromKind: string,
  own: string,
  objects: Pick<GatewayObjects, 'grants' | 'services'>,
): { readonly service: ServiceObject } | { readonly loss: BackendLoss } {
  if (isServiceImportRef(ref)) return { loss: BackendLoss.NO_SERVICE_IMPORTS };
  if (!isServiceRef(ref)) return { loss: BackendLoss.KIND };
  if (!isGranted(crossingOf(ref, fromKind, own, 'Service'), objects.grants)) return { loss: BackendLoss.NOT_PERMITTED };
  const service = serviceNamed(objects.services, namespaceOf(ref, own), ref.name);
  return service === undefined ? { loss: BackendLoss.NOT_FOUND } : { service };
}

/** The Service of a name. */
export function serviceNamed(
  services: readonly ServiceObject[],
  namespace: string,
  name: string,
): ServiceObject | undefined {
  return services.find((service) => service.name === name && service.namespace === namespace);
}
