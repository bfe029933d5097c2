// What the condition ResolvedRefs says of the backends of a route.
import { Condition, no } from '../conditions';
import { RouteObject } from '../objects/routes';
import { named } from '../objects/by-name';
import { referencesOf } from '../references/backends';
import { crossingOf, isGranted } from '../references/grants';
import { isServiceImportRef, isServiceRef, namespaceOf } from '../references/refs';
import { RouteContext } from './context';

/** What is wrong with the backends: a missing grant hides a wrong kind, which hides a missing Service; of one sort the last is told. */
export function notResolved(
  { features, objects }: RouteContext,
  route: RouteObject,
  serviceImports: boolean,
): Condition | undefined {
  const refs = route.rules.flatMap((rule) => referencesOf(features, route, rule));
  const forbidden = refs.some((ref) => {
    if (namespaceOf(ref, route.namespace) === route.namespace) return false;
    const known = isServiceRef(ref) ? 'Service' : isServiceImportRef(ref) ? 'ServiceImport' : undefined;
    if (known === undefined) return true;
    const group = known === 'Service' ? '' : 'multicluster.x-k8s.io';
    return !isGranted(crossingOf(ref, route.kind, route.namespace, known, group), objects.grants);
  });
  if (forbidden) return no('RefNotPermitted', 'Cross namespace references are not allowed');
  const odd = refs.flatMap((ref) => {
    if (!isServiceRef(ref) && !isServiceImportRef(ref)) return [`Unsupported backend kind ${ref.kind ?? ''}`];
    return ref.port === undefined ? ['Must have port for backend object reference'] : [];
  });
  if (odd.length > 0) return no('InvalidKind', odd.at(-1)!);
  if (serviceImports && refs.some(isServiceImportRef))
    return no(
      'BackendNotFound',
      'Attempt to reference a ServiceImport backend while the corresponding CRD is not installed, ' +
        'please restart the cilium-operator if the CRD is already installed',
    );
  const missing = refs.flatMap((ref) => {
    if (!isServiceRef(ref)) return [`unsupported backend kind ${ref.kind ?? ''}`];
    const service = named(objects.services, namespaceOf(ref, route.namespace), ref.name);
    return service === undefined ? [`services "${ref.name}" not found`] : [];
  });
  return missing.length === 0 ? undefined : no('BackendNotFound', missing.at(-1)!);
}
