// Rendered manifests on standard input: findings name where the renderer says that an object was taken from.
import { CheckFinding, readText } from '../../lib/check';
import { format } from '../../lib/check/report';
import { readEntries } from '../../lib/check/settings/entry';

const object = (name: string, metadata = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${metadata}`;
const sources = (text: string, file = '-') => readText(text, file).objects.map(({ origin }) => origin.source);

test('helm template: the comment above the object, also where the template begins with a separator of its own', () => {
  const text = `---
# Source: web/crds/x.yaml
${object('a')}
---
# Source: web/charts/sub/templates/c.yaml
---
${object('b')}---
# Source: web/templates/two.yaml
# a comment of the template
${object('c')}---
${object('d')}`;
  expect(sources(text)).toEqual([
    'web/crds/x.yaml',
    'web/charts/sub/templates/c.yaml',
    'web/templates/two.yaml',
    undefined,
  ]);
});

test.each([
  [
    'kustomize build',
    '  annotations:\n    config.kubernetes.io/origin: |\n      path: base/web.yaml\n',
    'base/web.yaml',
  ],
  [
    'kustomize build, of a remote base',
    '  annotations:\n    config.kubernetes.io/origin: |\n      path: web.yaml\n      repo: https://example.org/a\n      ref: v1\n',
    'https://example.org/a/web.yaml?ref=v1',
  ],
  [
    'kustomize build, of a generator',
    '  annotations:\n    config.kubernetes.io/origin: |\n      configuredIn: apps/kustomization.yaml\n      configuredBy: {kind: ConfigMapGenerator}\n',
    'apps/kustomization.yaml',
  ],
  [
    'flux build',
    '  labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}\n',
    'Kustomization/flux-system/apps',
  ],
  [
    'a renderer of HelmReleases',
    '  labels: {helm.toolkit.fluxcd.io/name: web, helm.toolkit.fluxcd.io/namespace: shop, kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}\n',
    'HelmRelease/shop/web',
  ],
  [
    'argocd app manifests',
    '  annotations: {argocd.argoproj.io/tracking-id: "shop:/ConfigMap:web/a"}\n',
    'Application/shop',
  ],
])('%s: the mark on the object', (_tool, metadata, source) => {
  expect(sources(object('a', metadata))).toEqual([source]);
});

test('an origin that cannot be read says nothing', () => {
  expect(sources(object('a', '  annotations: {config.kubernetes.io/origin: "{"}\n'))).toEqual([undefined]);
});

test('in a file the file is the origin, whatever a comment says', () => {
  expect(sources(`# Source: web/templates/a.yaml\n${object('a')}`, 'a.yaml')).toEqual([undefined]);
});

describe('a finding of standard input', () => {
  const finding: CheckFinding = {
    severity: 'error',
    code: 'object/duplicate',
    message: 'wrong',
    repair: 'mend it',
    file: '-',
    line: 7,
    source: 'web/templates/a.yaml',
    object: 'ConfigMap/a',
    data: {},
    fingerprint: 'x',
  };
  const summary = {
    checked: 1,
    files: 1,
    versions: { cilium: '1.20', gatewayApi: 'v1.6.1', assumed: [] },
    kinds: [],
    others: [],
    passedOver: [],
    ignored: 0,
  };

  test('stands below its source in the report', () => {
    expect(format('text', [finding], summary)).toMatch(/^web\/templates\/a\.yaml \(standard input\)\n {6}7 {2}error/);
  });

  test('has its source in every format', () => {
    expect(JSON.parse(format('json', [finding], summary)).findings[0].source).toBe('web/templates/a.yaml');
    expect(JSON.parse(format('sarif', [finding], summary)).runs[0].results[0].properties.source).toBe(
      'web/templates/a.yaml',
    );
    expect(format('github', [finding], summary)).toContain('::ConfigMap/a of web/templates/a.yaml: wrong');
  });

  test('is meant by an entry of the configuration for that source', () => {
    const entry = (file: string) =>
      readEntries('x.yaml', 'ignore', [{ code: finding.code, reason: 'known', file }])[0]!;
    expect(entry('web/templates/**').matches(finding)).toBe(true);
    expect(entry('shop/**').matches(finding)).toBe(false);
  });
});
