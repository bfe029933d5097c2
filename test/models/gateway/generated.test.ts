// What generated sets showed of the operators, one rule a test. The answers are those of the engines.
import { gatewayVerdict } from '../../../lib/models/gateway';
import { CLASS, gateway, listener, route, service } from './unserved-sets';

const SELECTOR = {
  namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'In' }] } },
};

test.each([
  ['1.18', 'panic: runtime error: invalid memory address or nil pointer dereference [recovered]'],
  ['1.19', undefined],
  ['1.20', undefined],
])('In without values in allowedRoutes ends the operator of 1.18 (%s)', (minor, failure) => {
  const objects = [CLASS, service('web'), gateway([listener('http', 80, { allowedRoutes: SELECTOR })]), route({})];
  expect(gatewayVerdict(objects, { minor }).failures.get('Gateway/infra/web')).toBe(failure);
});

test('a selector that nobody asks ends nothing', () => {
  const objects = [CLASS, gateway([listener('http', 80, { allowedRoutes: SELECTOR })])];
  expect(gatewayVerdict(objects, { minor: '1.18' }).failures).toEqual(new Map());
});

test.each(['1.18', '1.19', '1.20'])('a host name that stands twice moves the names of the first rule (%s)', (minor) => {
  const tls = listener('tls', 443, { protocol: 'TLS', tls: { mode: 'Passthrough' } });
  const version = `gateway.networking.k8s.io/${minor === '1.20' ? 'v1' : 'v1alpha2'}`;
  const rules = [{ backendRefs: [{ name: 'web', port: 80 }] }, { backendRefs: [{ name: 'web', port: 81 }] }];
  const twice = route({ hostnames: ['b.test', 'a.test', 'b.test'], rules }, 'TLSRoute', 'r', version);
  const [config] = gatewayVerdict([CLASS, service('web'), gateway([tls]), twice], { minor }).envoyConfigs;
  expect(config?.parts.filter(({ filter }) => filter.length > 0).map(({ domains }) => domains)).toEqual([
    ['', 'a.test'],
    ['', 'a.test', 'b.test'],
  ]);
});
