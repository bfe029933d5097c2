// Backends that get nothing, everything, or the wrong protocol.
import { keyOf } from '../objects/identity';
import { BackendRef, RouteObject, RouteRule } from '../objects/routes';
import { ServiceObject } from '../objects/services';
import { listAt, mapAt, textAt } from '../read';
import { named } from '../objects/by-name';
import { BackendLoss, referencesOf, resolveBackend } from '../references/backends';
import { isServiceRef, namespaceOf } from '../references/refs';
import { ServedBackend } from '../translation/served';
import { policiesByService, policyRefusal } from '../translation/tls-policies';
import { entry, Picture, Unserved, UnservedCode } from './entry';

function eachRule<T>({ verdict }: Picture, find: (route: RouteObject, rule: RouteRule) => T[]): T[] {
  return verdict.objects.routes.flatMap((route) => route.rules.flatMap((rule) => find(route, rule)));
}

/** Services as they are, the made ones too. */
function servicesOf({ verdict }: Picture): readonly ServiceObject[] {
  return verdict.objects.services;
}

function lossOf(picture: Picture, route: RouteObject, ref: BackendRef): BackendLoss | undefined {
  const found = resolveBackend(ref, route.kind, route.namespace, picture.verdict.objects);
  if ('loss' in found) {
    const made = [...picture.verdict.services.values()].some(
      (service) => service.name === ref.name && service.namespace === namespaceOf(ref, route.namespace),
    );
    return made && found.loss === BackendLoss.NOT_FOUND ? undefined : found.loss;
  }
  if (ref.port === undefined) return BackendLoss.NO_PORT;
  return isRefusedByPolicy(picture, route, ref, found.service) ? BackendLoss.TLS_POLICY : undefined;
}

/** A policy that is refused takes the backend away (`btp-*`). */
function isRefusedByPolicy(picture: Picture, route: RouteObject, ref: BackendRef, service: ServiceObject): boolean {
  const { features, verdict } = picture;
  if (!features.backendTls || route.kind !== 'HTTPRoute') return false;
  const own = policiesByService(verdict.objects.policies).get(`${service.namespace}/${service.name}`);
  const port = service.ports.find((item) => item.port === ref.port);
  if (own === undefined || port === undefined) return false;
  const good = (section: string) => {
    const policy = own.valid.get(section);
    return policy && policyRefusal(policy, verdict.objects) === undefined;
  };
  if (good(port.name) === true || good('') === true) return false;
  return good(port.name) === false || good('') === false;
}

/**
 * A lost backend is dropped, and the others take all the traffic; with none left it is 500, a TLSRoute has no filter chain
 * (`backend-one-of-two-missing`, `backend-cross-half`, `backend-missing`, `tlsroute-missing`).
 */
export function droppedBackends(picture: Picture): Unserved[] {
  return eachRule(picture, (route, rule) => {
    const losses = rule.backends.map((ref) => lossOf(picture, route, ref));
    const left = losses.filter((loss) => loss === undefined).length;
    const l7 = route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute';
    const effect = left > 0 ? 'others-take-it' : l7 ? 'fails' : 'closed';
    return rule.backends.flatMap((ref, place) => {
      const loss = losses[place];
      if (loss === undefined) return [];
      return [
        entry(UnservedCode.BACKEND_DROPPED, route, ref.path, {
          loss,
          effect,
          left,
          weight: ref.weight ?? 1,
          total: rule.backends.reduce((sum, other) => sum + (other.weight ?? 1), 0),
          service: ref.name,
          namespace: namespaceOf(ref, route.namespace),
        }),
      ];
    });
  });
}

/** A lost mirror is dropped (`filter-mirror-*`); without its authoriser a rule lets everybody pass (toHTTPExternalAuthFilter). */
export function droppedInFilters(picture: Picture): Unserved[] {
  return eachRule(picture, (route, rule) =>
    referencesOf(picture.features, route, rule)
      .filter(({ path }) => path[3] === 'filters')
      .flatMap((ref) => {
        const loss = lossOf(picture, route, ref);
        if (loss === undefined) return [];
        const code = ref.path[5] === 'externalAuth' ? UnservedCode.AUTH_DROPPED : UnservedCode.MIRROR_DROPPED;
        return [
          entry(code, route, ref.path, { loss, service: ref.name, namespace: namespaceOf(ref, route.namespace) }),
        ];
      }),
  );
}

/** A port that the Service lacks is never noticed (`backend-port-missing`, `tcp-port-missing`, `udp-tcp-service`, `backend-udp-port`). */
export function missingPorts(picture: Picture): Unserved[] {
  return eachRule(picture, (route, rule) => {
    const protocol = route.kind === 'UDPRoute' ? 'UDP' : 'TCP';
    return referencesOf(picture.features, route, rule).flatMap((ref) => {
      if (!isServiceRef(ref) || ref.port === undefined) return [];
      const service = named(servicesOf(picture), namespaceOf(ref, route.namespace), ref.name);
      // Headless Services and ExternalNames are resolved by other means.
      if (service === undefined || service.ports.length === 0 || service.type === 'ExternalName') return [];
      if (service.ports.some((item) => item.port === ref.port && item.protocol === protocol)) return [];
      return [
        entry(UnservedCode.PORT_MISSING, route, [...ref.path, 'port'], {
          service: keyOf(service),
          port: ref.port,
          protocol,
          ports: service.ports.map(({ name, port, protocol: own }) => ({ name, port, protocol: own })),
        }),
      ];
    });
  });
}

/** Weight 0 on an only backend still gets it everything; all 0 is a split of sum 0 (`backend-single-weight-zero`, `backend-weights-all-zero`). */
export function weights(picture: Picture): Unserved[] {
  return eachRule(picture, (route, rule) => {
    const kept = rule.backends.filter((ref) => lossOf(picture, route, ref) === undefined);
    if (kept.length === 0 || kept.some(({ weight }) => weight !== 0)) return [];
    if (kept.length === 1)
      return [entry(UnservedCode.WEIGHT_IGNORED, route, [...kept[0]!.path, 'weight'], { service: kept[0]!.name })];
    return [
      entry(UnservedCode.WEIGHTS_ZERO, route, ['spec', 'rules', rule.index, 'backendRefs'], {
        services: kept.map(({ name }) => name),
      }),
    ];
  });
}

const H2C = 'kubernetes.io/h2c';
const sameTarget = (a: ServedBackend, b: ServedBackend) =>
  a.namespace === b.namespace && a.name === b.name && a.port === b.port;

/**
 * isGRPCService: one cluster per Service port and Gateway, HTTP/2 as soon as a GRPCRoute with a match leads there. Without a match the protocol
 * of the client goes on.
 */
export function forcedHttp2({ verdict }: Picture): Unserved[] {
  return verdict.translations
    .filter(({ made }) => made)
    .flatMap(({ translation }) => {
      const all = translation.http.flatMap(({ routes }) => routes);
      const ofGrpc = all.filter(({ route }) => route.startsWith('GRPCRoute/'));
      const grpc = [...ofGrpc.filter((route) => route.grpc), ...ofGrpc.filter((route) => !route.grpc)];
      const told = new Set<string>();
      return all
        .filter((route) => route.route.startsWith('HTTPRoute/'))
        .flatMap((served) =>
          served.backends.flatMap((backend) => {
            const by = grpc.find(({ backends }) => backends.some((other) => sameTarget(backend, other)));
            if (by === undefined) return [];
            const route = verdict.objects.routes.find((item) => keyOf(item) === served.route);
            const place = `${served.route} ${backend.path.join('/')}`;
            if (route === undefined || told.has(place) || backend.appProtocol === H2C) return [];
            told.add(place);
            const { namespace, name, port } = backend;
            const code = by.grpc ? UnservedCode.HTTP2_FORCED : UnservedCode.SHARED_WITH_GRPC;
            return [entry(code, route, backend.path, { namespace, service: name, port, by: by.route })];
          }),
        );
    });
}

/** Why a policy does not hold. */
type PolicyGap = 'minor' | 'grpc' | 'passthrough' | 'section' | 'well-known' | 'names';

/**
 * BackendTLSPolicies hold for backends of HTTPRoutes only, from 1.20 (`btp-*`); a section that no port has is taken; the well-known
 * authorities encrypt nothing (withTLSOrigination needs a ConfigMap); subjectAltNames are not checked (`btp-san`).
 */
export function ignoredPolicies(picture: Picture): Unserved[] {
  const { verdict, features } = picture;
  return verdict.objects.policies.flatMap((policy) => {
    const tell = (gap: PolicyGap, path: readonly (string | number)[], data: Record<string, unknown> = {}) => [
      entry(UnservedCode.TLS_POLICY_IGNORED, policy, path, { gap, ...data }),
    ];
    if (!features.backendTls) return tell('minor', ['spec']);
    const validation = mapAt(policy.object, 'spec', 'validation');
    const wellKnown =
      textAt(validation, 'wellKnownCACertificates') !== undefined &&
      listAt(validation, 'caCertificateRefs').length === 0
        ? tell('well-known', ['spec', 'validation', 'wellKnownCACertificates'])
        : [];
    const names =
      listAt(validation, 'subjectAltNames').length > 0 ? tell('names', ['spec', 'validation', 'subjectAltNames']) : [];
    const targets = listAt(policy.object, 'spec', 'targetRefs').flatMap((target, place) => {
      const name = textAt(target, 'name') ?? '';
      const section = textAt(target, 'sectionName');
      const path = ['spec', 'targetRefs', place];
      const service = named(servicesOf(picture), policy.namespace, name);
      const lost =
        service !== undefined && section !== undefined && !service.ports.some((port) => port.name === section)
          ? tell('section', [...path, 'sectionName'], {
              service: name,
              section,
              ports: service.ports.map((port) => port.name),
            })
          : [];
      const users = eachRule(picture, (route, rule) =>
        rule.backends
          .filter(
            (ref) => isServiceRef(ref) && ref.name === name && namespaceOf(ref, route.namespace) === policy.namespace,
          )
          .map(() => route),
      );
      const by = (kind: string) => [...new Set(users.filter((route) => route.kind === kind).map(keyOf))];
      const grpc = by('GRPCRoute');
      const passed = by('TLSRoute');
      return [
        ...lost,
        ...(grpc.length > 0 ? tell('grpc', path, { service: name, routes: grpc }) : []),
        ...(passed.length > 0 ? tell('passthrough', path, { service: name, routes: passed }) : []),
      ];
    });
    return [...wellKnown, ...names, ...targets];
  });
}

/** With several backends Envoy keeps one header filter for each, and the last one wins (getRouteAction). */
export function lostFilters(picture: Picture): Unserved[] {
  return eachRule(picture, (route, rule) => {
    if (route.kind !== 'HTTPRoute') return [];
    const kept = rule.backends.filter((ref) => lossOf(picture, route, ref) === undefined);
    if (kept.length < 2) return [];
    return kept.flatMap((ref) => {
      const places = ref.filters.flatMap((filter, place) =>
        ['RequestHeaderModifier', 'ResponseHeaderModifier'].includes(textAt(filter, 'type') ?? '') ? [place] : [],
      );
      return places
        .slice(0, -1)
        .map((place) => entry(UnservedCode.FILTER_LOST, route, [...ref.path, 'filters', place], { service: ref.name }));
    });
  });
}
