// Backends that a route does not reach.
import { YamlExample } from '../example';
import { written } from '../../../problem';
import { HTTP, service, rule, route, filtered, policy, CA, grant, deployment, lets } from './parts';

export const BACKENDS: readonly YamlExample[] = [
  [
    'gateway/grant-missing',
    written(
      HTTP,
      service('web', undefined, 'infra'),
      route({ rules: [{ backendRefs: [{ name: 'web', namespace: 'infra', port: 80 }] }] }),
    ),
    written(
      HTTP,
      service('web', undefined, 'infra'),
      route({ rules: [{ backendRefs: [{ name: 'web', namespace: 'infra', port: 80 }] }] }),
      grant('HTTPRoute', { group: '', kind: 'Service', name: 'web' }),
    ),
  ],
  [
    'gateway/filter-lost',
    written(
      HTTP,
      service(),
      service('api'),
      route({
        rules: [
          {
            backendRefs: [
              {
                name: 'web',
                port: 80,
                filters: [
                  { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a'] } },
                  { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['b'] } },
                ],
              },
              { name: 'api', port: 80 },
            ],
          },
        ],
      }),
    ),
    written(HTTP, service(), service('api'), route({ rules: [rule('web', 'api')] })),
  ],
  [
    'gateway/backend-dropped',
    written(
      HTTP,
      route({ rules: [{ backendRefs: [{ group: 'example.com', kind: 'Bucket', name: 'web', port: 80 }] }] }),
    ),
    written(HTTP, route()),
  ],
  [
    'gateway/mirror-dropped',
    written(
      HTTP,
      service(),
      route(filtered({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web' } } })),
    ),
    written(
      HTTP,
      service(),
      route(filtered({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 80 } } })),
    ),
  ],
  [
    'gateway/auth-dropped',
    written(
      HTTP,
      service(),
      route(
        filtered({ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', http: {}, backendRef: { name: 'web' } } }),
      ),
    ),
    written(
      HTTP,
      service(),
      route(
        filtered({
          type: 'ExternalAuth',
          externalAuth: { protocol: 'HTTP', http: {}, backendRef: { name: 'web', port: 80 } },
        }),
      ),
    ),
  ],
  [
    'gateway/weight-ignored',
    written(HTTP, service(), route({ rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 0 }] }] })),
    written(HTTP, service(), route({ rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 1 }] }] })),
  ],
  [
    'gateway/weights-zero',
    written(
      HTTP,
      service(),
      route({ rules: [{ backendRefs: ['web', 'api'].map((name) => ({ name, port: 80, weight: 0 })) }] }),
    ),
    written(HTTP, service(), route({ rules: [{ backendRefs: ['web', 'api'].map((name) => ({ name, port: 80 })) }] })),
  ],
  [
    'gateway/http2-forced',
    written(
      HTTP,
      service(),
      route({ hostnames: ['shop.example.com'] }),
      route({ hostnames: ['api.example.com'] }, 'GRPCRoute', 'g'),
    ),
    written(HTTP, service(), route({ hostnames: ['shop.example.com'] })),
  ],
  [
    'gateway/tls-policy-ignored',
    written(HTTP, service(), route(), policy({ wellKnownCACertificates: 'System' })),
    written(HTTP, service(), route(), policy(CA)),
  ],
  [
    'gateway/backend-denied',
    written(HTTP, service(), route(), deployment, lets({ fromCIDR: ['192.0.2.0/24'] })),
    written(HTTP, service(), route(), deployment, lets({ fromEntities: ['ingress'] })),
  ],
];
