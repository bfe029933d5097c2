// What roots of the input apply: which objects, as what, and what is left out.
import { APPLIED } from '../../../lib/world/derived/applied';
import { CLUSTERS } from '../../../lib/world/derived/clusters';
import { readInput } from '../../../lib/check/input';
import { folderOf } from '../../check/frame-helpers';
import { worldFrom } from '../../check/support';

const kustomization = (rest: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${rest}\n`;
const flux = (name: string, spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: ${spec}\n`;
const application = (name: string, spec: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec: ${spec}\n`;
const map = (name: string, data = '{}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;
const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80}]}\n`;

type Files = Readonly<Record<string, string>>;

/** Kind, namespace and name of what is applied. */
function applied(files: Files): string[] {
  const world = worldFrom(files);
  return world.objects
    .filter((object) => world.model(APPLIED).isApplied(object))
    .map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`);
}

const leftOut = (files: Files) => {
  const world = worldFrom(files);
  return world.objects.filter((object) => !world.model(APPLIED).isApplied(object)).map(({ origin }) => origin.file);
};

test('without any root everything counts as applied', () => {
  expect(leftOut({ 'a.yaml': map('a'), 'examples/b.yaml': map('b') })).toEqual([]);
});

test('a file beside a kustomization that does not list it is left out', () => {
  const files = {
    'app/kustomization.yaml': kustomization('resources: [a.yaml]'),
    'app/a.yaml': map('a'),
    'app/b.yaml': map('b'),
  };
  expect(leftOut(files)).toEqual(['app/b.yaml']);
});

test('a patch of a Flux Kustomization, which has neither path nor source, is no root', () => {
  const files = {
    'flux/apps.yaml': flux('apps', '{path: ./apps, sourceRef: {kind: GitRepository, name: home}}'),
    'local/patch.yaml': flux('apps', '{patches: [{target: {kind: Service}, patch: "{}"}]}'),
    'apps/a.yaml': map('a'),
    'b/b.yaml': map('b'),
  };
  expect(leftOut(files)).toEqual(['b/b.yaml', 'local/patch.yaml']);
  const whole = { ...files, 'local/patch.yaml': flux('all', '{sourceRef: {kind: GitRepository, name: home}}') };
  expect(leftOut(whole)).toEqual([]);
});

test('a Flux Kustomization that its parent comments out brings nothing', () => {
  const files = {
    'flux/apps.yaml': flux('apps', '{path: ./apps}'),
    'apps/media/kustomization.yaml': kustomization(
      'namespace: media\nresources:\n  - ./tv/ks.yaml\n  # - ./radio/ks.yaml',
    ),
    'apps/media/tv/ks.yaml': flux('tv', '{path: ./apps/media/tv/app, targetNamespace: media}'),
    'apps/media/tv/app/kustomization.yaml': kustomization('resources: [service.yaml]'),
    'apps/media/tv/app/service.yaml': service('tv'),
    'apps/media/radio/ks.yaml': flux('radio', '{path: ./apps/media/radio/app}'),
    'apps/media/radio/app/kustomization.yaml': kustomization('resources: [service.yaml]'),
    'apps/media/radio/app/service.yaml': service('radio'),
  };
  expect(leftOut(files)).toEqual(['apps/media/radio/app/service.yaml', 'apps/media/radio/ks.yaml']);
  expect(applied(files)).toContain('Service media/tv');
});

test('folders of documents, tests and archives beside roots are left out, also with kustomizations of their own', () => {
  const files = {
    'apps/kustomization.yaml': kustomization('resources: [a.yaml]'),
    'apps/a.yaml': map('a'),
    'docs/b.yaml': map('b'),
    'archive/old/kustomization.yaml': kustomization('resources: [c.yaml]'),
    'archive/old/c.yaml': map('c'),
  };
  expect(leftOut(files)).toEqual(['archive/old/c.yaml', 'docs/b.yaml']);
});

test('an object comes with the namespace, name, labels and values that its kustomizations give it', () => {
  const world = worldFrom({
    'kustomization.yaml': kustomization(
      'namespace: shop\nnamePrefix: p-\nlabels: [{pairs: {team: net}}]\nresources: [service.yaml]\npatches: [{target: {kind: Service}, patch: "- {op: replace, path: /spec/ports/0/port, value: 8080}"}]',
    ),
    'service.yaml': service('web'),
  });
  expect(world.of('', 'Service')[0]).toMatchObject({
    manifest: {
      metadata: { name: 'p-web', namespace: 'shop', labels: { team: 'net' } },
      spec: { ports: [{ port: 8080 }] },
    },
    origin: { file: 'service.yaml', document: 1 },
  });
});

test('a Namespace takes the name that the kustomization sets, by a transformer of its own too', () => {
  const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;
  const transformer =
    'apiVersion: builtin\nkind: NamespaceTransformer\nmetadata: {name: ns, namespace: .invalid}\nfieldSpecs: [{path: metadata/name, kind: Namespace, create: true}]\n';
  const files = {
    'db/kustomization.yaml': kustomization('namespace: db\nresources: [ns.yaml]'),
    'db/ns.yaml': namespace('_'),
    'web/kustomization.yaml': kustomization('resources: [ns.yaml]\ntransformers: [./transformers]'),
    'web/ns.yaml': namespace('.invalid'),
    'web/transformers/kustomization.yaml': kustomization('namespace: web\nresources: [t.yaml]'),
    'web/transformers/t.yaml': transformer,
  };
  expect(applied(files)).toEqual(expect.arrayContaining(['Namespace -/db', 'Namespace -/web']));
});

test('a version that a Flux Kustomization patches into a HelmRelease is there', () => {
  const release =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\nspec: {chart: {spec: {chart: web}}}\n';
  const patch = '- {op: add, path: /spec/chart/spec/version, value: 1.2.3}';
  const world = worldFrom({
    'ks.yaml': flux('web', `{path: ./web, patches: [{target: {kind: HelmRelease}, patch: "${patch}"}]}`),
    'web/release.yaml': release,
  });
  expect(world.of('helm.toolkit.fluxcd.io', 'HelmRelease')[0]!.manifest.spec).toEqual({
    chart: { spec: { chart: 'web', version: '1.2.3' } },
  });
});

test('variables come from ConfigMaps of the same tree; one that nobody sets stays as it is written', () => {
  const world = worldFrom({
    'ks.yaml': flux(
      'all',
      '{path: ./all, postBuild: {substitute: {A: own}, substituteFrom: [{kind: ConfigMap, name: settings}]}}',
    ),
    'all/kustomization.yaml': kustomization('namespace: flux-system\nresources: [settings.yaml, web.yaml]'),
    'all/settings.yaml': map('settings', '{B: theirs}'),
    'all/web.yaml': map('web', '{a: "${A}", b: "${B}", c: "${C}", d: "${D:=default}"}'),
  });
  expect(world.find('', 'ConfigMap', 'flux-system', 'web')!.manifest.data).toEqual({
    a: 'own',
    b: 'theirs',
    c: '${C}',
    d: 'default',
  });
});

test('with a source out of sight nothing that it may set is filled, defaults neither', () => {
  const world = worldFrom({
    'ks.yaml': flux('all', '{path: ./all, postBuild: {substituteFrom: [{kind: Secret, name: elsewhere}]}}'),
    'all/web.yaml': map('web', '{a: "${A:=x}"}'),
  });
  expect(world.of('', 'ConfigMap')[0]!.manifest.data).toEqual({ a: '${A:=x}' });
});

test('variables that stop Flux are said, and their object is as it is written', () => {
  const input = readInput([
    folderOf({
      'apps.yaml': flux('apps', '{path: ./apps, postBuild: {substitute: {A: b}}}'),
      'apps/a.yaml': map('a', '{x: "${A.b}", y: "${A}"}'),
    }),
  ]);
  expect(input.objects.find(({ manifest }) => manifest.kind === 'ConfigMap')!.manifest.data).toEqual({
    x: '${A.b}',
    y: '${A}',
  });
  expect(input.problems).toEqual([
    expect.objectContaining({
      code: 'input/not-followed',
      message: expect.stringContaining('1 × postBuild), the first here: variables of ConfigMap a: '),
    }),
  ]);
});

test('one source that two roots apply with different variables is two objects, in one form it is one', () => {
  const root = (cluster: string, value: string) =>
    flux('apps', `{path: ./base, postBuild: {substitute: {A: ${value}}}}`) + `---\n${map(`of-${cluster}`)}`;
  const files = (a: string, b: string) => ({
    'clusters/a/apps.yaml': root('a', a),
    'clusters/b/apps.yaml': root('b', b),
    'base/web.yaml': map('web', '{a: "${A}"}'),
  });
  const forms = (world: ReturnType<typeof worldFrom>) =>
    world.objects.filter(({ manifest }) => manifest.metadata.name === 'web');
  const world = worldFrom(files('one', 'two'));
  const [one, two] = forms(world);
  expect([one, two].map((form) => form!.manifest.data)).toEqual([{ a: 'one' }, { a: 'two' }]);
  expect(world.model(CLUSTERS).together(one!, two!)).toBe(false);
  expect(forms(worldFrom(files('same', 'same')))).toMatchObject([
    { applied: { clusters: [/clusters\/a$/, /clusters\/b$/].map((name) => expect.stringMatching(name) as string) } },
  ]);
});

test('the same object twice in one cluster makes no two clusters', () => {
  const world = worldFrom({
    'apps/kustomization.yaml': kustomization('resources: [controllers, networking]'),
    'apps/controllers/kustomization.yaml': kustomization('namespace: argocd\nresources: [map.yaml]'),
    'apps/controllers/map.yaml': map('same'),
    'apps/networking/kustomization.yaml': kustomization('namespace: argocd\nresources: [map.yaml]'),
    'apps/networking/map.yaml': map('same'),
  });
  const [a, b] = world.objects;
  expect(world.model(CLUSTERS).together(a!, b!)).toBe(true);
});

test('a path of another repository reaches nothing here', () => {
  const source = (name: string, url: string) =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {url: ${url}}\n`;
  const files = {
    'flux/sources.yaml': `${source('home', 'https://example.org/home')}---\n${source('upstream', 'https://example.org/upstream')}`,
    'flux/ks.yaml': `${flux('apps', '{path: ./apps, sourceRef: {kind: GitRepository, name: home}}')}---\n${flux('flux', '{path: ./flux, sourceRef: {kind: GitRepository, name: home}}')}---\n${flux('crds', '{path: ./, sourceRef: {kind: GitRepository, name: upstream}}')}`,
    'apps/a.yaml': map('a'),
    'other/b.yaml': map('b'),
  };
  expect(leftOut(files)).toEqual(['other/b.yaml']);
});

test('an Application fills in a namespace that is missing, and reads sub-folders only where it is told to', () => {
  const files = (directory: string) => ({
    'apps.yaml': application('web', `{source: {path: web${directory}}, destination: {namespace: shop}}`),
    'web/a.yaml': map('a'),
    'web/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: own}\n',
    'web/deep/c.yaml': map('c'),
  });
  expect(applied(files(''))).toEqual(['Application argocd/web', 'ConfigMap shop/a', 'ConfigMap own/b']);
  expect(applied(files(', directory: {recurse: true}'))).toContain('ConfigMap shop/c');
});

test('an ApplicationSet makes an Application of each folder that its generator names', () => {
  const set =
    'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: apps}\nspec: {generators: [{git: {directories: [{path: apps/*}, {path: apps/off, exclude: true}]}}], template: {spec: {source: {path: "{{path}}"}, destination: {namespace: "{{path.basename}}"}}}}\n';
  const files = {
    'set.yaml': set,
    'apps/one/a.yaml': map('a'),
    'apps/two/b.yaml': map('b'),
    'apps/off/c.yaml': map('c'),
  };
  expect(applied(files)).toEqual(['ConfigMap one/a', 'ConfigMap two/b', 'ApplicationSet -/apps']);
});

test('a value that a replacement writes is unknown', () => {
  const replacement =
    '{source: {kind: Service, fieldPath: metadata.name}, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.host]}]}';
  const world = worldFrom({
    'kustomization.yaml': kustomization(`resources: [a.yaml, s.yaml]\nreplacements: [${replacement}]`),
    'a.yaml': map('a', '{host: AUTO_REPLACE, other: x}'),
    's.yaml': service('s'),
  });
  expect(world.of('', 'ConfigMap')[0]!.manifest.data).toEqual({ host: '${replacement}', other: 'x' });
});

test('values of a kustomization are read as kustomize reads them', () => {
  const files = { 'kustomization.yaml': kustomization('resources: [a.yaml]'), 'a.yaml': map('a', '{on: off}') };
  expect(worldFrom(files).of('', 'ConfigMap')[0]!.manifest.data).toEqual({ on: 'off' });
  expect(worldFrom({ 'a.yaml': map('a', '{x: off}') }).of('', 'ConfigMap')[0]!.manifest.data).toEqual({ x: false });
});
