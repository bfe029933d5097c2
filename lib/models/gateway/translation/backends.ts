// Backends that get traffic; a lost one is dropped.
import { BackendRef, RouteObject } from '../objects/routes';
import { resolveBackend } from '../references/backends';
import { namespaceOf } from '../references/refs';
import { TranslationInput } from './input';
import { ServedBackend } from './served';

/** The backend, or undefined if it is dropped. */
export function servedBackend(
  { objects }: Pick<TranslationInput, 'objects'>,
  route: RouteObject,
  ref: BackendRef,
): ServedBackend | undefined {
  const found = resolveBackend(ref, route.kind, route.namespace, objects);
  if (!('service' in found)) return undefined;
  const port = found.service.ports.find((item) => item.port === ref.port);
  return {
    namespace: namespaceOf(ref, route.namespace),
    name: ref.name,
    port: ref.port,
    weight: ref.weight,
    appProtocol: port?.appProtocol,
    tls: undefined,
    filters: ref.filters,
    path: ref.path,
  };
}
