// Ways from the world through a Gateway to backends, and the references that need a grant: what other models and rules follow.
import { needsPerPort } from './envoy/ports';
import { gatewayFeatures } from './features';
import { byName, keyOf } from './objects/identity';
import { BackendLoss, referencesOf, resolveBackend } from './references/backends';
import { Crossing, crossingOf, isGranted } from './references/grants';
import { isServiceRef } from './references/refs';
import { ServedBackend, ServedListener, Translation } from './translation/served';
import { GatewayVerdict, OwnerTranslation } from './verdict';

/** A backend with its share of the requests. */
export interface PathBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
  /** Weight as Envoy gets it: 1 for an only backend. */
  readonly weight: number;
  /** Where the route names it. */
  readonly path: readonly (string | number)[];
}

/** One way: a listener, a host name, a match of a route, and where it leads. */
export interface IngressPath {
  /** `Gateway/namespace/name`, `Ingress/namespace/name` or `Service/namespace/name`. */
  readonly owner: string;
  /** `Gateway/…` or `ListenerSet/…` that holds the listener; the Service for routes of a Service. */
  readonly listenerOwner: string;
  readonly listener: string;
  /** Port of the listener. */
  readonly port: number;
  /** Every port on which requests for the host name get here: plain listeners of one Gateway share their routes. */
  readonly ports: readonly number[];
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';
  /** `*` for all. */
  readonly hostname: string;
  /** `Kind/namespace/name`. */
  readonly route: string;
  readonly rule: number;
  readonly match: number | undefined;
  /** `backends` get the requests; or a redirect, or 500 because no backend is left. */
  readonly answer: 'backends' | 'redirect' | 'fails';
  readonly backends: readonly PathBackend[];
  /** Who gets something of the requests too: mirrors, and who is asked for permission. */
  readonly beside: readonly PathBackend[];
}

/** Every way that is really open; what is only accepted is not here. */
export function ingressPaths(verdict: GatewayVerdict): IngressPath[] {
  return verdict.translations.filter(({ made }) => made).flatMap((item) => pathsOf(verdict, item));
}

/** True if a listener speaks TLS: only certificates make it so. */
export function isEncrypted({ certificates }: Pick<ServedListener, 'certificates'>): boolean {
  return (certificates ?? []).length > 0;
}

/** True if Envoy opens nothing for a listener: its routes are configured for TLS, and there is no certificate. */
export function isClosed(minor: string, { certificates }: Pick<ServedListener, 'certificates'>): boolean {
  return !gatewayFeatures(minor).noCertificateIsPlain && certificates?.length === 0;
}

/** Ports on which the routes of a listener answer. */
export function portsServing(minor: string, translation: Translation, listener: ServedListener): number[] {
  const perPort = needsPerPort(gatewayFeatures(minor), translation);
  const passed = perPort ? translation.tls.filter(({ routes }) => routes.length > 0).map(({ port }) => port) : [];
  const same = translation.http.filter((other) => {
    if (isEncrypted(other) !== isEncrypted(listener) || isClosed(minor, other)) return false;
    if (!perPort) return true;
    return isEncrypted(listener) ? other.port === listener.port : !passed.includes(other.port);
  });
  return [...new Set(same.map(({ port }) => port))].sort((a, b) => a - b);
}

function pathsOf({ minor }: GatewayVerdict, { owner, translation }: OwnerTranslation): IngressPath[] {
  const http = translation.http
    .filter((listener) => !isClosed(minor, listener))
    .flatMap((listener) => {
      const ports = portsServing(minor, translation, listener);
      return listener.routes.flatMap((route) =>
        (route.hostnames.length === 0 ? [listener.hostname ?? '*'] : route.hostnames).map((hostname) => ({
          owner,
          listenerOwner: keyOf(listener.owner),
          listener: listener.name,
          port: listener.port,
          ports,
          protocol: isEncrypted(listener) ? ('HTTPS' as const) : ('HTTP' as const),
          hostname,
          route: route.route,
          rule: route.rule,
          match: route.match,
          answer:
            route.redirect !== undefined
              ? ('redirect' as const)
              : route.fails
                ? ('fails' as const)
                : ('backends' as const),
          backends: route.redirect !== undefined ? [] : weighted(route.backends),
          beside: [
            ...route.mirrors.flatMap(({ backend }) => weighted([backend])),
            ...(route.auth === undefined ? [] : weighted([route.auth.backend])),
          ],
        })),
      );
    });
  const streams = [...translation.tls, ...translation.streams].flatMap((listener) =>
    listener.routes
      .filter(({ backends }) => backends.length > 0)
      .flatMap((route) =>
        (route.hostnames.length === 0 ? ['*'] : route.hostnames).map((hostname) => ({
          owner,
          listenerOwner: keyOf(listener.owner),
          listener: listener.name,
          port: listener.port,
          ports: [listener.port],
          protocol: listener.protocol,
          hostname,
          route: route.route,
          rule: route.rule,
          match: undefined,
          answer: 'backends' as const,
          backends: weighted(route.backends),
          beside: [],
        })),
      ),
  );
  return [...http, ...streams];
}

function weighted(backends: readonly ServedBackend[]): PathBackend[] {
  return backends.map(({ namespace, name, port, weight, path }) => ({
    namespace,
    name,
    port,
    weight: backends.length === 1 ? 1 : (weight ?? 1),
    path,
  }));
}

/** A reference into another namespace. */
export interface GrantNeed {
  /** `Kind/namespace/name` of the object with the reference. */
  readonly object: string;
  /** Position of the object in the input. */
  readonly index: number;
  readonly path: readonly (string | number)[];
  /** Who refers to what: the grant stands in `toNamespace`. */
  readonly crossing: Crossing;
  readonly granted: boolean;
}

/** References of routes to Services and of listeners to certificates that need a ReferenceGrant. */
export function grantNeeds({ minor, objects }: GatewayVerdict): GrantNeed[] {
  const features = gatewayFeatures(minor);
  const need = (
    owner: { kind: string; namespace: string; name: string; index: number },
    path: GrantNeed['path'],
    crossing: Crossing | undefined,
  ) =>
    crossing === undefined
      ? []
      : [{ object: keyOf(owner), index: owner.index, path, crossing, granted: isGranted(crossing, objects.grants) }];
  const routes = [...objects.routes].sort(byName).flatMap((route) =>
    route.rules.flatMap((rule) =>
      referencesOf(features, route, rule)
        .filter(isServiceRef)
        .flatMap((ref) => need(route, ref.path, crossingOf(ref, route.kind, route.namespace, 'Service'))),
    ),
  );
  const listeners = [...objects.gateways, ...objects.listenerSets].flatMap((owner) =>
    owner.listeners.flatMap((listener) =>
      (listener.tls?.certificates ?? []).flatMap((ref, place) =>
        need(
          owner,
          ['spec', 'listeners', listener.index, 'tls', 'certificateRefs', place],
          crossingOf(ref, owner.kind, owner.namespace, 'Secret'),
        ),
      ),
    ),
  );
  return [...routes, ...listeners];
}

/** A backend that its route does without. */
export interface LostBackend {
  readonly object: string;
  readonly index: number;
  readonly path: readonly (string | number)[];
  readonly loss: BackendLoss;
}

/** Backends, mirrors and authorisers of all routes that are dropped, attached or not. */
export function lostBackends({ minor, objects }: GatewayVerdict): LostBackend[] {
  const features = gatewayFeatures(minor);
  return objects.routes.flatMap((route) =>
    route.rules.flatMap((rule) =>
      referencesOf(features, route, rule).flatMap((ref) => {
        const found = resolveBackend(ref, route.kind, route.namespace, objects);
        const loss = 'loss' in found ? found.loss : ref.port === undefined ? BackendLoss.NO_PORT : undefined;
        return loss === undefined ? [] : [{ object: keyOf(route), index: route.index, path: ref.path, loss }];
      }),
    ),
  );
}
