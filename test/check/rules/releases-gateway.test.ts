// A route in the values of a release and a Gateway that a kustomization brings: they meet as plain objects do, in the namespaces that they are applied in.
import { LISTENER } from '../../../lib/check/rules/references/listener';
import { ROUTES } from '../../../lib/check/rules/gateway/routes';
import { said, worldFrom } from '../support';

const flux = (name: string, path: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { path: ./${path}, sourceRef: { kind: GitRepository, name: flux-system } }
`;
const gateway = (allowed: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: lan }
spec:
  gatewayClassName: cilium
  listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: "*.example.org", tls: { certificateRefs: [{ name: x }] }, allowedRoutes: { namespaces: ${allowed} } }]
`;
const release = (host: string, section: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web }
spec:
  chart: { spec: { chart: app-template, version: 4.1.1 } }
  values:
    controllers: { web: { containers: { app: { image: { repository: a, tag: b } } } } }
    service: { web: { ports: { http: { port: 80 } } } }
    route: { web: { hostnames: [${host}], parentRefs: [{ name: lan, namespace: network, sectionName: ${section} }] } }
`;
const world = (allowed: string, host = 'web.example.org', section = 'https') =>
  worldFrom({
    'cluster/all.yaml': `${flux('network', 'network')}---\n${flux('shop', 'shop')}`,
    'network/kustomization.yaml': 'namespace: network\nresources: [gateway.yaml]\n',
    'network/gateway.yaml': gateway(allowed),
    'shop/kustomization.yaml': 'namespace: shop\nresources: [release.yaml]\n',
    'shop/release.yaml': release(host, section),
  });

test('a listener that lets in the namespace takes the route', () => {
  expect(said(world('{ from: All }'), ROUTES)).toEqual([]);
  expect(said(world('{ from: All }'), LISTENER)).toEqual([]);
});

test.each([
  ['its own namespace', '{ from: Same }'],
  ['another one', '{ from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: db } } }'],
])('a listener of %s does not, at the value in the release', (_, allowed) => {
  expect(said(world(allowed), ROUTES)).toEqual([
    expect.stringMatching(
      /^error gateway\/route-not-allowed shop\/release\.yaml spec\.parentRefs\.0: .*Gateway network\/lan/,
    ),
  ]);
});

test('nor one that serves no host name of the route', () => {
  expect(said(world('{ from: All }', 'web.example.net'), ROUTES)).toEqual([
    expect.stringMatching(/^error gateway\/route-hostname shop\/release\.yaml /),
  ]);
});

test('and a listener that the Gateway has not is named', () => {
  expect(said(world('{ from: All }', 'web.example.org', 'http'), LISTENER)).toEqual([
    expect.stringMatching(/^error reference\/listener shop\/release\.yaml .*no listener "http"/),
  ]);
});
