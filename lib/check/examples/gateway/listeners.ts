// Gateways and listeners that Cilium does not serve as they are written.
import { YamlExample } from '../example';
import { written } from '../../../problem';
import { listener, TLS, PASS, gateway, HTTP, service, parent, route, set, release, pool, L2, on } from './parts';

const LAN = pool({ serviceSelector: { matchLabels: { pool: 'lan' } } });
const ON = { kubeProxyReplacement: true, gatewayAPI: { enabled: true } };
const LOCAL = {
  kubeProxyReplacement: true,
  l2announcements: { enabled: true },
  gatewayAPI: { enabled: true, externalTrafficPolicy: 'Local' },
};

/** Routes of two namespaces to the Gateway infra/web, and their Services. */
const TWO_TEAMS = ['apps', 'team'].flatMap((namespace) => [
  { ...route({ hostnames: [`${namespace}.example.com`] }), metadata: { name: 'r', namespace } },
  service('web', undefined, namespace),
]);
/** Routes of these two namespaces may attach. */
const TEAMS_ONLY = {
  allowedRoutes: {
    namespaces: {
      from: 'Selector',
      selector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['apps', 'team'] }],
      },
    },
  },
};

export const LISTENERS: readonly YamlExample[] = [
  [
    'gateway/not-accepted',
    written(gateway([listener('http', 80)], { addresses: [{ type: 'Hostname', value: 'shop.example.com' }] })),
    written(gateway([listener('http', 80)], { addresses: [{ type: 'IPAddress', value: '192.0.2.1' }] })),
  ],
  [
    'gateway/listener-not-accepted',
    written(gateway([listener('http', 80), listener('tls', 443, { protocol: 'TLS', tls: { mode: 'Terminate' } })])),
    written(gateway([listener('http', 80), listener('tls', 443, PASS)])),
  ],
  [
    'gateway/listener-kinds',
    written(
      gateway([listener('http', 80, { allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }, { kind: 'TLSRoute' }] } })]),
    ),
    written(gateway([listener('http', 80, { allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }] } })])),
  ],
  [
    'gateway/listener-conflict',
    written(gateway([listener('tcp', 80, { protocol: 'TCP' }), listener('http', 80)])),
    written(gateway([listener('tcp', 81, { protocol: 'TCP' }), listener('http', 80)])),
  ],
  [
    'gateway/set-conflict',
    written(
      gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }),
      set([listener('x', 80)]),
    ),
    written(
      gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }),
      set([listener('x', 81)]),
    ),
  ],
  [
    'gateway/set-not-accepted',
    written(HTTP, set([listener('x', 81)])),
    written(
      gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }),
      set([listener('x', 81)]),
    ),
  ],
  [
    'gateway/set-without-gateway',
    written(
      gateway([listener('http', 80, { protocol: 'FTP' })], { allowedListeners: { namespaces: { from: 'Same' } } }),
      set([listener('x', 81)]),
    ),
    written(
      gateway([listener('http', 80)], { allowedListeners: { namespaces: { from: 'Same' } } }),
      set([listener('x', 81)]),
    ),
  ],
  [
    'gateway/plain-text-port',
    written(gateway([listener('plain', 443), listener('web', 443, TLS)])),
    written(gateway([listener('plain', 80), listener('web', 443, TLS)])),
  ],
  [
    'gateway/plain-https',
    written(gateway([listener('web', 443, { protocol: 'HTTPS' })]), service(), route()),
    written(gateway([listener('web', 443, TLS)]), service(), route()),
  ],
  [
    'gateway/closed-https',
    written(
      on('1.18'),
      gateway([listener('web', 443, { protocol: 'HTTPS', tls: { options: { a: 'b' } } })]),
      service(),
      route(),
    ),
    written(on('1.18'), gateway([listener('web', 443, TLS)]), service(), route()),
  ],
  [
    'gateway/plain-on-tls',
    written(
      gateway([
        listener('http', 80, { hostname: 'shop.example.com' }),
        listener('tls', 443, { ...PASS, hostname: 'api.example.com' }),
      ]),
      service(),
      route(),
    ),
    written(
      gateway([
        listener('http', 80, { hostname: 'shop.example.com' }),
        listener('tls', 443, { ...PASS, hostname: 'api.example.com' }),
      ]),
      service(),
      route({ ...parent({ sectionName: 'http' }), hostnames: ['shop.example.com'] }),
    ),
  ],
  [
    'gateway/listener-protocol',
    written(on('1.19'), gateway([listener('http', 80), listener('sql', 5432, { protocol: 'TCP' })])),
    written(on('1.19'), gateway([listener('http', 80)])),
  ],
  [
    'gateway/tls-terminate',
    written(
      on('1.19'),
      gateway([
        listener('tls', 443, { protocol: 'TLS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'c' }] } }),
      ]),
    ),
    written(on('1.19'), gateway([listener('tls', 443, PASS)])),
  ],
  [
    'gateway/invalid-served',
    written(
      gateway([
        listener('http', 80),
        listener('web', 443, { protocol: 'HTTPS', tls: { certificateRefs: [{ kind: 'ConfigMap', name: 'x' }] } }),
      ]),
      service(),
      route(),
    ),
    written(gateway([listener('http', 80), listener('web', 443, TLS)]), service(), route()),
  ],
  [
    'gateway/duplicate-chain',
    written(
      gateway([listener('web', 443, { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'a' }, { name: 'b' }] } })]),
      service(),
      route(),
    ),
    written(gateway([listener('web', 443, TLS)]), service(), route()),
  ],
  [
    'gateway/metadata-labels',
    written(gateway([listener('http', 80)], {}, { labels: { pool: 'lan' } }), LAN),
    written(gateway([listener('http', 80)], { infrastructure: { labels: { pool: 'lan' } } }), LAN),
  ],
  [
    'gateway/metadata-annotations',
    written(gateway([listener('http', 80)], {}, { annotations: { 'lbipam.cilium.io/ips': '192.0.2.1' } })),
    written(
      gateway([listener('http', 80)], { infrastructure: { annotations: { 'lbipam.cilium.io/ips': '192.0.2.1' } } }),
    ),
  ],
  [
    'gateway/address-twice',
    written(
      gateway([listener('http', 80)], {
        addresses: [{ value: '192.0.2.1' }],
        infrastructure: { annotations: { 'lbipam.cilium.io/ips': '192.0.2.2' } },
      }),
    ),
    written(gateway([listener('http', 80)], { addresses: [{ value: '192.0.2.1' }] })),
  ],
  [
    'gateway/parameters-ignored',
    written(
      on('1.19'),
      gateway([listener('http', 80)], {
        infrastructure: { parametersRef: { group: 'cilium.io', kind: 'CiliumGatewayClassConfig', name: 'c' } },
      }),
    ),
    written(on('1.19'), HTTP),
  ],
  [
    'gateway/host-port-shared',
    written(release('1.20.0', { ...ON, gatewayAPI: { enabled: true, hostNetwork: { enabled: true } } }), HTTP, {
      ...HTTP,
      metadata: { name: 'other', namespace: 'infra' },
    }),
    written(release('1.20.0', ON), HTTP, { ...HTTP, metadata: { name: 'other', namespace: 'infra' } }),
  ],
  ['gateway/local-under-l2', written(release('1.20.2', LOCAL), L2, HTTP), written(release('1.20.1', LOCAL), L2, HTTP)],
  [
    'gateway/open-host-names',
    written(gateway([listener('http', 80, { hostname: '*.example.com' })]), ...TWO_TEAMS),
    written(gateway([listener('http', 80, { hostname: '*.example.com', ...TEAMS_ONLY })]), ...TWO_TEAMS),
  ],
];
