// Names of clusters and of filters of external authorisation in Envoy.
import { OperatorPanic } from '../conditions';
import { byBytes } from '../read';
import { ServedBackend, ServedRoute } from '../translation/served';

/** `namespace:name:port` of a backend. A backend without a port ends the operator. */
export function clusterOf({ namespace, name, port }: ServedBackend): string {
  if (port === undefined) throw new OperatorPanic();
  return `${namespace}:${name}:${port}`;
}

/** Tells one filter of external authorisation from another. */
export function authKey(auth: NonNullable<ServedRoute['auth']>): string {
  const sortedJoin = (items: readonly string[]) => [...items].sort(byBytes).join(',');
  return [
    auth.protocol,
    clusterOf(auth.backend),
    ...(auth.path === '' ? [] : [`pp:${auth.path}`]),
    ...(auth.maxSize > 0 ? [`fb:${auth.maxSize}`] : []),
    ...(auth.requestHeaders.length > 0 ? [`arh:${sortedJoin(auth.requestHeaders)}`] : []),
    ...(auth.responseHeaders.length > 0 ? [`esh:${sortedJoin(auth.responseHeaders)}`] : []),
  ].join(':');
}
