import { fromYaml } from '../../../lib/manifest';
import { valueReferences } from '../../../lib/world/helm';

const of = (text: string) => valueReferences(fromYaml(text)[0]);

test('a list of parentRefs is a route with what stands beside it', () => {
  const { references, undecided } = of(`
server:
  httpRoute:
    kind: HTTPRoute
    hostnames: [a.example.com, "{{ .x }}"]
    parentRefs: [{name: outside, namespace: network, sectionName: https, port: 443}, {name: "\${GATEWAY}"}]
    rules: [{backendRefs: [{name: web, port: 80}]}]
`);
  expect(references).toEqual([
    {
      refers: 'route',
      path: ['server', 'httpRoute'],
      kind: 'HTTPRoute',
      hostnames: ['a.example.com'],
      parents: [
        {
          path: ['server', 'httpRoute', 'parentRefs', 0],
          name: 'outside',
          namespace: 'network',
          sectionName: 'https',
          port: 443,
        },
      ],
      backends: [{ path: ['server', 'httpRoute', 'rules', 0, 'backendRefs', 0], name: 'web', port: 80 }],
    },
  ]);
  expect(undecided.map(({ path }) => path.join('.'))).toEqual([
    'server.httpRoute.parentRefs.1',
    'server.httpRoute.hostnames',
  ]);
});

test('an address annotation is a request of the Service around it', () => {
  expect(
    of('service: {type: LoadBalancer, annotations: {lbipam.cilium.io/ips: "192.0.2.1,192.0.2.2"}}').references,
  ).toEqual([
    {
      refers: 'addresses',
      path: ['service', 'annotations', 'lbipam.cilium.io/ips'],
      annotation: 'lbipam.cilium.io/ips',
      addresses: '192.0.2.1,192.0.2.2',
      serviceType: 'LoadBalancer',
    },
  ]);
});

test('a networks annotation counts on pods; elsewhere its meaning is open', () => {
  const { references, undecided } = of(`
podAnnotations: {k8s.v1.cni.cncf.io/networks: lan}
annotations: {k8s.v1.cni.cncf.io/networks: iot}
`);
  expect(references).toEqual([
    { refers: 'networks', path: ['podAnnotations', 'k8s.v1.cni.cncf.io/networks'], networks: 'lan' },
  ]);
  expect(undecided).toEqual([expect.objectContaining({ path: ['annotations', 'k8s.v1.cni.cncf.io/networks'] })]);
});

test('a NetworkPolicy counts where it names its pods and its rules', () => {
  const { references, undecided } = of(`
networkpolicies:
  main: {podSelector: {}, policyTypes: [Egress], rules: {egress: [{}]}}
  other: {controller: web}
networkPolicy: {enabled: true}
`);
  expect(references).toEqual([
    {
      refers: 'network policy',
      path: ['networkpolicies', 'main'],
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
      rulesAt: ['networkpolicies', 'main', 'rules'],
    },
  ]);
  expect(undecided.map(({ path }) => path)).toEqual([['networkpolicies', 'other']]);
});

test('what an enabled: false switches off is left out', () => {
  expect(of('route: {main: {enabled: false, parentRefs: [{name: a}]}}')).toEqual({ references: [], undecided: [] });
});
