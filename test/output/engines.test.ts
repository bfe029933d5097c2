// What keeps GitOps engines to the manifests; scripts/engines/gitops.mjs asks the engines' own code where it is built.
import {
  besideManifests,
  emptyKustomization,
  kustomizationOf,
  OutputError,
  passedOver,
  pruned,
} from '../../lib/output';
import { call } from '../engines/ask';
import { removeFolders, temporary } from './folders';

afterEach(removeFolders);

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const PATCH = 'apiVersion: v1alpha1\nkind: KubePrismConfig\n';

test('the kustomization has the name that kubectl apply -f and Argo CD pass over, and gives way to one of theirs', () => {
  expect(kustomizationOf('', ['a.yaml', 'b.yaml'])).toEqual({
    name: 'Kustomization',
    text: expect.stringContaining('kind: Kustomization\nresources:\n  - a.yaml\n  - b.yaml\n'),
    unless: ['kustomization.yaml', 'kustomization.yml', 'Kustomization'],
  });
});

test('a kustomization without resources still says something: kustomize refuses an empty one', () => {
  expect(emptyKustomization('talos/').text).toMatch(/generatorOptions:\n {2}disableNameSuffixHash: true\n$/);
  expect(kustomizationOf('', []).text).toContain('generatorOptions');
});

test('files that are not for the cluster get the marker once, and each of their folders a kustomization', () => {
  const text = passedOver(PATCH);
  expect(text).toBe(`# +argocd:skip-file-rendering\n${PATCH}`);
  expect(passedOver(text)).toBe(text);
  const beside = ['talos/all.yaml', 'talos/worker.yaml', 'helm/values.yaml'].map((name) => ({ name, text: PATCH }));
  expect(besideManifests(beside, ['web.k8s.yaml']).map(({ name }) => name)).toEqual([
    ...beside.map(({ name }) => name),
    'helm/Kustomization',
    'talos/Kustomization',
  ]);
});

test.each([
  ['values.yaml', 'web.k8s.yaml'],
  ['values.yaml', 'web/Pod.web.k8s.yaml'],
  ['talos/all.yaml', 'talos/Pod.web.k8s.yaml'],
])('%s among manifests such as %s is refused', (name, manifest) => {
  expect(() => besideManifests([{ name, text: PATCH }], [manifest])).toThrow(OutputError);
});

test("Argo CD's directories: the patches are seen with recurse and without the marker only", () => {
  const ask = (patch: string, engine: string) =>
    call('gitops', 'argoCd', {
      engine,
      folder: temporary({ 'dist/web.k8s.yaml': POD, 'dist/talos/all.yaml': patch, 'dist/Kustomization': 'kind: x\n' }),
      path: 'dist',
    }) as { ok: boolean; objects?: unknown[] };
  expect(ask(PATCH, 'argo-cd')).toMatchObject({ ok: true, objects: [{ kind: 'Pod' }] });
  expect(ask(PATCH, 'argo-cd-recursive')).toEqual({ ok: false, error: 'talos/all.yaml: a document that is no object' });
  expect(ask(passedOver(PATCH), 'argo-cd-recursive')).toMatchObject({ ok: true, objects: [{ kind: 'Pod' }] });
});

test('an object that is missing, added, changed or read twice is told', () => {
  const object = (name: string, data = 1) => ({ kind: 'ConfigMap', metadata: { name }, data });
  const problems = (objects: object[]) =>
    call('gitops', 'problemsOf', { id: 'flux' }, { ok: true, objects }, [object('a'), object('b')]) as string[];
  expect(problems([object('b'), object('a')])).toEqual([]);
  expect(problems([object('a', 2), object('c'), object('c')])).toEqual([
    'flux: ConfigMap/b is not read',
    'flux: ConfigMap/c is not of the output',
    'flux: ConfigMap/a is changed',
    'flux: 1 objects twice',
  ]);
});

test.each<[string, string, object]>([
  [
    'a CRD',
    'CustomResourceDefinition.apiextensions.k8s.io/ciliumnetworkpolicies.cilium.io',
    { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' },
  ],
  [
    'a CRD with hyphens in its plural',
    'CustomResourceDefinition.apiextensions.k8s.io/network-attachment-definitions.k8s.cni.cncf.io',
    { apiVersion: 'k8s.cni.cncf.io/v1', kind: 'NetworkAttachmentDefinition' },
  ],
  [
    'a CRD with a vowel before its y',
    'CustomResourceDefinition.apiextensions.k8s.io/gateways.gateway.networking.k8s.io',
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  ],
  ['a namespace', 'Namespace/shop', { apiVersion: 'v1', kind: 'Pod' }],
  [
    'a pool',
    'CiliumLoadBalancerIPPool.cilium.io/lan',
    { apiVersion: 'v1', kind: 'Service', spec: { type: 'LoadBalancer' } },
  ],
])('%s that goes while somebody uses it is told; unused it is not', (_what, key, user) => {
  const object = { ...user, metadata: { name: 'x', namespace: 'shop' } } as never;
  const unrelated = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'other' } } as never;
  expect(pruned([key], [object]).map(({ code }) => code)).toEqual(['output/pruned']);
  expect(pruned([key], [unrelated])).toEqual([]);
});
