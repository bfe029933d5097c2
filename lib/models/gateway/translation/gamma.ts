// Routes whose parent is a Service (GAMMA): producer routes only, and only of ports that say their protocol.
import { no, OpenConditions, yes } from '../conditions';
import { GatewayFeatures } from '../features';
import { keyOf } from '../objects/identity';
import { ParentRef, RouteObject } from '../objects/routes';
import { ServiceObject } from '../objects/services';
import { named } from '../objects/by-name';
import { isServiceParent, namespaceOf } from '../references/refs';
import { notResolved } from '../routes/backends';
import { RouteContext } from '../routes/context';
import { TranslationInput } from './input';
import { rulesOf } from './rules';
import { ServedListener } from './served';

/** The application protocol by which a port is found when the parentRef names none. */
const PROTOCOL_OF: Readonly<Record<string, string>> = { HTTPRoute: 'http', GRPCRoute: 'grpc' };

/** True if a parentRef is a Service whose routes the operator translates. */
export function isGammaParent(features: GatewayFeatures, route: RouteObject, parent: ParentRef): boolean {
  const kind = route.kind === 'HTTPRoute' || (route.kind === 'GRPCRoute' && features.grpcGamma);
  return kind && isServiceParent(parent, features.coreGroupGamma);
}

/** True if a parentRef is this Service, so that the route gets a status; group `core` never is. */
export function isParentService(route: RouteObject, parent: ParentRef, service: ServiceObject): boolean {
  return (
    isServiceParent(parent, false) &&
    parent.name === service.name &&
    namespaceOf(parent, route.namespace) === service.namespace
  );
}

/** Conditions of a route at a Service. */
export function judgeServiceParent(context: RouteContext, route: RouteObject, service: ServiceObject): OpenConditions {
  return {
    Accepted:
      route.namespace === service.namespace
        ? yes('Accepted', `Accepted ${route.kind}`)
        : no(
            'NoMatchingParent',
            `${route.kind} is not allowed to attach to this Service - it and the Service must be in the same namespace`,
          ),
    ResolvedRefs: notResolved(context, route, false) ?? yes('ResolvedRefs', 'Service reference is valid'),
  };
}

/** Ports of a Service that a parentRef means: the one it names, there or not, else those that say their protocol. */
export function gammaPorts(route: RouteObject, parent: ParentRef, service: ServiceObject): number[] {
  if (parent.port) return [parent.port];
  return service.ports
    .filter(({ protocol, appProtocol }) => protocol !== 'TCP' || appProtocol === PROTOCOL_OF[route.kind])
    .map(({ port }) => port);
}

/** Listeners for the Services that routes name as parents; HTTPRoutes first. */
export function translateGamma(input: Pick<TranslationInput, 'features' | 'objects' | 'routes'>): ServedListener[] {
  return input.routes.flatMap((route) =>
    route.parents.flatMap((parent) => {
      if (!isGammaParent(input.features, route, parent) || parent.name === '') return [];
      const service = named(input.objects.services, parent.namespace ?? route.namespace, parent.name);
      if (service === undefined) return [];
      const { namespace, name } = service;
      return gammaPorts(route, parent, service).map((port) => ({
        owner: { kind: 'Service' as const, namespace, name },
        route: keyOf(route),
        name: `${namespace}-${name}-${port}`,
        port,
        hostname: undefined,
        certificates: undefined,
        routes: rulesOf({ ...input, policies: new Map() }, route, ['*'], port),
      }));
    }),
  );
}
