// Patches that nothing names, bindings that kustomize completes, and what the Talos documents say about cluster addresses: no false errors there.
import { checkIn, folderOf } from './frame-helpers';

const JOB =
  'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  backoffLimits: 3\n  template: {spec: {initContainers: [{name: a}]}}\n';
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27.1"}]}
`;
const SMALL = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replica: 2}\n';
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: a}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}
subjects: [{kind: ServiceAccount, name: a}]
`;
const service = (clusterIP: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {clusterIP: "${clusterIP}", ports: [{port: 80}]}\n`;

async function codes(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { out } = await checkIn(folderOf(files), '$', '--only', 'schema', '--format', 'json', '--min-severity', 'note');
  const { findings } = JSON.parse(out) as { findings: { severity: string; code: string; path: string | null }[] };
  return findings.map(({ severity, code, path }) => `${severity} ${code} ${path ?? ''}`.trim());
}

const PATCH = 'note input/patch';
const WHOLE = [
  'error schema/required spec.selector',
  'error schema/required spec.template',
  'error schema/unknown-field spec.replica',
];

test.each<[string, Readonly<Record<string, string>>, string[]]>([
  ['a file in patches/', { 'patches/job.yaml': JOB }, [PATCH, 'error schema/unknown-field spec.backoffLimits']],
  [
    'a file called a patch',
    { 'web-patch.yaml': SMALL, 'patch-web.yaml': SMALL },
    [PATCH, 'error schema/unknown-field spec.replica', PATCH, 'error schema/unknown-field spec.replica'],
  ],
  [
    'a second object of the name, below a kustomization',
    {
      'base/web.yaml': WEB,
      'overlay/kustomization.yaml': 'resources: [../base/web.yaml]\n',
      'overlay/web.yaml': SMALL,
    },
    // No kustomization lists it.
    ['note input/not-applied', PATCH, 'note schema/unknown-field spec.replica'],
  ],
  [
    'a file name in the patches of an old kustomization',
    { 'kustomization.yaml': 'patches: [web.yaml]\n', 'web.yaml': SMALL },
    ['warning input/nothing'],
  ],
  [
    'a patch that a kustomization lists as a resource, for server-side apply',
    { 'kustomization.yaml': 'resources: [web-patch.yaml]\n', 'web-patch.yaml': SMALL },
    [PATCH, 'error schema/unknown-field spec.replica'],
  ],
  [
    'an object that Flux merges into one that is there',
    {
      'web.yaml': SMALL.replace('name: web', 'name: web, annotations: {kustomize.toolkit.fluxcd.io/ssa: Merge}'),
    },
    [PATCH, 'error schema/unknown-field spec.replica'],
  ],
  [
    'an object that the API server makes',
    {
      'dual.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: kubernetes, namespace: default}\nspec: {ipFamilyPolicy: PreferDualStack}\n',
    },
    [PATCH],
  ],
  ['directives of a patch', { 'patches/web.yaml': SMALL.replace('replica: 2', '$patch: delete') }, [PATCH]],
])('%s is judged by the fields that it writes', async (_what, files, expected) =>
  expect(await codes(files)).toEqual(expected),
);

test.each<[string, Readonly<Record<string, string>>]>([
  ['a second object of the name, without any kustomization', { 'a/whole.yaml': WEB, 'b/web.yaml': SMALL }],
  ['an object that a kustomization lists', { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': SMALL }],
  ['a name that only holds the word', { 'dispatcher.yaml': SMALL }],
])('%s is a whole object', async (_what, files) => expect(await codes(files)).toEqual(WHOLE));

test('an object whose patch is not among the files lacks nothing that the patch may bring', async () => {
  const job = JOB.replace('backoffLimits: 3', 'backoffLimit: 3').replace(
    '{name: a}]',
    '{name: a, image: "a:1", volumeMounts: [{name: data, mountPath: /data}]}]',
  );
  const patched = 'resources: [job.yaml]\npatches: [{path: ./env/patch.yaml, target: {kind: Job, name: j}}]\n';
  expect(await codes({ 'job.yaml': job })).toContain(
    'error schema/value spec.template.spec.initContainers[0].volumeMounts[0].name',
  );
  expect(await codes({ 'kustomization.yaml': patched, 'job.yaml': job })).toEqual(['note input/not-followed']);
  const unseen = 'resources: [job.yaml]\npatches: [{path: ./env/patch.yaml}]\n';
  expect(await codes({ 'kustomization.yaml': unseen, 'job.yaml': job })).toEqual(['note input/not-followed']);
});

test('a binding without namespace is an error unless kustomize or Flux builds the file', async () => {
  const flux =
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./apps/a}\n';
  expect(await codes({ 'rbac.yaml': BINDING })).toEqual(['error schema/required subjects[0].namespace']);
  expect(await codes({ 'kustomization.yaml': 'resources: [rbac.yaml]\n', 'rbac.yaml': BINDING })).toEqual([]);
  expect(await codes({ 'flux.yaml': flux, 'apps/a/rbac.yaml': BINDING })).not.toContain(
    'error schema/required subjects[0].namespace',
  );
});

test('cluster addresses are held to the service subnets of the Talos documents, to the default as a warning, and to nothing where nobody describes a machine', async () => {
  const old = 'machine: {type: worker}\ncluster: {network: {serviceSubnets: [10.250.0.0/16]}}\n';
  const document = 'apiVersion: v1alpha1\nkind: KubeNetworkConfig\nserviceSubnets: [10.250.0.0/16]\n';
  const outside = ['error schema/cluster-ip spec.clusterIP'];
  for (const talos of [old, document]) {
    expect(await codes({ 'talos.yaml': talos, 's.yaml': service('10.250.0.9') })).toEqual([]);
    expect(await codes({ 'talos.yaml': talos, 's.yaml': service('10.96.0.9') })).toEqual(outside);
    expect(await codes({ 'talos.yaml': talos, 's.yaml': service('fd00::1') })).toEqual([]);
  }
  const silent = 'machine: {type: worker}\n';
  expect(await codes({ 'talos.yaml': silent, 's.yaml': service('10.96.0.9') })).toEqual([]);
  expect(await codes({ 'talos.yaml': silent, 's.yaml': service('10.250.0.9') })).toEqual([
    'warning schema/cluster-ip spec.clusterIP',
  ]);
  const { out } = await checkIn(folderOf({ 'talos.yaml': silent, 's.yaml': service('10.250.0.9') }), '$');
  expect(out).toContain(
    '10.250.0.9 is outside of the service subnet 10.96.0.0/12, the default: no Talos configuration here names another; this assumes the service subnets that Talos gives a cluster, which nobody wrote',
  );
  expect(await codes({ 's.yaml': service('10.250.0.9') })).toEqual([]);
});
