// Routes whose parent is a Service, and which never get there.
import { isTrue } from '../conditions';
import { keyOf } from '../objects/identity';
import { named } from '../objects/by-name';
import { isServiceParent, namespaceOf } from '../references/refs';
import { gammaPorts, isGammaParent } from '../translation/gamma';
import { entry, Picture, Unserved, UnservedCode } from './entry';

/**
 * Without a port the parentRef takes those that say `http` or `grpc`; with none the route reads accepted, and nothing is made
 * (`gamma-producer`, `gamma-grpc`). GRPCRoutes are not looked at in 1.18.
 */
export function serviceParents({ verdict, features }: Picture): Unserved[] {
  return verdict.objects.routes.flatMap((route) =>
    route.parents.flatMap((parent) => {
      const service = named(verdict.objects.services, namespaceOf(parent, route.namespace), parent.name);
      if (!isServiceParent(parent, true) || service === undefined) return [];
      const path = ['spec', 'parentRefs', parent.index];
      if (!isGammaParent(features, route, parent))
        return [entry(UnservedCode.NO_SERVICE_ROUTES, route, path, { service: keyOf(service), kind: route.kind })];
      const status = verdict.routes
        .find(
          ({ kind, namespace, name }) => kind === route.kind && namespace === route.namespace && name === route.name,
        )
        ?.parents.find((item) => item.parent.index === parent.index);
      if (status === undefined || !isTrue(status.conditions, 'Accepted')) return [];
      if (gammaPorts(route, parent, service).length > 0) return [];
      const ports = service.ports.map(({ port, appProtocol }) => ({ port, appProtocol }));
      return [entry(UnservedCode.NO_SERVICE_PORT, route, path, { service: keyOf(service), ports })];
    }),
  );
}
