// Who installs app-template besides Flux's HelmRelease with patches of its own: ApplicationSets, k3s; and what Flux does to rendered objects.
import { CheckedObject, World } from '../../../lib/world/types';
import { objectKey } from '../../../lib/manifest';
import { worldFrom } from '../../check/support';

const VALUES = '{ controllers: { web: { containers: { app: { image: { repository: a, tag: b } } } } } }';
const rendered = (world: World) => world.objects.filter(({ origin }) => origin.rendered !== undefined);
const keys = (world: World) => rendered(world).map(({ manifest }) => objectKey(manifest));
const labels = ({ manifest }: CheckedObject) => manifest.metadata.labels ?? {};

describe('an ApplicationSet installs the chart once for each Application that it makes', () => {
  const set = (generators: string, name: string, namespace = 'shop') => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  generators: ${generators}
  template:
    metadata: { name: "${name}" }
    spec:
      destination: { namespace: "${namespace}" }
      source: { repoURL: ghcr.io/bjw-s-labs/helm, chart: app-template, targetRevision: 4.1.1, helm: { valuesObject: ${VALUES} } }
`;

  test('of a list, each under its own name', () => {
    const world = worldFrom(set('[{ list: { elements: [{ app: one }, { app: two }] } }]', '{{app}}'));
    expect(keys(world)).toEqual(['Deployment/shop/one', 'Deployment/shop/two']);
    expect(rendered(world)[0]!.origin.rendered!.release).toBe('Application/one of ApplicationSet/argocd/apps');
  });

  test('of folders of the repository', () => {
    const world = worldFrom({
      'set.yaml': set('[{ git: { directories: [{ path: apps/* }] } }]', '{{path.basename}}', '{{path.basename}}'),
      'apps/one/x.yaml': 'a: 1\n',
      'apps/two/x.yaml': 'a: 1\n',
    });
    expect(keys(world)).toEqual(['Deployment/one/one', 'Deployment/two/two']);
  });

  test('at the lines of its template', () => {
    const [deployment] = rendered(worldFrom(set('[{ list: { elements: [{ app: one }] } }]', '{{app}}')));
    expect(deployment!.origin.moved!.find(({ path }) => path.length === 0)!.from.join('.')).toBe(
      'spec.template.spec.source.helm.valuesObject.controllers.web',
    );
  });

  test('not under a name that no generator of the input gives', () => {
    const world = worldFrom(set('[{ clusters: {} }]', '{{name}}'));
    expect(keys(world)).toEqual([]);
    expect(world.releases[0]!.rendering).toEqual({ said: 'not followed', why: 'a release without a name' });
  });
});

describe('a HelmChart of k3s installs the chart', () => {
  const chart = (spec: string) =>
    `apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: { name: web, namespace: kube-system }\nspec: { version: 4.1.1, ${spec} }\n`;
  const config = (text: string) =>
    `apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: { name: web, namespace: kube-system }\nspec: { valuesContent: "${text}" }\n`;

  test.each([
    ['of a repository', `chart: app-template, targetNamespace: shop, valuesContent: "${VALUES}"`, 'shop'],
    [
      'of an OCI address',
      `chart: "oci://ghcr.io/bjw-s-labs/helm/app-template", valuesContent: "${VALUES}"`,
      'kube-system',
    ],
  ])('%s', (_, spec, namespace) => {
    expect(keys(worldFrom(chart(spec)))).toEqual([`Deployment/${namespace}/web`]);
  });

  test('with the values of a HelmChartConfig of its name over its own', () => {
    const world = worldFrom(
      `${chart(`chart: app-template, valuesContent: "${VALUES}"`)}---\n${config('{ defaultPodOptions: { hostNetwork: true } }')}`,
    );
    expect((rendered(world)[0]!.manifest.spec as any).template.spec.hostNetwork).toBe(true);
  });

  test('not followed where values come from a Secret, and not at all of an archive', () => {
    const hidden = worldFrom(chart('chart: app-template, valuesSecrets: [{ name: hidden }]'));
    expect(hidden.releases[0]!.rendering).toMatchObject({ said: 'not followed' });
    const archive = worldFrom(chart('chart: "https://example.org/app-template-4.1.1.tgz"'));
    expect(archive.releases[0]!.rendering).toEqual({ said: 'other chart' });
  });
});

describe('Flux changes what the chart renders', () => {
  const release = (spec: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  chart: { spec: { chart: app-template, version: 4.1.1 } }
  values: ${VALUES}
  ${spec}
`;

  test('by common metadata, on the objects and not on their pods', () => {
    const [deployment] = rendered(
      worldFrom(release('commonMetadata: { labels: { team: net, app.kubernetes.io/name: own } }')),
    );
    expect(labels(deployment!)).toMatchObject({ team: 'net', 'app.kubernetes.io/name': 'own' });
    expect((deployment!.manifest.spec as any).template.metadata.labels.team).toBeUndefined();
  });

  test.each([
    [
      'patchesStrategicMerge',
      '[{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, spec: { replicas: 3 } }]',
    ],
    [
      'patchesJson6902',
      '[{ target: { kind: Deployment, name: web }, patch: [{ op: add, path: /spec/replicas, value: 3 }] }]',
    ],
  ])('by %s of the older API', (field, patches) => {
    const [deployment] = rendered(worldFrom(release(`postRenderers: [{ kustomize: { ${field}: ${patches} } }]`)));
    expect((deployment!.manifest.spec as { replicas: number }).replicas).toBe(3);
  });
});
