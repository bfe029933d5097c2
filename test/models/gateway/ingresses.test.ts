// Ways that Ingresses of Cilium's class open.
import { load as parse } from 'js-yaml';
import { Manifest } from '../../../lib/manifest';
import { IngressSettings, ingressWays } from '../../../lib/models/gateway';

const SETTINGS: IngressSettings = {
  isDefault: false,
  enforceHttps: true,
  portNamed: (_namespace, _service, port) => (port === 'http' ? 80 : undefined),
};
const path = (service: string, extra = '') =>
  `{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { ${extra || 'number: 80'} } } } }`;
const rule = (host: string, service: string) =>
  `{ ${host === '' ? '' : `host: ${host}, `}http: { paths: [${path(service)}] } }`;
const ways = (spec: string, settings: Partial<IngressSettings> = {}, annotations = '{}') =>
  ingressWays(
    parse(
      `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web, namespace: shop, annotations: ${annotations} }, spec: { ${spec} } }`,
    ) as Manifest,
    { ...SETTINGS, ...settings },
  ).map(
    ({ protocol, port, hostname, backends }) =>
      `${protocol} ${port} ${hostname} => ${backends.map((each) => `${each.namespace}/${each.name}:${each.port}`).join()}`,
  );
const OWN = 'ingressClassName: cilium';
const TLS = 'tls: [{ hosts: [a.example], secretName: a }]';

test.each<[string, string, string, string[]]>([
  [
    'a rule answers for its host',
    `${OWN}, rules: [${rule('a.example', 'a')}]`,
    '{}',
    ['HTTP 80 a.example => shop/a:80'],
  ],
  ['a rule without a host answers for all', `${OWN}, rules: [${rule('', 'a')}]`, '{}', ['HTTP 80 * => shop/a:80']],
  [
    'the default backend answers for all',
    `${OWN}, defaultBackend: { service: { name: d, port: { name: http } } }`,
    '{}',
    ['HTTP 80 * => shop/d:80'],
  ],
  [
    'a host with TLS is redirected from HTTP',
    `${OWN}, ${TLS}, rules: [${rule('a.example', 'a')}]`,
    '{}',
    ['HTTPS 443 a.example => shop/a:80'],
  ],
  [
    'an annotation leaves HTTP open',
    `${OWN}, ${TLS}, rules: [${rule('a.example', 'a')}]`,
    '{ ingress.cilium.io/force-https: disabled }',
    ['HTTP 80 a.example => shop/a:80', 'HTTPS 443 a.example => shop/a:80'],
  ],
  [
    'beside a backend for all hosts, TLS leads to that one, and nothing is redirected',
    `${OWN}, ${TLS}, rules: [${rule('', 'd')}, ${rule('a.example', 'a')}]`,
    '{}',
    ['HTTP 80 * => shop/d:80', 'HTTP 80 a.example => shop/a:80', 'HTTPS 443 a.example => shop/d:80'],
  ],
  [
    'TLS that passes through leads from hosts with the path / alone',
    `${OWN}, defaultBackend: { service: { name: d, port: { number: 80 } } }, rules: [${rule('a.example', 'a')}, ${rule('', 'b')}]`,
    '{ ingress.cilium.io/tls-passthrough: enabled }',
    ['TLS 443 a.example => shop/a:80'],
  ],
  [
    'the annotation of the class counts before the field',
    `${OWN}, rules: [${rule('', 'a')}]`,
    '{ kubernetes.io/ingress.class: nginx }',
    [],
  ],
  ['another class is not Cilium', `ingressClassName: nginx, rules: [${rule('', 'a')}]`, '{}', []],
])('%s', (_title, spec, annotations, expected) => {
  expect(ways(spec, {}, annotations)).toEqual(expected);
});

test('without a class an Ingress is of the default one', () => {
  expect(ways(`rules: [${rule('', 'a')}]`)).toEqual([]);
  expect(ways(`rules: [${rule('', 'a')}]`, { isDefault: true })).toEqual(['HTTP 80 * => shop/a:80']);
});

test('what is no Ingress opens nothing, and nothing throws', () => {
  for (const spec of ['null', '[]', '{ rules: {} }', '{ rules: [null, 1], tls: [{}], ingressClassName: cilium }'])
    expect(
      ingressWays({ kind: 'Ingress', metadata: { name: 'x' }, spec: parse(spec) } as unknown as Manifest, SETTINGS),
    ).toEqual([]);
});
