// What a Gateway serves: its listeners with their routes, as the operator hands them to its translation into Envoy.
import { ListenerOwner } from '../objects/gateways';
import { byAge } from '../objects/identity';
import { ListenerObject } from '../objects/listeners';
import { crossingOf, isGranted } from '../references/grants';
import { namespaceOf } from '../references/refs';
import { isMeant } from '../routes/parents';
import { TranslationInput } from './input';
import { opensTo, reaches } from './meets';
import { httpRoutes } from './rules';
import { ServedListener, StreamListener, Translation } from './served';
import { streamRoutes, tlsRoutes } from './streams';

/** What a Gateway serves. */
export function translateGateway(input: TranslationInput): Translation {
  const http: ServedListener[] = [];
  const tls: StreamListener[] = [];
  const streams: StreamListener[] = [];
  for (const { listener, owner } of input.listeners) {
    const { name, port, protocol, hostname } = listener;
    const taken = input.routes.filter((route) => reaches(input.features, listener, owner, route));
    if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'TLS') {
      const routes = ['HTTPRoute', 'GRPCRoute'].flatMap((kind) =>
        taken.filter((route) => route.kind === kind).flatMap((route) => httpRoutes(input, listener, owner, route)),
      );
      const certificates = certificatesOf(input, listener, owner);
      http.push({ owner, route: undefined, name, port, hostname, certificates, routes });
      if (protocol === 'TLS') {
        const passed = taken.filter(({ kind }) => kind === 'TLSRoute');
        tls.push({
          owner,
          name,
          port,
          protocol,
          hostname,
          routes: passed.flatMap((route) => tlsRoutes(input, listener, owner, route)),
        });
      }
    } else if (input.features.streams && (protocol === 'TCP' || protocol === 'UDP')) {
      const [oldest] = taken
        .filter(
          (route) =>
            route.kind === `${protocol}Route` &&
            opensTo(input, listener, owner, route) &&
            route.parents.some((parent) => isMeant(parent, listener)),
        )
        .sort(byAge);
      streams.push({
        owner,
        name,
        port,
        protocol,
        hostname,
        routes: oldest === undefined ? [] : streamRoutes(input, oldest, []),
      });
    }
  }
  return { http, tls, streams };
}

function certificatesOf(
  { objects }: TranslationInput,
  { tls }: ListenerObject,
  owner: ListenerOwner,
): { namespace: string; name: string }[] | undefined {
  return tls?.certificates.flatMap((ref) =>
    isGranted(crossingOf(ref, owner.kind, owner.namespace, 'Secret'), objects.grants)
      ? [{ namespace: namespaceOf(ref, owner.namespace), name: ref.name }]
      : [],
  );
}
