// Names, labels and references, as the API server checks them.
import { checkLabels, checkObjectName, checkReference, isClusterScoped, objectKey } from '../../lib/manifest';

test.each([
  ['Service', 'web', true],
  ['Service', 'a'.repeat(63), true],
  ['Service', 'a'.repeat(64), false],
  ['Service', '1web', false],
  ['Service', 'web.shop', false],
  ['Namespace', '1shop', true],
  ['NetworkAttachmentDefinition', 'iot.lan', false],
  ['ConfigMap', 'iot.lan', true],
  ['ConfigMap', 'Web', false],
  ['ConfigMap', 'web_1', false],
  ['ConfigMap', '-web', false],
  ['ConfigMap', 'web-', false],
  ['ConfigMap', 'a..b', false],
  ['ConfigMap', '', false],
  ['ConfigMap', 'web\n', false],
  ['ConfigMap', 'a'.repeat(253), true],
  ['ConfigMap', 'a'.repeat(254), false],
  ['ClusterRole', 'system:node', true],
  ['ClusterRole', 'a/b', false],
  ['RoleBinding', '..', false],
])('%s %j: %p', (kind, name, good) => {
  const check = () => checkObjectName(kind, name);
  if (good) expect(check()).toBe(name);
  else
    expect(check).toThrow(
      expect.objectContaining({ code: 'manifest/name', problem: `not a name for a ${kind}: "${name}"` }),
    );
});

test('a bad name is answered with one that is good', () => {
  expect(() => checkObjectName('Service', 'My_Web')).toThrow(
    'not a name for a Service: "My_Web"; write a DNS label of at most 63 characters, such as "my-web"',
  );
  expect(() => checkObjectName('ConfigMap', '***')).toThrow(
    'not a name for a ConfigMap: "***"; write lower-case letters, digits, "-" and ".", such as "web"',
  );
  expect(() => checkObjectName('Service', '9p')).toThrow(
    'not a name for a Service: "9p"; a Service name starts with a letter, such as "s-9p"',
  );
});

describe('the suggested name is itself taken', () => {
  test.each([
    'a'.repeat(62) + '_b',
    '_'.repeat(3),
    'É',
    '1_web',
    'a.',
    '..',
    'A'.repeat(300),
    `${'a'.repeat(62)}_${'b'.repeat(9)}`,
  ])('%j', (name) => {
    for (const kind of ['Service', 'Namespace', 'ConfigMap']) {
      try {
        checkObjectName(kind, name);
      } catch (error) {
        const suggested = /such as "([^"]*)"/.exec((error as { repair: string }).repair)![1]!;
        expect(checkObjectName(kind, suggested)).toBe(suggested);
      }
    }
  });
});

const PEM = ['-----BEGIN EC ', 'PRIVATE ', 'KEY-----\nMHcCAQEEIPsecretsecretsecret\n'].join('');

describe('a reference never echoes key material', () => {
  test.each([
    PEM,
    PEM.replace(/\n/g, ' '),
    'MHcCAQEEIPsecretsecretsecret'.repeat(4),
    'secret'.repeat(50),
    'user: secret\npassword: secret',
    'secret-secret_SECRET='.repeat(13),
  ])('%#', (value) => {
    let error: { message: string; stack?: string; code?: string } | undefined;
    try {
      checkReference('Secret', value);
    } catch (caught) {
      error = caught as typeof error;
    }
    expect(error).toMatchObject({ code: 'manifest/secret-value' });
    expect(`${error!.message}${error!.stack}${JSON.stringify(error)}`).not.toMatch(/MHcC|secretsecret|user: |SECRET/);
  });
});

test('a reference is otherwise a name', () => {
  expect(checkReference('Secret', 'home-example-tls')).toBe('home-example-tls');
  expect(() => checkReference('Secret', 'Home_TLS')).toThrow('not a name for a Secret: "Home_TLS"');
});

test.each([
  [{ app: 'api', 'app.kubernetes.io/name': '', 'a/b': '1.2_3-x' }, undefined],
  [{ '': 'x' }, 'not a label key: ""'],
  [{ 'a/b/c': 'x' }, 'not a label key: "a/b/c"'],
  [{ 'A.io/b': 'x' }, 'not a label key: "A.io/b"'],
  [{ ['a'.repeat(64)]: 'x' }, `not a label key: "${'a'.repeat(64)}"`],
  [{ app: '-x' }, 'not a label value: "-x" of "app"'],
  [{ app: 'a b' }, 'not a label value: "a b" of "app"'],
  [{ app: 'a'.repeat(64) }, `not a label value: "${'a'.repeat(64)}" of "app"`],
  [{ app: true as unknown as string }, 'not a label value: true of "app"'],
  [{ [`${'a'.repeat(254)}/b`]: 'x' }, `not a label key: "${'a'.repeat(254)}/b"`],
])('labels %j', (labels, problem) => {
  if (problem === undefined) expect(checkLabels(labels)).toBe(labels);
  else expect(() => checkLabels(labels)).toThrow(expect.objectContaining({ code: 'manifest/label', problem }));
});

test.each([
  ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', true],
  ['cilium.io/v2', 'CiliumNetworkPolicy', false],
  ['cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', true],
  ['gateway.networking.k8s.io/v1', 'GatewayClass', true],
  ['gateway.networking.k8s.io/v1', 'Gateway', false],
  ['v1', 'Namespace', true],
  ['v1', 'Service', false],
  ['example.com/v1', 'Namespace', false],
  ['toString/v1', 'constructor', false],
])('%s %s is cluster-scoped: %p', (apiVersion, kind, scoped) => {
  expect(isClusterScoped(apiVersion, kind)).toBe(scoped);
});

test('an object is called by kind, namespace and name', () => {
  expect(objectKey({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } })).toBe(
    'Service/shop/web',
  );
  expect(objectKey({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })).toBe('Namespace/shop');
});
