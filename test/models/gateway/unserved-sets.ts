// Sets that Cilium accepts and does not serve as they read: code, minors, objects, place and data of the entry.
import { UnservedCode } from '../../../lib/models/gateway';

const API = 'gateway.networking.k8s.io/v1';
const object = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: object,
  metadata: object = {},
) => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...metadata },
  spec,
});
export const CLASS = {
  apiVersion: API,
  kind: 'GatewayClass',
  metadata: { name: 'cilium' },
  spec: { controllerName: 'io.cilium/gateway-controller' },
};
const ALL = { namespaces: { from: 'All' } };
export const listener = (name: string, port: number, rest: object = {}) => ({
  name,
  port,
  protocol: 'HTTP',
  allowedRoutes: ALL,
  ...rest,
});
export const gateway = (listeners: readonly object[], spec: object = {}, metadata: object = {}) =>
  object(API, 'Gateway', 'infra', 'web', { gatewayClassName: 'cilium', listeners, ...spec }, metadata);
export const service = (name: string, ports: readonly object[] = [{ port: 80 }]) =>
  object('v1', 'Service', 'apps', name, { ports });
const rule = (...names: string[]) => ({ backendRefs: names.map((name) => ({ name, port: 80 })) });
export const route = (spec: object, kind = 'HTTPRoute', name = 'r', version = API) =>
  object(version, kind, 'apps', name, {
    parentRefs: [{ name: 'web', namespace: 'infra' }],
    rules: [rule('web')],
    ...spec,
  });
export const secret = { ...object('v1', 'Secret', 'infra', 'cert', {}), type: 'kubernetes.io/tls' };
export const certificate = { tls: { certificateRefs: [{ name: 'cert' }] }, protocol: 'HTTPS' };
export const redirect = (requestRedirect: object) => ({ filters: [{ type: 'RequestRedirect', requestRedirect }] });
const policy = (spec: object) =>
  object(API, 'BackendTLSPolicy', 'apps', 'tls', {
    targetRefs: [{ group: '', kind: 'Service', name: 'web' }],
    validation: { hostname: 'a.test', wellKnownCACertificates: 'System' },
    ...spec,
  });

/** Code, minors that have it, objects, place, data. */
export type Row = [UnservedCode, string, readonly object[], string, object];
export const ROWS: readonly Row[] = [
  [
    UnservedCode.NOT_ATTACHED,
    '1.18 1.19 1.20',
    [
      gateway([listener('one', 80, { hostname: 'a.test' }), listener('two', 8080, { hostname: 'b.test' })]),
      route({ parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'one' }], hostnames: ['b.test'] }),
    ],
    'HTTPRoute/apps/r spec.parentRefs.0',
    {
      listeners: [
        { name: 'one', refusals: ['hostname'] },
        { name: 'two', refusals: ['section'] },
      ],
    },
  ],
  [
    UnservedCode.NOTHING_SERVED,
    '1.18 1.19 1.20',
    [
      gateway([listener('exact', 80, { hostname: 'a.test' }), listener('wild', 80, { hostname: '*.test' })]),
      route({ parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'wild' }], hostnames: ['a.test'] }),
    ],
    'HTTPRoute/apps/r spec.parentRefs.0',
    { hosts: [{ host: 'a.test', listener: 'wild', by: ['exact'] }] },
  ],
  [
    UnservedCode.OTHER_PORTS,
    '1.18 1.19 1.20',
    [
      gateway([listener('one', 80), listener('two', 8080)]),
      route({ parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'two' }] }),
    ],
    'HTTPRoute/apps/r spec.parentRefs',
    { ports: [8080], others: [80] },
  ],
  [
    UnservedCode.REDIRECT_LOOP,
    '1.18 1.19',
    [gateway([listener('https', 443, certificate)]), secret, route({ rules: [redirect({ scheme: 'https' })] })],
    'HTTPRoute/apps/r spec.rules.0.filters.0.requestRedirect',
    { listener: 'https', port: 443, scheme: 'https' },
  ],
  [
    UnservedCode.REDIRECT_NEVER,
    '1.20',
    [gateway([listener('https', 443, certificate)]), secret, route({ rules: [redirect({ scheme: 'https' })] })],
    'HTTPRoute/apps/r spec.rules.0.filters.0.requestRedirect',
    { listener: 'https' },
  ],
  [
    UnservedCode.REDIRECT_LOOP,
    '1.18 1.19 1.20',
    [
      gateway([listener('http', 80)]),
      route({ rules: [redirect({ path: { type: 'ReplaceFullPath', replaceFullPath: '/new' } })] }),
    ],
    'HTTPRoute/apps/r spec.rules.0.filters.0.requestRedirect',
    { listener: 'http', port: 80 },
  ],
  [
    UnservedCode.BACKEND_DROPPED,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)]), route({ rules: [rule('web', 'gone')] })],
    'HTTPRoute/apps/r spec.rules.0.backendRefs.1',
    { loss: 'not-found', effect: 'others-take-it', left: 1, weight: 1, total: 2 },
  ],
  [
    UnservedCode.BACKEND_DROPPED,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)]), route({ rules: [rule('gone')] })],
    'HTTPRoute/apps/r spec.rules.0.backendRefs.0',
    { loss: 'not-found', effect: 'fails', left: 0 },
  ],
  [
    UnservedCode.PORT_MISSING,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)]), route({ rules: [{ backendRefs: [{ name: 'web', port: 8080 }] }] })],
    'HTTPRoute/apps/r spec.rules.0.backendRefs.0.port',
    { service: 'Service/apps/web', port: 8080, ports: [{ name: '', port: 80, protocol: 'TCP' }] },
  ],
  [
    UnservedCode.WEIGHT_IGNORED,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)]), route({ rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 0 }] }] })],
    'HTTPRoute/apps/r spec.rules.0.backendRefs.0.weight',
    { service: 'web' },
  ],
  [
    UnservedCode.HTTP2_FORCED,
    '1.18 1.19 1.20',
    [
      gateway([listener('http', 80)]),
      route({}),
      route({ rules: [{ ...rule('web'), matches: [{ method: { service: 'a.B' } }] }] }, 'GRPCRoute', 'g'),
    ],
    'HTTPRoute/apps/r spec.rules.0.backendRefs.0',
    { service: 'web', port: 80, by: 'GRPCRoute/apps/g' },
  ],
  [
    UnservedCode.TLS_POLICY_IGNORED,
    '1.20',
    [
      gateway([listener('http', 80)]),
      route({}, 'GRPCRoute'),
      policy({ validation: { hostname: 'a.test', caCertificateRefs: [] } }),
    ],
    'BackendTLSPolicy/apps/tls spec.targetRefs.0',
    { gap: 'grpc', routes: ['GRPCRoute/apps/r'] },
  ],
  [
    UnservedCode.TLS_POLICY_IGNORED,
    '1.20',
    [gateway([listener('http', 80)]), route({}), policy({})],
    'BackendTLSPolicy/apps/tls spec.validation.wellKnownCACertificates',
    { gap: 'well-known' },
  ],
  [
    UnservedCode.PLAIN_TEXT,
    '1.18 1.19 1.20',
    [gateway([listener('https', 443, { protocol: 'HTTPS' })]), route({})],
    'Gateway/infra/web spec.listeners.0',
    { port: 443, routes: ['HTTPRoute/apps/r'] },
  ],
  [
    UnservedCode.CLOSED,
    '1.18',
    [gateway([listener('https', 443, { protocol: 'HTTPS', tls: { options: { a: 'b' } } })]), route({})],
    'Gateway/infra/web spec.listeners.0',
    { port: 443 },
  ],
  [
    UnservedCode.PLAIN_ON_TLS,
    '1.19 1.20',
    [
      gateway([
        listener('http', 80, { hostname: 'a.test' }),
        listener('tls', 443, { protocol: 'TLS', hostname: 'b.test', tls: { mode: 'Passthrough' } }),
      ]),
      route({}),
    ],
    'Gateway/infra/web spec.listeners.1',
    { hostname: 'b.test', routes: ['HTTPRoute/apps/r'] },
  ],
  [
    UnservedCode.STREAM_CLOSED,
    '1.18 1.19',
    [gateway([listener('http', 80), listener('tcp', 9000, { protocol: 'TCP' })])],
    'Gateway/infra/web spec.listeners.1',
    { port: 9000, protocol: 'TCP' },
  ],
  [
    UnservedCode.METADATA_LABELS,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)], { infrastructure: { labels: { a: '1' } } }, { labels: { a: '1', pool: 'edge' } })],
    'Gateway/infra/web metadata.labels',
    { labels: { pool: 'edge' } },
  ],
  [
    UnservedCode.METADATA_ANNOTATIONS,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)], {}, { annotations: { 'lbipam.cilium.io/ips': '192.0.2.7', note: 'x' } })],
    'Gateway/infra/web metadata.annotations.lbipam.cilium.io/ips',
    { value: '192.0.2.7' },
  ],
  [
    UnservedCode.ADDRESS_OVERRIDDEN,
    '1.18 1.19 1.20',
    [
      gateway([listener('http', 80)], {
        addresses: [{ value: '192.0.2.7' }],
        infrastructure: { annotations: { 'io.cilium/lb-ipam-ips': '192.0.2.8' } },
      }),
    ],
    'Gateway/infra/web spec.addresses',
    { wanted: ['192.0.2.8'], lost: ['192.0.2.7'] },
  ],
  [
    UnservedCode.IGNORED,
    '1.18 1.19',
    [gateway([listener('http', 80)]), route({ rules: [{ ...rule('web'), filters: [{ type: 'CORS', cors: {} }] }] })],
    'HTTPRoute/apps/r spec.rules.0.filters.0',
    { type: 'CORS' },
  ],
  [
    UnservedCode.MERGED,
    '1.18 1.19 1.20',
    [gateway([listener('http', 80)]), route({}), route({}, 'HTTPRoute', 's')],
    'HTTPRoute/apps/s spec.rules.0.matches.0',
    { host: '*', with: 'HTTPRoute/apps/r' },
  ],
  [
    UnservedCode.NEWER_STREAM,
    '1.20',
    [gateway([listener('tcp', 9000, { protocol: 'TCP' })]), route({}, 'TCPRoute', 'z'), route({}, 'TCPRoute', 'a')],
    'TCPRoute/apps/a spec.parentRefs.0',
    { older: ['TCPRoute/apps/z'] },
  ],
  [
    UnservedCode.NO_SERVICE_PORT,
    '1.18 1.19 1.20',
    [route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })],
    'HTTPRoute/apps/r spec.parentRefs.0',
    { service: 'Service/apps/web', ports: [{ port: 80 }] },
  ],
  [
    UnservedCode.PARENT_PORT_IGNORED,
    '1.18 1.19 1.20',
    [
      gateway([listener('one', 80, { hostname: 'a.test' }), listener('two', 8080, { hostname: 'b.test' })]),
      route(
        { parentRefs: [{ name: 'web', namespace: 'infra', port: 80 }], hostnames: ['a.test', 'b.test'] },
        'GRPCRoute',
      ),
    ],
    'GRPCRoute/apps/r spec.parentRefs.0.port',
    { port: 80, ports: [8080] },
  ],
  [
    UnservedCode.ISOLATED,
    '1.18 1.19 1.20',
    [
      gateway([listener('exact', 80, { hostname: 'a.test' }), listener('wild', 80, { hostname: '*.test' })]),
      route({
        parentRefs: [{ name: 'web', namespace: 'infra', sectionName: 'wild' }],
        hostnames: ['a.test', 'b.test'],
      }),
    ],
    'HTTPRoute/apps/r spec.parentRefs.0',
    { hosts: [{ host: 'a.test', listener: 'wild', by: ['exact'] }] },
  ],
  [
    UnservedCode.FILTER_LOST,
    '1.18 1.19 1.20',
    [
      gateway([listener('http', 80)]),
      route({
        rules: [
          {
            backendRefs: [
              {
                name: 'web',
                port: 80,
                filters: [
                  { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x-a'] } },
                  { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x-b'] } },
                ],
              },
              { name: 'web', port: 81 },
            ],
          },
        ],
      }),
    ],
    'HTTPRoute/apps/r spec.rules.0.backendRefs.0.filters.0',
    { service: 'web' },
  ],
  [
    UnservedCode.AUTH_DROPPED,
    '1.20',
    [
      gateway([listener('http', 80)]),
      route({
        rules: [
          {
            ...rule('web'),
            filters: [
              {
                type: 'ExternalAuth',
                externalAuth: { protocol: 'GRPC', backendRef: { name: 'web' }, grpc: { allowedHeaders: ['x-a'] } },
              },
            ],
          },
        ],
      }),
    ],
    'HTTPRoute/apps/r spec.rules.0.filters.0.externalAuth.backendRef',
    { loss: 'no-port' },
  ],
  [
    UnservedCode.NO_SERVICE_ROUTES,
    '1.18',
    [
      gateway([listener('http', 80)]),
      route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] }, 'GRPCRoute', 'g'),
    ],
    'GRPCRoute/apps/g spec.parentRefs.0',
    { service: 'Service/apps/web' },
  ],
  [
    UnservedCode.SET_WITHOUT_GATEWAY,
    '1.20',
    [
      gateway(
        [listener('tls', 443, { protocol: 'TLS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] } })],
        {
          allowedListeners: ALL,
        },
      ),
      secret,
      object(API, 'ListenerSet', 'apps', 'more', {
        parentRef: { name: 'web', namespace: 'infra' },
        listeners: [listener('http', 8080)],
      }),
    ],
    'ListenerSet/apps/more spec.parentRef',
    { gateway: 'infra/web' },
  ],
];
