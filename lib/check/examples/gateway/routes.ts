// Routes that are on no listener, on another one, or do not do what they say.
import { YamlExample } from '../example';
import { written } from '../../../problem';
import { listener, TLS, PASS, gateway, HTTP, service, rule, parent, route, filtered, redirect, on } from './parts';

export const ROUTES: readonly YamlExample[] = [
  [
    'gateway/listener-isolation',
    written(
      gateway([
        listener('wild', 80, { hostname: '*.example.com' }),
        listener('exact', 80, { hostname: 'shop.example.com' }),
      ]),
      service(),
      route({ ...parent({ sectionName: 'wild' }), hostnames: ['shop.example.com'] }),
    ),
    written(
      gateway([
        listener('wild', 80, { hostname: '*.example.com' }),
        listener('exact', 80, { hostname: 'shop.example.com' }),
      ]),
      service(),
      route({ ...parent({ sectionName: 'exact' }), hostnames: ['shop.example.com'] }),
    ),
  ],
  [
    'gateway/route-hostname',
    written(
      gateway([listener('http', 80, { hostname: '*.example.com' })]),
      service(),
      route({ hostnames: ['example.com'] }),
    ),
    written(
      gateway([listener('http', 80, { hostname: '*.example.com' })]),
      service(),
      route({ hostnames: ['shop.example.com'] }),
    ),
  ],
  [
    'gateway/route-not-allowed',
    written(gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]), service(), route()),
    written(HTTP, service(), route()),
  ],
  [
    'gateway/route-kind',
    written(
      gateway([listener('http', 80), listener('tls', 443, PASS)]),
      service(),
      route(parent({ sectionName: 'tls' })),
    ),
    written(
      gateway([listener('http', 80), listener('tls', 443, PASS)]),
      service(),
      route(parent({ sectionName: 'http' })),
    ),
  ],
  [
    'gateway/route-port',
    written(HTTP, service(), route(parent({ port: 81 }))),
    written(HTTP, service(), route(parent({ port: 80 }))),
  ],
  [
    'gateway/hostname-unserved',
    written(
      gateway([listener('http', 80, { hostname: '*.example.com' })]),
      service(),
      route({ hostnames: ['shop.example.com', 'shop.example.org'] }),
    ),
    written(
      gateway([listener('http', 80, { hostname: '*.example.com' })]),
      service(),
      route({ hostnames: ['shop.example.com', 'api.example.com'] }),
    ),
  ],
  [
    'gateway/route-not-accepted',
    written(
      HTTP,
      service(),
      route({ rules: [{ ...rule('web'), matches: [{ path: { type: 'RegularExpression', value: '/a(' } }] }] }),
    ),
    written(
      HTTP,
      service(),
      route({ rules: [{ ...rule('web'), matches: [{ path: { type: 'RegularExpression', value: '/a' } }] }] }),
    ),
  ],
  [
    'gateway/other-ports',
    written(gateway([listener('one', 80), listener('two', 8080)]), service(), route(parent({ sectionName: 'two' }))),
    written(gateway([listener('one', 80), listener('two', 8080)]), service(), route()),
  ],
  [
    'gateway/parent-port',
    written(
      gateway([listener('one', 80), listener('two', 8080)]),
      service(),
      route(parent({ port: 8080 }), 'GRPCRoute'),
    ),
    written(gateway([listener('one', 80), listener('two', 8080)]), service(), route(parent({ port: 8080 }))),
  ],
  [
    'gateway/routes-merged',
    written(HTTP, service(), route(), route({}, 'HTTPRoute', 's')),
    written(HTTP, service(), route(), route({ hostnames: ['shop.example.com'] }, 'HTTPRoute', 's')),
  ],
  [
    'gateway/listener-crowded',
    written(
      gateway([listener('sql', 5432, { protocol: 'TCP' })]),
      service(),
      route({}, 'TCPRoute'),
      route({}, 'TCPRoute', 's'),
    ),
    written(gateway([listener('sql', 5432, { protocol: 'TCP' })]), service(), route({}, 'TCPRoute')),
  ],
  [
    'gateway/host-header',
    written(
      HTTP,
      service(),
      route(
        filtered({
          type: 'RequestHeaderModifier',
          requestHeaderModifier: { set: [{ name: 'Host', value: 'shop.example.com' }] },
        }),
      ),
    ),
    written(HTTP, service(), route(filtered({ type: 'URLRewrite', urlRewrite: { hostname: 'shop.example.com' } }))),
  ],
  [
    'gateway/redirect-loop',
    written(on('1.19'), gateway([listener('http', 80), listener('web', 443, TLS)]), route(redirect)),
    written(
      on('1.19'),
      gateway([listener('http', 80), listener('web', 443, TLS)]),
      route({ ...redirect, ...parent({ sectionName: 'http' }) }),
    ),
  ],
  [
    'gateway/redirect-never',
    written(gateway([listener('http', 80), listener('web', 443, TLS)]), route(redirect)),
    written(
      gateway([listener('http', 80), listener('web', 443, TLS)]),
      route({ ...redirect, ...parent({ sectionName: 'http' }) }),
    ),
  ],
  [
    'gateway/ignored-field',
    written(
      on('1.19'),
      HTTP,
      service(),
      route(filtered({ type: 'CORS', cors: { allowOrigins: ['https://shop.example.com'] } })),
    ),
    written(on('1.19'), HTTP, service(), route()),
  ],
  [
    'gateway/service-parent-port',
    written(HTTP, service(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })),
    written(HTTP, service(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }] })),
  ],
  [
    'gateway/service-parent-kind',
    written(
      on('1.18'),
      HTTP,
      service(),
      route({ parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }] }, 'GRPCRoute'),
    ),
    written(
      on('1.18'),
      HTTP,
      service(),
      route({ parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }] }),
    ),
  ],
];
