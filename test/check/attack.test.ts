// Somebody else's pull request is checked: what is made to hang it, to fill memory or to read beside it is bounded and said.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkIn, configMap, folderOf } from './frame-helpers';

type Files = Readonly<Record<string, string>>;

/** As much as a test may take on a machine with other work, in milliseconds. */
const SOON = 10_000;

const object = (apiVersion: string, kind: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: a}\nspec: ${spec}\n`;
const policy = (rules: string) => object('cilium.io/v2', 'CiliumNetworkPolicy', `{endpointSelector: {}, ${rules}}`);
const bomb = (key: string) =>
  `${key}: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi']
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]\n`)
    .join('')}`;
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const SLOW = '(a+)+(a+)+(a+)+b$';

/** Nothing of it may end the process, take long, or be a fault of the check. */
test.each<[string, Files]>([
  ['aliases that grow without end', { 'a.yaml': configMap('a', bomb('data')) }],
  [
    'aliases in values',
    {
      'values.yaml': bomb('values'),
      'a.yaml': configMap('a', `data:\n  values.yaml: |\n    ${bomb('x').replaceAll('\n', '\n    ')}\n`),
    },
  ],
  ['aliases in Talos documents', { 'a.yaml': `machine:\n  env: &a {x: y}\n${bomb('cluster')}` }],
  ['lists as deep as the file', { 'a.yaml': configMap('a', `data: ${deep(200_000)}\n`), 'b.json': deep(200_000) }],
  ['maps as deep as the file', { 'a.yaml': configMap('a', `data: ${'{a: '.repeat(100_000)}`) }],
  [
    'blocks as deep as the file',
    {
      'a.yaml': configMap(
        'a',
        `data:\n${Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index + 1)}a:`).join('\n')}\n`,
      ),
    },
  ],
  [
    'a configuration of a network as deep as the file',
    { 'a.yaml': object('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', `{config: '${deep(200_000)}'}`) },
  ],
  [
    'an annotation of networks as deep as the file',
    {
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {k8s.v1.cni.cncf.io/networks: '${deep(100_000)}'}}\nspec: {containers: [{name: a, image: "a:1"}]}\n`,
    },
  ],
  [
    'an expression of a link that is slow',
    { 'a.yaml': object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', `{interfaces: ["^${SLOW}"]}`) },
  ],
  [
    'expressions of HTTP rules that are slow',
    {
      'a.yaml': policy(
        `ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{path: "${SLOW}", method: "${SLOW}", host: "${SLOW}"}]}}]}]`,
      ),
    },
  ],
  ['names that are slow', { 'a.yaml': policy(`egress: [{toFQDNs: [{matchPattern: "${'*a'.repeat(5000)}"}]}]`) }],
  [
    'targets of patches that are slow',
    {
      'a.yaml': configMap('a'.repeat(60)),
      'kustomization.yaml': `resources: [a.yaml]\npatches: [{target: {kind: "${SLOW}", name: "${SLOW}", labelSelector: "${','.repeat(100_000)}"}, patch: "[]"}]\n`,
    },
  ],
  [
    'an expression of a route that is slow',
    {
      'a.yaml': object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        `{rules: [{matches: [{path: {type: RegularExpression, value: "/${SLOW}"}}]}]}`,
      ),
    },
  ],
  ['a name as long as the file', { 'a.yaml': configMap('a-'.repeat(500_000)) }],
  [
    'a label as long as the file',
    {
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {${'a.'.repeat(500_000)}: "${'b-'.repeat(500_000)}"}}\n`,
    },
  ],
  [
    'an expression of CEL as deep as the file',
    { 'a.yaml': `apiVersion: v1alpha1\nkind: OOMConfig\ncgroupRankingExpression: '${'('.repeat(100_000)}'\n` },
  ],
  ['braces of templates without end', { 'a.yaml': configMap('a', `data: {a: '${'{{ ${ <a: '.repeat(50_000)}'}\n`) }],
  ['comments of templates without end', { 'a.yaml.j2': `machine:\n  type: worker\n${'{# '.repeat(200_000)}` }],
  ['a placeholder as long as the file', { 'a.yaml.j2': `machine:\n  type: '{{ ${'a'.repeat(3_000_000)} }}'\n` }],
  ['maps of a template without end', { 'a.yaml.j2': `machine:\n  type: '{{ ${'{a}'.repeat(500_000)} '\n` }],
  [
    'variables of talhelper without end',
    {
      'talconfig.yaml': `clusterName: a\nendpoint: https://a:6443\nnodes: [{hostname: a, ipAddress: 10.0.0.1, installDisk: /dev/sda, patches: ["machine: {env: {a: '${'${A:-'.repeat(100_000)}'}}"]}]\n`,
      'talenv.yaml': 'A: a\n',
    },
  ],
  [
    'kustomizations in a circle',
    { 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a, ../b]\n' },
  ],
  [
    'kustomizations that take each other in many ways',
    Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `k${index}/kustomization.yaml`,
        `resources: [../k${index + 1}, ../k${index + 1}/., ../x/../k${index + 1}]\n`,
      ]),
    ),
  ],
  [
    'an ApplicationSet whose lists multiply',
    {
      'a.yaml': (() => {
        const elements = JSON.stringify({
          list: { elements: Array.from({ length: 300 }, (_, index) => ({ a: index })) },
        });
        const pair = `{matrix: {generators: [${elements}, ${elements}]}}`;
        return `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s, namespace: argocd}\nspec: {generators: [{matrix: {generators: [${pair}, ${pair}]}}], template: {spec: {source: {repoURL: x, path: "{{a}}"}}}}\n`;
      })(),
    },
  ],
  [
    'keys of every object',
    {
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, __proto__: {polluted: x}, constructor: {prototype: {polluted: x}}}\n__proto__: {polluted: x}\n`,
      'values.yaml': '__proto__: {polluted: x}\n',
      'kustomization.yaml': `resources: [a.yaml]\npatches: [{target: {kind: ConfigMap}, patch: '[{"op": "add", "path": "/__proto__/polluted", "value": "x"}]'}]\n`,
    },
  ],
  [
    'an enormous range of addresses',
    {
      'a.yaml': object(
        'cilium.io/v2',
        'CiliumLoadBalancerIPPool',
        '{blocks: [{cidr: "::/0"}, {cidr: 0.0.0.0/0}, {start: "::", stop: "ffff::"}]}',
      ),
    },
  ],
  [
    'enormous ranges of ports',
    {
      'a.yaml': policy(
        `ingress: [{toPorts: [{ports: [${Array(500).fill('{port: "1", endPort: 65535, protocol: ANY}').join(', ')}]}]}]`,
      ),
    },
  ],
])(
  '%s: ends soon, and is no fault of the check',
  async (_what, files) => {
    const start = Date.now();
    const { code, out } = await checkIn(
      folderOf({ 'good.yaml': configMap('good'), ...files }),
      '$',
      '--min-severity',
      'note',
    );
    expect(Date.now() - start).toBeLessThan(SOON);
    expect(out).not.toContain('input/internal');
    expect([0, 1, 2]).toContain(code);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  },
  60_000,
);

/** A word that stands in files outside of the input only. */
const WORD = 'outsideOfTheInput';

test('nothing outside of the input is read, whatever names it', async () => {
  const outside = folderOf({
    'values.yaml': `${WORD}: true\n`,
    'patch.yaml': `machine: {${WORD}: true}\n`,
    'manifest.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${WORD}}\n`,
    'kustomization.yaml': `resources: [manifest.yaml]\nnamespace: ${WORD.toLowerCase()}\n`,
    'cluster.facts': `${WORD}: true\n`,
  });
  const up = `${'../'.repeat(20)}${outside.slice(1)}`;
  const folder = folderOf({
    'kustomization.yaml': `resources: [${up}, ${up}/manifest.yaml, ${outside}/manifest.yaml]\npatches: [{path: ${up}/patch.yaml}]\nconfigMapGenerator: [{name: a, files: [${up}/values.yaml, "../../../../../etc/passwd"]}]\nhelmCharts: [{name: cilium, version: 1.20.0, valuesFile: ${up}/values.yaml, additionalValuesFiles: [${outside}/values.yaml]}]\n`,
    'app.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: cilium, namespace: argocd}\nspec:\n  destination: {namespace: kube-system}\n  source: {chart: cilium, targetRevision: 1.20.0, repoURL: https://helm.cilium.io, path: ${up}, helm: {valueFiles: [${up}/values.yaml, ${outside}/values.yaml]}}\n`,
    'helmfile.yaml': `releases: [{name: cilium, chart: cilium/cilium, version: 1.20.0, values: [${up}/values.yaml, ${outside}/values.yaml]}]\n`,
    'talconfig.yaml': `clusterName: a\nendpoint: https://a:6443\nnodes: [{hostname: a, controlPlane: true, ipAddress: 10.0.0.1, installDisk: /dev/sda, patches: ["@${up}/patch.yaml", "@${outside}/patch.yaml"]}]\n`,
    'flux.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: flux-system}\nspec: {path: ${up}, interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: a}}\n`,
    'good.yaml': configMap('good'),
  });
  symlinkSync(outside, join(folder, 'linked'));
  symlinkSync(join(outside, 'manifest.yaml'), join(folder, 'linked.yaml'));
  symlinkSync(join(outside, 'values.yaml'), join(folder, 'values.yaml'));
  symlinkSync(join(outside, 'cluster.facts'), join(folder, 'cluster.facts'));
  symlinkSync('/proc/self/environ', join(folder, 'environ.yaml'));
  mkdirSync(join(folder, 'deep'));
  symlinkSync('..', join(folder, 'deep', 'up'));
  symlinkSync('/', join(folder, 'deep', 'root'));
  const { out, err } = await checkIn(folder, '$', '--min-severity', 'note', '--format', 'json');
  expect(`${out}${err}`.toLowerCase()).not.toContain(WORD.toLowerCase());
  const { findings } = JSON.parse(out) as { findings: { code: string; file: string; message: string }[] };
  const unread = findings
    .filter(({ code }) => code === 'input/unreadable')
    .map(({ file, message }) => `${file}: ${message}`);
  const links = ['cluster.facts', 'deep/root', 'environ.yaml', 'linked', 'linked.yaml', 'values.yaml'];
  expect(new Set(unread)).toEqual(
    new Set(links.map((file) => `${file}: a symbolic link that leads out of the input: not read`)),
  );
});

test('what a stranger writes does not steer the terminal, nor the log of a workflow', async () => {
  const evil = '\u001b]0;title\u0007\u202e';
  const folder = folderOf({
    'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${JSON.stringify(`a${evil}\n::set-env name=x::y`)}}\n`,
  });
  const { out } = await checkIn(folder, '$');
  expect(out).not.toMatch(/[\u001b\u0007\u202e]/);
  const { out: workflow } = await checkIn(folder, '$', '--format', 'github');
  expect(workflow.split('\n').filter((line) => line.startsWith('::set-env'))).toEqual([]);
});

test('a folder of many files and one of many documents end soon', async () => {
  const folder = folderOf({ 'many.yaml': '---\na: 1\n'.repeat(50_000) });
  for (let index = 0; index < 1500; index++) writeFileSync(join(folder, `f${index}.yaml`), configMap(`c${index}`));
  const start = Date.now();
  const { code } = await checkIn(folder, '$');
  expect(code).toBe(0);
  expect(Date.now() - start).toBeLessThan(2 * SOON);
}, 60_000);
