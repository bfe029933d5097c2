// Releases of app-template in a world: which objects they bring, where those stand, and what is not known of them.
import { CheckedObject, World } from '../../../lib/world/types';
import { objectKey } from '../../../lib/manifest';
import { worldFrom } from '../../check/support';

const VALUES = `
    controllers:
      web:
        pod:
          annotations:
            k8s.v1.cni.cncf.io/networks: iot
        containers:
          app: { image: { repository: shop/web, tag: 1.2.3 } }
    service:
      web:
        ports:
          http: { port: 80 }
    route:
      web:
        hostnames: [web.example.org]
        parentRefs: [{ name: lan, namespace: network }]
`;
const chart = (version: string) => `  chart: { spec: { chart: app-template, version: ${version} } }\n`;
const release = (spec: string, values = VALUES, namespace = ', namespace: shop') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web${namespace} }
spec:
${spec}${values === '' ? '' : `  values:${values}`}`;
const repository = (tag: string, name = 'app-template', namespace = 'shop') =>
  `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: ${name}, namespace: ${namespace} }
spec: { url: oci://ghcr.io/bjw-s-labs/helm/app-template, ref: { tag: ${tag} } }
`;

const renderedIn = (world: World) => world.objects.filter(({ origin }) => origin.rendered !== undefined);
const keys = (world: World) => renderedIn(world).map(({ manifest }) => objectKey(manifest));
const one = (world: World, kind: string): CheckedObject =>
  renderedIn(world).find(({ manifest }) => manifest.kind === kind)!;
/** Where the part of an object stands in its file: the longest place that leads to it. */
const fromOf = ({ origin }: CheckedObject, ...path: (string | number)[]) =>
  origin.moved?.find((each) => each.path.every((step, index) => path[index] === step))?.from.join('.');

describe('a HelmRelease brings the objects that its chart makes', () => {
  test.each([
    ['by chart.spec', release(chart('4.1.1'))],
    [
      'by a chartRef',
      `${release('  chartRef: { kind: OCIRepository, name: app-template }\n')}---\n${repository('4.1.1')}`,
    ],
    [
      'by a chartRef of another name',
      `${release('  chartRef: { kind: OCIRepository, name: web }\n')}---\n${repository('4.1.1', 'web')}`,
    ],
  ])('%s', (_, text) => {
    const world = worldFrom(text);
    expect(keys(world)).toEqual(['Deployment/shop/web', 'Service/shop/web', 'HTTPRoute/shop/web']);
    expect(one(world, 'Service').origin.rendered).toEqual({
      release: 'HelmRelease/shop/web',
      chart: 'app-template 4.1.1',
      guessed: [],
    });
  });

  test('in its target namespace, under the name that Flux makes of both', () => {
    const world = worldFrom(release(`${chart('4.1.1')}  targetNamespace: stage\n`));
    expect(keys(world)).toEqual(['Deployment/stage/stage-web', 'Service/stage/stage-web', 'HTTPRoute/stage/stage-web']);
  });

  test('in no namespace where nothing says one, and its backends neither', () => {
    const world = worldFrom(release(chart('4.1.1'), VALUES, ''));
    expect(keys(world)).toEqual(['Deployment/web', 'Service/web', 'HTTPRoute/web']);
    const { rules } = one(world, 'HTTPRoute').manifest.spec as { rules: { backendRefs: object[] }[] };
    expect(rules[0]!.backendRefs).toEqual([{ group: '', kind: 'Service', name: 'web', port: 80, weight: 1 }]);
  });

  test('and none of another chart, whatever its values look like', () => {
    expect(keys(worldFrom(release('  chart: { spec: { chart: other, version: 4.1.1 } }\n')))).toEqual([]);
  });

  test('with a name that Flux shortens', () => {
    const name = 'a'.repeat(60);
    const text = release(chart('4.1.1')).replace('name: web, namespace', `name: ${name}, namespace`);
    const [deployment] = renderedIn(worldFrom(text));
    expect(deployment!.manifest.metadata.name).toMatch(/^a{40}-[0-9a-f]{12}$/);
  });
});

describe('a part of a rendered object stands where its value does', () => {
  const world = worldFrom(release(chart('4.1.1')));
  test.each([
    ['Service', ['spec', 'ports', 0, 'port'], 'spec.values.service.web.ports.http'],
    ['Service', [], 'spec.values.service.web'],
    ['HTTPRoute', ['spec', 'parentRefs', 0], 'spec.values.route.web'],
    [
      'Deployment',
      ['spec', 'template', 'metadata', 'annotations', 'k8s.v1.cni.cncf.io/networks'],
      'spec.values.controllers.web.pod.annotations.k8s.v1.cni.cncf.io/networks',
    ],
    [
      'Deployment',
      ['spec', 'template', 'spec', 'containers', 0, 'ports'],
      'spec.values.controllers.web.containers.app',
    ],
  ])('%s %j', (kind, path, from) => {
    expect(fromOf(one(world, kind), ...path)).toBe(from);
  });

  test('also where the pods of all have it', () => {
    const shared = `
    defaultPodOptions: { hostNetwork: true }
    controllers: { web: { containers: { app: { image: { repository: shop/web, tag: 1.2.3 } } } } }
`;
    const deployment = one(worldFrom(release(chart('4.1.1'), shared)), 'Deployment');
    expect(fromOf(deployment, 'spec', 'template', 'spec', 'hostNetwork')).toBe(
      'spec.values.defaultPodOptions.hostNetwork',
    );
  });
});

describe('what is not known of a release is not guessed', () => {
  test('a version that was never compared: the paths that it alone decides', () => {
    const world = worldFrom(release(chart('5.1.0')));
    expect(one(world, 'ServiceAccount').origin.rendered!.guessed).toEqual([[]]);
    expect(one(world, 'Service').origin.rendered!.guessed).toEqual([]);
    expect(one(world, 'Deployment').origin.rendered!.guessed).toContainEqual([
      'spec',
      'template',
      'spec',
      'serviceAccountName',
    ]);
  });

  test('no version: the objects that every version makes, unknown where they differ', () => {
    const text = release('  chartRef: { kind: OCIRepository, name: app-template }\n');
    const world = worldFrom(text);
    expect(keys(world)).toEqual(['Deployment/shop/web', 'Service/shop/web', 'HTTPRoute/shop/web']);
    const { metadata, spec } = one(world, 'Service').manifest as unknown as {
      metadata: { labels: Record<string, string> };
      spec: { ports: unknown[] };
    };
    expect(metadata.labels['helm.sh/chart']).toBe('${unknown}');
    expect(spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 80, protocol: 'TCP' }]);
  });

  test('two sources of the name with different tags: no version', () => {
    const world = worldFrom(
      `${release('  chartRef: { kind: OCIRepository, name: app-template }\n')}---\n${repository('4.1.1', 'app-template', 'a')}---\n${repository('5.1.0', 'app-template', 'b')}`,
    );
    expect(one(world, 'Service').origin.rendered!.chart).toBe('app-template');
  });

  test('an image: it is no matter of the network', () => {
    const containers = (one(worldFrom(release(chart('4.1.1'))), 'Deployment').manifest.spec as any).template.spec
      .containers;
    expect(containers).toEqual([{ name: 'app', image: '${unknown}' }]);
  });

  test('values of a Secret: nothing is rendered', () => {
    const world = worldFrom(release(`${chart('4.1.1')}  valuesFrom: [{ kind: Secret, name: hidden }]\n`));
    expect(keys(world)).toEqual([]);
    expect(world.releases[0]!.rendering).toEqual({
      said: 'not followed',
      why: 'values that are not in the input: Secret hidden',
    });
  });

  test('one value of a Secret: unknown at its path', () => {
    const world = worldFrom(
      release(
        `${chart('4.1.1')}  valuesFrom: [{ kind: Secret, name: hidden, targetPath: route.web.annotations.host }]\n`,
      ),
    );
    expect(one(world, 'HTTPRoute').manifest.metadata.annotations).toEqual({ host: '${unknown}' });
  });
});

describe('values come in layers, the release itself last', () => {
  const more = 'service: { web: { type: LoadBalancer, ports: { http: { port: 81 } } } }';
  const text = release(`${chart('4.1.1')}  valuesFrom: [{ kind: ConfigMap, name: more }]\n`);
  const typeAndPort = (world: World) => {
    const spec = one(world, 'Service').manifest.spec as { type: string; ports: { port: number }[] };
    return [spec.type, spec.ports[0]!.port];
  };

  test('a ConfigMap of the input', () => {
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more, namespace: shop }\ndata: { values.yaml: "${more}" }\n`;
    expect(typeAndPort(worldFrom(`${text}---\n${map}`))).toEqual(['LoadBalancer', 80]);
  });

  test('a ConfigMap that a kustomization makes of a file', () => {
    const world = worldFrom({
      'web/release.yaml': text,
      'web/kustomization.yaml':
        'resources: [release.yaml]\nconfigMapGenerator: [{ name: more, files: [values.yaml=more.yaml] }]\n',
      'web/more.yaml': more,
    });
    expect(typeAndPort(world)).toEqual(['LoadBalancer', 80]);
  });
});

describe('patches of postRenderers are followed where text can', () => {
  const patched = (patch: string) =>
    worldFrom(
      release(
        `${chart('4.1.1')}  postRenderers: [{ kustomize: { patches: [{ target: { kind: Service }, patch: ${JSON.stringify(patch)} }] } }]\n`,
      ),
    );

  test('a JSON patch', () => {
    const world = patched('[{ op: add, path: /spec/type, value: LoadBalancer }]');
    expect((one(world, 'Service').manifest.spec as { type: string }).type).toBe('LoadBalancer');
  });

  test('what one touches that is not followed is not among the objects', () => {
    const world = patched('[{ op: move, from: /no/such, path: /spec/type }]');
    expect(keys(world)).toEqual(['Deployment/shop/web', 'HTTPRoute/shop/web']);
    expect(world.releases[0]!.rendering).toMatchObject({ left: ['a patch of postRenderers'] });
  });
});

describe('Argo CD and kustomize bring them too', () => {
  const application = (helm: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: ghcr.io/bjw-s-labs/helm, chart: app-template, targetRevision: 4.1.1, helm: ${helm} }
`;
  const values = '{ controllers: { web: { containers: { app: { image: { repository: a, tag: b } } } } } }';

  test.each([
    ['valuesObject', `{ valuesObject: ${values} }`, 'web'],
    ['values as text', `{ values: "${values}" }`, 'web'],
    ['a name of its own', `{ releaseName: shop-web, valuesObject: ${values} }`, 'shop-web'],
  ])('an Application with %s', (_, helm, name) => {
    expect(keys(worldFrom(application(helm)))).toEqual([`Deployment/shop/${name}`]);
  });

  test('an Application with an OCI address', () => {
    const text = application(`{ valuesObject: ${values} }`).replace(
      'ghcr.io/bjw-s-labs/helm, chart: app-template',
      'oci://ghcr.io/bjw-s-labs/helm/app-template',
    );
    expect(keys(worldFrom(text))).toEqual(['Deployment/shop/web']);
  });

  test('helmCharts with a file, at the lines of the file', () => {
    const world = worldFrom({
      'web/kustomization.yaml':
        'helmCharts: [{ name: app-template, version: 4.1.1, releaseName: web, namespace: shop, valuesFile: values.yaml }]\n',
      'web/values.yaml': values,
    });
    expect(keys(world)).toEqual(['Deployment/shop/web']);
    expect(one(world, 'Deployment').origin.file).toMatch(/web\/values\.yaml$/);
    expect(fromOf(one(world, 'Deployment'))).toBe('controllers.web');
  });
});
