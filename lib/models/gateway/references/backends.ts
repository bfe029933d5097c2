// Backends of a route: which references there are, and the Service of each or why there is none.
import { GatewayFeatures } from '../features';
import { named } from '../objects/by-name';
import { GatewayObjects } from '../objects/cluster';
import { BackendRef, RouteObject, RouteRule, backendOf } from '../objects/routes';
import { ServiceObject } from '../objects/services';
import { mapAt, textAt } from '../read';
import { crossingOf, isGranted } from './grants';
import { isServiceImportRef, isServiceRef, namespaceOf } from './refs';

/** The backends of a rule, and those of its filters. */
export function referencesOf(features: GatewayFeatures, route: RouteObject, rule: RouteRule): BackendRef[] {
  const inFilters = rule.filters.flatMap((filter, index) => {
    const type = textAt(filter, 'type');
    const path = ['spec', 'rules', rule.index, 'filters', index];
    const mirror = mapAt(filter, 'requestMirror');
    if (type === 'RequestMirror' && mirror !== undefined)
      return backendOf(mapAt(mirror, 'backendRef') ?? {}, [...path, 'requestMirror', 'backendRef']);
    const auth = mapAt(filter, 'externalAuth');
    if (type === 'ExternalAuth' && auth !== undefined && features.externalAuth && route.kind === 'HTTPRoute')
      return backendOf(mapAt(auth, 'backendRef') ?? {}, [...path, 'externalAuth', 'backendRef']);
    return [];
  });
  return [...rule.backends, ...(route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute' ? inFilters : [])];
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
  const service = named(objects.services, namespaceOf(ref, own), ref.name);
  return service === undefined ? { loss: BackendLoss.NOT_FOUND } : { service };
}
