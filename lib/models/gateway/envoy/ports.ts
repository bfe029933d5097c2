// Ports of a Gateway: which are encrypted, which passed through, and whether they need Envoy listeners of their own.
import { GatewayFeatures } from '../features';
import { hostsMeet } from '../hostnames';
import { ServedListener, StreamListener, Translation } from '../translation/served';

/** True if HTTPS or passed-through ports need Envoy listeners of their own. */
export function needsPerPort(features: GatewayFeatures, { http, tls }: Translation): boolean {
  if (!features.perPortHttps) return false;
  if (httpsPorts(http).length > 1 || passedPorts(tls).length > 1) return true;
  return http.some(
    (secure) =>
      isSecure(secure) &&
      tls.some(
        ({ port, routes }) =>
          port !== secure.port &&
          routes.some(({ hostnames }) =>
            hostnames.length === 0
              ? hostsMeet(secure.hostname, undefined)
              : hostnames.some((host) => hostsMeet(secure.hostname, host)),
          ),
      ),
  );
}

/** True if a listener has a certificate. */
export function isSecure({ certificates }: ServedListener): boolean {
  return (certificates ?? []).length > 0;
}

function sortedPorts(ports: readonly number[]): number[] {
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Ports that are encrypted, in their order. */
export function httpsPorts(http: readonly ServedListener[]): number[] {
  return sortedPorts(http.filter(isSecure).map(({ port }) => port));
}

/** Ports that pass TLS through, in their order. */
export function passedPorts(tls: readonly StreamListener[]): number[] {
  return sortedPorts(tls.filter(({ routes }) => routes.length > 0).map(({ port }) => port));
}
