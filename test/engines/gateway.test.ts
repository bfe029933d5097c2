// How the answers of the Gateway operator are judged: where a host name may be served.
import { call } from './ask';

const GROUP = 'gateway.networking.k8s.io/v1';
const TRUE = { status: 'True' };
const READY = { Accepted: TRUE, Programmed: TRUE, ResolvedRefs: TRUE };

/** A Gateway with an HTTPS listener, and one that passes the same server names through on another port. */
const objects = [
  {
    apiVersion: GROUP,
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'infra' },
    spec: {
      listeners: [
        { name: 'https', protocol: 'HTTPS', port: 443, hostname: '*.e.com' },
        { name: 'mail', protocol: 'TLS', port: 8443, hostname: '*.e.com', tls: { mode: 'Passthrough' } },
      ],
    },
  },
  {
    apiVersion: GROUP,
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'infra' },
    spec: { parentRefs: [{ name: 'public', sectionName: 'https' }], hostnames: ['a.e.com'], rules: [] },
  },
];

/** The operator's answer, with the virtual hosts in a configuration of this name. */
const answer = (config: string) => ({
  gateways: [
    {
      object: 'infra/public',
      conditions: READY,
      listeners: [
        { name: 'https', attachedRoutes: 1, conditions: READY },
        { name: 'mail', attachedRoutes: 0, conditions: READY },
      ],
    },
  ],
  routes: [
    {
      object: 'HTTPRoute/infra/web',
      parents: [{ parentRef: { name: 'public', sectionName: 'https' }, conditions: READY }],
    },
  ],
  served: [{ config: `infra/cilium-gateway-public/${config}`, domains: ['a.e.com'], routes: [{}] }],
});

test.each([
  ['listener-secure', []],
  ['listener-443', []],
  ['listener-8443', ['HTTPRoute/infra/web: nobody serves a.e.com at Gateway/infra/public']],
  ['listener-insecure', ['HTTPRoute/infra/web: nobody serves a.e.com at Gateway/infra/public']],
])('a host name of an HTTPS listener on 443 that stands in %s: %j', (config, problems) => {
  const found = call('gateway', 'judge', objects, answer(config));
  expect(found.map((each: { problems: string[] }) => each.problems)).toEqual([[], [], [], problems, []]);
});
