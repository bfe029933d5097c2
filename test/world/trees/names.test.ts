// Names that objects hold of each other follow what kustomizations call those, as kustomize's own build does.
import { worldFrom } from '../../check/support';

const RBAC = 'rbac.authorization.k8s.io';
const account = (metadata: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata: {${metadata}}\n`;
const role = (kind: string, name: string) =>
  `apiVersion: ${RBAC}/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nrules: []\n`;
const binding = (roleRef: string, subject: string) =>
  `apiVersion: ${RBAC}/v1\nkind: RoleBinding\nmetadata: {name: b}\nroleRef: {apiGroup: ${RBAC}, ${roleRef}}\nsubjects: [{kind: ServiceAccount, ${subject}}]\n`;
const webhook = (service: string) =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: w}\nwebhooks: [{name: a.example.org, clientConfig: {service: {${service}}}}]\n`;
const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n';
const scaler =
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n';
const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: "a:1"}]}}}\n';

/** The object of a kind after the build of the kustomization of the folder. */
function built(
  kustomization: string,
  kind: string,
  objects: readonly string[],
  more: Record<string, string> = {},
): any {
  const world = worldFrom({
    'apps/kustomization.yaml': `resources: [all.yaml${Object.keys(more).length > 0 ? ', base' : ''}]\n${kustomization}`,
    'apps/all.yaml': objects.join('---\n'),
    ...more,
  });
  return world.objects.find(({ manifest }) => manifest.kind === kind)!.manifest;
}

test('a prefix goes to the role and the account that a binding names, each of its own kind', () => {
  const objects = [role('Role', 'r'), role('ClusterRole', 'c'), account('name: web')];
  const one = built('namePrefix: p-\n', 'RoleBinding', [...objects, binding('kind: Role, name: r', 'name: web')]);
  expect([one.roleRef.name, one.subjects[0].name]).toEqual(['p-r', 'p-web']);
  const other = built('namePrefix: p-\n', 'RoleBinding', [...objects, binding('kind: Role, name: c', 'name: api')]);
  expect([other.roleRef.name, other.subjects[0].name]).toEqual(['c', 'api']);
});

test('a subject takes the namespace of its account, also from where that was written', () => {
  const moved = (subject: string) =>
    built('namespace: shop\n', 'RoleBinding', [
      account('name: web, namespace: old'),
      binding('kind: Role, name: r', subject),
    ]).subjects[0].namespace;
  expect(moved('name: web, namespace: old')).toBe('shop');
  expect(moved('name: web')).toBe('shop');
  expect(moved('name: web, namespace: other')).toBe('other');
});

test('the Service of a webhook follows the one that a base renames and places', () => {
  const base = {
    'apps/base/kustomization.yaml': 'resources: [s.yaml]\nnamespace: db\nnameSuffix: -s\n',
    'apps/base/s.yaml': service,
  };
  expect(
    built('', 'ValidatingWebhookConfiguration', [webhook('name: web')], base).webhooks[0].clientConfig.service,
  ).toEqual({
    name: 'web-s',
    namespace: 'db',
  });
});

test('a cluster role of a base is meant wherever the binding lies', () => {
  const base = {
    'apps/base/kustomization.yaml': 'resources: [c.yaml]\nnameSuffix: -s\n',
    'apps/base/c.yaml': role('ClusterRole', 'web'),
  };
  const one = built(
    'namespace: shop\n',
    'RoleBinding',
    [binding('kind: ClusterRole, name: web', 'name: default')],
    base,
  );
  expect(one.roleRef.name).toBe('web-s');
});

test('what is scaled follows, and a name of another kind does not', () => {
  expect(built('namePrefix: p-\n', 'HorizontalPodAutoscaler', [deployment, scaler]).spec.scaleTargetRef.name).toBe(
    'p-web',
  );
  expect(built('namePrefix: p-\n', 'HorizontalPodAutoscaler', [service, scaler]).spec.scaleTargetRef.name).toBe('web');
});
