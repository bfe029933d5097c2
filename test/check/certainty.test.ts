// Nothing that rests on an assumption is an error.
import { checkIn, folderOf } from './frame-helpers';

const GRANT = `apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: a, namespace: shop}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: web}]
  to: [{group: "", kind: Service}]
`;
const POLICY = (more: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a, namespace: shop}\nspec: {endpointSelector: {}, ingress: [{fromEntities: [cluster]}], ${more}}\n`;
/** Served by Cilium 1.18 only. */
const PEERING = 'apiVersion: cilium.io/v2alpha1\nkind: CiliumBGPPeeringPolicy\nmetadata: {name: a}\nspec: {}\n';
const install = (version: string, values = '{}') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cilium, namespace: kube-system}
spec:
  chart: {spec: {chart: cilium, version: ${version}, sourceRef: {kind: HelmRepository, name: cilium}}}
  values: ${values}
`;

async function said(files: Readonly<Record<string, string>>, ...args: string[]): Promise<string[]> {
  const { out } = await checkIn(folderOf(files), '$', '--format', 'json', '--only', 'schema,cilium', ...args);
  const { findings } = JSON.parse(out) as { findings: { severity: string; code: string; assumed?: string[] }[] };
  return findings.map(({ severity, code, assumed }) => [severity, code, ...(assumed ?? [])].join(' '));
}

test('a refusal on which all supported versions agree is an error, whoever wrote no version', async () => {
  expect(await said({ 'a.yaml': POLICY('egres: []') })).toEqual(['error schema/unknown-field']);
});

test('a refusal that another Cilium does not share is a warning that names the version, and an error where somebody wrote it', async () => {
  expect(await said({ 'a.yaml': PEERING })).toEqual(['warning schema/unknown-kind Cilium 1.20']);
  expect(await said({ 'a.yaml': PEERING, 'c.yaml': install('1.20.0') })).toEqual(['error schema/unknown-kind']);
  expect(await said({ 'a.yaml': PEERING }, '--cilium', '1.20')).toEqual(['error schema/unknown-kind']);
});

test('a bundle guessed from a minor makes no errors', async () => {
  const on = install('1.18.3', '{gatewayAPI: {enabled: true}}');
  expect(await said({ 'a.yaml': GRANT, 'c.yaml': on })).toEqual(['warning schema/unknown-kind Gateway API v1.3.0']);
  expect(await said({ 'a.yaml': GRANT, 'c.yaml': on }, '--gateway-api', '1.3.0')).toEqual([
    'error schema/unknown-kind',
  ]);
});

test('definitions of another controller are no matter of Cilium while its gateway is off', async () => {
  expect(await said({ 'a.yaml': GRANT, 'c.yaml': install('1.18.3', '{gatewayAPI: {enabled: false}}') })).toEqual([]);
});
