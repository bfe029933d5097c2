// Defaults that the CRDs of Gateway API fill in, as far as the operator looks at the field. The same in v1.3.0 to v1.6.1, both channels,
// but for externalAuth (experimental, from v1.4.1). Parents stand before their children.
// Source: config/crd of kubernetes-sigs/gateway-api; cilium.io_ciliumgatewayclassconfigs.
import { isMap, PlainMap } from '../../../manifest';

interface Default {
  readonly kinds: readonly string[];
  /** Keys with dots; `[]` after a list. */
  readonly path: string;
  readonly value: unknown;
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

const HTTP = ['HTTPRoute'];

const L7 = ['HTTPRoute', 'GRPCRoute'];

const OWNERS = ['Gateway', 'ListenerSet'];

const GROUP = 'gateway.networking.k8s.io';

const ROOT_PATH = { type: 'PathPrefix', value: '/' };

const SAME = { from: 'Same' };

const DEFAULTS: readonly Default[] = [
  { kinds: ROUTES, path: 'spec.parentRefs[].group', value: GROUP },
  { kinds: ROUTES, path: 'spec.parentRefs[].kind', value: 'Gateway' },
  { kinds: HTTP, path: 'spec.rules', value: [{ matches: [{ path: ROOT_PATH }] }] },
  { kinds: HTTP, path: 'spec.rules[].matches', value: [{ path: ROOT_PATH }] },
  { kinds: HTTP, path: 'spec.rules[].matches[].path', value: ROOT_PATH },
  { kinds: HTTP, path: 'spec.rules[].matches[].path.type', value: 'PathPrefix' },
  { kinds: HTTP, path: 'spec.rules[].matches[].path.value', value: '/' },
  { kinds: L7, path: 'spec.rules[].matches[].headers[].type', value: 'Exact' },
  { kinds: HTTP, path: 'spec.rules[].matches[].queryParams[].type', value: 'Exact' },
  { kinds: ['GRPCRoute'], path: 'spec.rules[].matches[].method.type', value: 'Exact' },
  { kinds: ROUTES, path: 'spec.rules[].backendRefs[].group', value: '' },
  { kinds: ROUTES, path: 'spec.rules[].backendRefs[].kind', value: 'Service' },
  { kinds: ROUTES, path: 'spec.rules[].backendRefs[].weight', value: 1 },
  { kinds: L7, path: 'spec.rules[].filters[].requestMirror.backendRef.group', value: '' },
  { kinds: L7, path: 'spec.rules[].filters[].requestMirror.backendRef.kind', value: 'Service' },
  { kinds: L7, path: 'spec.rules[].filters[].requestMirror.fraction.denominator', value: 100 },
  { kinds: HTTP, path: 'spec.rules[].filters[].requestRedirect.statusCode', value: 302 },
  { kinds: HTTP, path: 'spec.rules[].filters[].cors.maxAge', value: 5 },
  { kinds: HTTP, path: 'spec.rules[].filters[].externalAuth.backendRef.group', value: '' },
  { kinds: HTTP, path: 'spec.rules[].filters[].externalAuth.backendRef.kind', value: 'Service' },
  { kinds: ['Gateway'], path: 'spec.addresses[].type', value: 'IPAddress' },
  { kinds: ['Gateway'], path: 'spec.allowedListeners.namespaces', value: { from: 'None' } },
  { kinds: ['Gateway'], path: 'spec.allowedListeners.namespaces.from', value: 'None' },
  { kinds: OWNERS, path: 'spec.listeners[].allowedRoutes', value: { namespaces: SAME } },
  { kinds: OWNERS, path: 'spec.listeners[].allowedRoutes.kinds[].group', value: GROUP },
  { kinds: OWNERS, path: 'spec.listeners[].allowedRoutes.namespaces', value: SAME },
  { kinds: OWNERS, path: 'spec.listeners[].allowedRoutes.namespaces.from', value: 'Same' },
  { kinds: OWNERS, path: 'spec.listeners[].tls.certificateRefs[].group', value: '' },
  { kinds: OWNERS, path: 'spec.listeners[].tls.certificateRefs[].kind', value: 'Secret' },
  { kinds: OWNERS, path: 'spec.listeners[].tls.mode', value: 'Terminate' },
  { kinds: ['ListenerSet'], path: 'spec.parentRef.group', value: GROUP },
  { kinds: ['ListenerSet'], path: 'spec.parentRef.kind', value: 'Gateway' },
  { kinds: ['CiliumGatewayClassConfig'], path: 'spec.service.externalTrafficPolicy', value: 'Cluster' },
  { kinds: ['CiliumGatewayClassConfig'], path: 'spec.service.loadBalancerSourceRangesPolicy', value: 'Allow' },
  { kinds: ['CiliumGatewayClassConfig'], path: 'spec.service.type', value: 'LoadBalancer' },
];

/** A copy of an object with the defaults of its kind. */
export function withDefaults(kind: string, object: PlainMap): PlainMap {
  const copy = copyOf(object) as PlainMap;
  for (const { kinds, path, value } of DEFAULTS) if (kinds.includes(kind)) fill(copy, path.split('.'), value);
  return copy;
}

function fill(here: unknown, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (!isMap(here)) return;
  const key = step.replace(/\[\]$/, '');
  if (rest.length === 0) {
    if (here[key] === undefined || here[key] === null) here[key] = copyOf(value);
    return;
  }
  const below = here[key];
  if (!step.endsWith('[]')) fill(below, rest, value);
  else if (Array.isArray(below)) for (const item of below) fill(item, rest, value);
}

/** Maps and lists are copied, all else is shared. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}
