// Files that cannot be read as they are meant, or that a check passes over.
import { YamlExample } from './example';
import { documents, policy } from './parts';

const GOOD = policy('ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]');
const NESTED = Array.from(
  { length: 8 },
  (_, depth) => `${'bcdefghi'[depth]!}: &${'bcdefghi'[depth]!} [${Array(9).fill(`*${'abcdefgh'[depth]!}`).join(', ')}]`,
);
const GENERATOR = 'configMapGenerator: [{ name: web, files: [data.yaml] }]\n';
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\n';
const ONE = `${MAP}data: { a: "1" }\n`;
const APPS = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
const JSON_MAP = `{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": { "name": "web", "namespace": "shop" }
}
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "registry.example.com/web:1.0.0" }] }
`;
const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 3 }
`;
const kustomization = (more: string) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n${more}`;

export const INPUT: readonly YamlExample[] = [
  ['input/yaml', GOOD.replace('{endpointSelector', '{ endpointSelector').replace(/\}\n$/, '\n'), GOOD],
  ['input/json', { 'map.json': JSON_MAP.replace('"v1",', '"v1"') }, { 'map.json': JSON_MAP }],
  ['input/duplicate-key', `${MAP}data: { a: "1" }\ndata: { b: "2" }\n`, `${MAP}data: { a: "1", b: "2" }\n`],
  ['input/aliases', ['a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]', ...NESTED].join('\n'), 'a: &a [1, 2, 3]\nb: *a\n'],
  ['input/empty', '# to be written\n', GOOD],
  ['input/not-object', GOOD.replace(/^kind: .*\n/m, ''), GOOD],
  [
    'input/facts',
    { 'cluster.facts': 'nodeSubnet: 192.168.70.0/24\n' },
    { 'cluster.facts': 'nodeSubnets: [192.168.70.0/24]\n' },
  ],
  [
    'input/encrypted',
    `${MAP}data: { a: "ENC[AES256_GCM,data:example]" }\nsops: { mac: "ENC[AES256_GCM,data:example]" }\n`,
    documents(`${MAP}data: { a: "1" }\n`),
  ],
  [
    'input/template',
    `{{- if .Values.web.enabled }}\n${MAP}data: { a: "{{ .Values.web.a }}" }\n{{- end }}\n`,
    `${MAP}data: { a: "1" }\n`,
  ],
  [
    'input/patch',
    { 'kustomization.yaml': kustomization(''), 'web.yaml': DEPLOYMENT, 'patches/web.yaml': PATCH },
    {
      'kustomization.yaml': kustomization('patches: [{ path: patches/web.yaml }]\n'),
      'web.yaml': DEPLOYMENT,
      'patches/web.yaml': PATCH,
    },
  ],
  [
    'input/data',
    { 'kustomization.yaml': GENERATOR, 'data.yaml': 'entry: [web\n' },
    { 'kustomization.yaml': GENERATOR, 'data.yaml': 'entry: [web]\n' },
  ],
  [
    'input/not-applied',
    { 'flux.yaml': APPS, 'apps/web.yaml': ONE, 'old/web.yaml': ONE },
    { 'flux.yaml': APPS, 'apps/web.yaml': ONE },
  ],
  [
    'input/not-followed',
    { 'kustomization.yaml': 'resources: [web.yaml, https://example.com/web.yaml]\n', 'web.yaml': ONE },
    { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': ONE },
  ],
];
