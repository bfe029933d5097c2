// Rules about objects alone: duplicates, scopes, secrets, tags, nulls.
import { CLUSTER_SCOPE } from '../../../lib/check/rules/objects/cluster-scope';
import { CLUSTERWIDE_DENY } from '../../../lib/check/rules/objects/clusterwide-deny';
import { DUPLICATE } from '../../../lib/check/rules/objects/duplicate';
import { KEY_MATERIAL } from '../../../lib/check/rules/objects/key-material';
import { MOVING_TAG } from '../../../lib/check/rules/objects/moving-tag';
import { NULL_SELECTOR } from '../../../lib/check/rules/objects/null-selector';
import { SECRET_DATA } from '../../../lib/check/rules/objects/secret-data';
import { appFrom, said, worldFrom } from '../support';

const map = (name: string, namespace?: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}`;
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: '${image}'}]}\n`;
const secret = (fields: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: door}\n${fields}\n`;

describe('no object stands twice', () => {
  test('in one file', () => {
    expect(said(worldFrom([map('a', 'x'), map('a', 'y'), map('a', 'x')].join('---\n')), DUPLICATE)).toEqual([
      'error object/duplicate app.yaml metadata.name: a second ConfigMap/x/a beside document 1; give one of them another name or namespace, or remove it: the later one overwrites the other',
    ]);
  });
  test('in one kustomization', () => {
    const files = { 'kustomization.yaml': 'resources: [a.yaml, ./b.yaml]\n', 'a.yaml': map('a'), 'b.yaml': map('a') };
    expect(said(worldFrom(files), DUPLICATE)).toEqual([
      'error object/duplicate b.yaml metadata.name: a second ConfigMap/a in one kustomization, beside a.yaml; remove one of them from the resources: kustomize refuses both',
    ]);
  });
  test('in one app, whatever the API version', () => {
    const text =
      'apiVersion: cilium.io/v2\nkind: CiliumCIDRGroup\nmetadata: {name: a}\n---\napiVersion: cilium.io/v2alpha1\nkind: CiliumCIDRGroup\nmetadata: {name: a}\n';
    expect(said(appFrom(text), DUPLICATE)).toEqual([
      'error object/duplicate app/1 metadata.name: a second CiliumCIDRGroup/a beside app/0; give one of them another name or namespace, or remove it: the later one overwrites the other',
    ]);
  });
  test('but overlays, clusters and patches repeat names by design', () => {
    const files = {
      'overlays/prod/map.yaml': map('a'),
      'overlays/test/map.yaml': map('a'),
      'base/kustomization.yaml': 'resources: [map.yaml]\npatches: [{path: patch.yaml}]\n',
      'base/map.yaml': map('a'),
      'base/patch.yaml': map('a'),
    };
    expect(said(worldFrom(files), DUPLICATE, true)).toEqual([]);
  });
  test('and two files of one folder are a note', () => {
    expect(said(worldFrom({ 'x/a.yaml': map('a'), 'x/b.yaml': map('a') }), DUPLICATE, true)).toEqual([
      'note object/duplicate x/b.yaml metadata.name: a second ConfigMap/a in one folder, beside x/a.yaml; remove one of them if both are applied to one cluster',
    ]);
  });
});

test('a cluster-scoped object has no namespace', () => {
  const text =
    'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan, namespace: kube-system}\n---\n' +
    map('a', 'x');
  expect(said(worldFrom(text), CLUSTER_SCOPE)).toEqual([
    'warning object/cluster-scoped-namespace app.yaml metadata.namespace: CiliumLoadBalancerIPPool is cluster-scoped, but has the namespace "kube-system"; remove the namespace: the object holds for the whole cluster',
  ]);
});

describe('a Secret carries no values', () => {
  test.each([
    ['stringData: {password: hunter2}', '"password"'],
    ['data: {password: aHVudGVyMg==}', '"password"'],
    ['stringData: {url: "postgres://me:hunter2@db/app", mode: fast}', '"url"'],
    ['stringData: {api: 4f9a0c1d2e3b4a5968778695a4b3c2d1}', '"api"'],
  ])('%s', (fields, keys) => {
    expect(said(worldFrom(secret(fields)), SECRET_DATA)).toEqual([
      expect.stringContaining(
        `Secret door carries plain values for ${keys} (not shown); keep them out of Git: encrypt with SOPS, or let External Secrets or cert-manager make the Secret`,
      ),
    ]);
  });
  test.each([
    ['stringData: {password: "${DOOR}"}'],
    ['stringData: {password: "op://vault/door/password"}'],
    ['stringData: {password: "<path:kv/door#password>"}'],
    ['stringData: {password: ""}'],
    ['data: {password: JHtET09SfQ==}'],
    ['stringData: {STORAGE_DRIVER: memory}'],
    [
      'stringData: {AUTHENTIK_HOST: "http://auth.shop", client-secret: REPLACE_WITH_THE_SECRET, API_KEY: your-api-key-here}',
    ],
    ['type: kubernetes.io/service-account-token'],
  ])('but says nothing of %s', (fields) => {
    expect(said(worldFrom(secret(fields)), SECRET_DATA)).toEqual([]);
  });
  test('an app has no excuse for a harmless one', () => {
    expect(said(appFrom(secret('stringData: {STORAGE_DRIVER: memory}')), SECRET_DATA)).toHaveLength(1);
  });
});

describe('no object holds a private key', () => {
  const pem = [
    '-----BEGIN',
    'EC PRIVATE KEY-----\nMHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAoAoGCCqGSM49\n-----END EC PRIVATE KEY-----\n',
  ].join(' ');
  test('in a ConfigMap', () => {
    const text = `${map('a')}data: {key: ${JSON.stringify(pem)}}\n`;
    expect(said(worldFrom(text), KEY_MATERIAL)).toEqual([
      'error object/key-material app.yaml data.key: ConfigMap a holds a private key (not shown); keep the key in a Secret of the cluster and refer to it by name',
    ]);
  });
  test('in a Talos configuration, where it is in base64', () => {
    const text = `version: v1alpha1\nmachine: {ca: {crt: x, key: ${Buffer.from(pem).toString('base64')}}}\n`;
    expect(said(worldFrom(text), KEY_MATERIAL)).toEqual([
      'error object/key-material app.yaml machine.ca.key: the document holds a private key (not shown); keep the Talos secrets out of Git: encrypt the file with SOPS, or fill them in when the configuration is made',
    ]);
  });
  test('but the values of Cilium are judged by their own rule', () => {
    const release = (chart: string) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${chart}, namespace: x}\nspec: {chart: {spec: {chart: ${chart}, version: 1.20.0}}, values: {tls: {ca: {key: ${JSON.stringify(pem)}}}}}\n`;
    expect(said(worldFrom(release('cilium')), KEY_MATERIAL)).toEqual([]);
    expect(said(worldFrom(release('web')), KEY_MATERIAL)).toHaveLength(1);
  });
  test('but the header alone is a description', () => {
    expect(
      said(worldFrom(`${map('a')}data: {help: 'begins with -----BEGIN PRIVATE KEY----- and so on'}\n`), KEY_MATERIAL),
    ).toEqual([]);
  });
});

describe('an image has a tag that stays', () => {
  test.each([
    ['nginx', 'image without a tag: "nginx"', 'nginx'],
    ['registry.lan:5000/shop/web', 'image without a tag: "registry.lan:5000/shop/web"', 'registry.lan:5000/shop/web'],
    ['shop/web:latest', 'image with the moving tag "latest": "shop/web:latest"', 'shop/web'],
    ['shop/web:main', 'image with the moving tag "main": "shop/web:main"', 'shop/web'],
    ['shop/web:3-latest', 'image with the moving tag "3-latest": "shop/web:3-latest"', 'shop/web'],
  ])('%s', (image, message, name) => {
    expect(said(worldFrom(pod(image)), MOVING_TAG)).toEqual([
      `warning object/moving-tag app.yaml spec.containers.0.image: ${message}; write a version or a digest, such as "${name}:1.2.3" or "${name}@sha256:…"`,
    ]);
  });
  test.each([
    ['nginx:1.29'],
    ['nginx@sha256:abc'],
    ['nginx:latest@sha256:abc'],
    ['${IMAGE}'],
    ['auto'],
    ['shop/web:main-4f9a0c1'],
  ])('but says nothing of %s', (image) => {
    expect(said(worldFrom(pod(image)), MOVING_TAG)).toEqual([]);
  });
  test('and a kustomization may set the tag', () => {
    const files = {
      'kustomization.yaml': 'resources: [pod.yaml]\nimages: [{name: nginx, newTag: "1.29"}]\n',
      'pod.yaml': pod('nginx'),
    };
    expect(said(worldFrom(files), MOVING_TAG)).toEqual([]);
  });
});

describe('a selector holds no null', () => {
  test.each([
    [
      'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan}\nspec:\n  serviceSelector:\n    matchLabels:\n      pool:\n',
      'spec.serviceSelector.matchLabels.pool: a null for the label "pool": the API server drops it, and the selector chooses more',
    ],
    [
      'apiVersion: cilium.io/v2\nkind: CiliumEgressGatewayPolicy\nmetadata: {name: out}\nspec:\n  selectors:\n    - podSelector:\n        matchLabels:\n',
      'spec.selectors.0.podSelector.matchLabels: a null matchLabels: the API server drops it, and the selector chooses everything',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n',
      'spec.ingress.0.from: a null "from": the rule allows everybody',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec:\n  podSelector:\n    matchLabels:\n',
      'spec.podSelector.matchLabels: a null matchLabels: the selector chooses everything',
    ],
    [
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector:\n    app:\n',
      'spec.selector.app: a null for the label "app": it becomes an empty value, and no pod with a value is chosen',
    ],
  ])('%#', (text, message) => {
    expect(said(worldFrom(text), NULL_SELECTOR)).toEqual([
      expect.stringContaining(`error object/null-selector app.yaml ${message};`),
    ]);
  });
  test('but an empty selector is meant', () => {
    const text =
      'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: lan}\nspec: {serviceSelector: {matchLabels: {}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: null}\n';
    expect(said(worldFrom(text), NULL_SELECTOR)).toEqual([]);
  });
});

describe('a clusterwide policy over all endpoints leaves kube-system alive', () => {
  const policy = (spec: string, kind = 'CiliumClusterwideNetworkPolicy', metadata = 'name: dns') =>
    `apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: {${metadata}}\nspec: {${spec}}\n`;
  const dns = 'endpointSelector: {}, egress: [{toEndpoints: [{matchLabels: {k8s-app: kube-dns}}]}]';
  test('an allow rule denies the rest', () => {
    expect(said(worldFrom(policy(dns)), CLUSTERWIDE_DENY)).toEqual([
      'warning object/clusterwide-deny app.yaml spec.egress: the policy selects every endpoint, so its egress rules cut off all other egress of the cluster, kube-system included; write enableDefaultDeny: { egress: false }, or narrow the endpointSelector',
    ]);
  });
  test.each([
    ['default deny is decided', policy(`${dns}, enableDefaultDeny: {egress: false}`)],
    ['the selector is narrow', policy(dns.replace('{}', '{matchLabels: {app: web}}'))],
    ['the policy denies everything', policy('endpointSelector: {}, egress: [{}]')],
    ['the cluster is allowed', policy(`${dns.slice(0, -1)}, {toEntities: [cluster, host]}]`)],
    ['everything is allowed', policy('endpointSelector: {}, egress: [{toEntities: [all]}]')],
    [
      'kube-system has a policy',
      [
        policy(dns),
        policy(
          'endpointSelector: {}, egress: [{toEntities: [world]}]',
          'CiliumNetworkPolicy',
          'name: all, namespace: kube-system',
        ),
      ].join('---\n'),
    ],
    [
      'another clusterwide policy opens more',
      [
        policy(dns),
        policy(
          'endpointSelector: {matchLabels: {net: any}}, egress: [{toEntities: [cluster]}]',
          undefined,
          'name: more',
        ),
      ].join('---\n'),
    ],
  ])('silent where %s', (_, text) => {
    expect(said(worldFrom(text), CLUSTERWIDE_DENY)).toEqual([]);
  });
});
