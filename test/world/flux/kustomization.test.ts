import { Manifest, PlainMap } from '../../../lib/manifest';
import { fluxOverlay, patched, substituted, transformed, withCommonMetadata } from '../../../lib/world/flux';
import { patchedBy } from '../../../lib/world/flux/json-patch';
import { outcome } from '../../../lib/world/flux/outcome';
import { mergedBy } from '../../../lib/world/flux/strategic-merge';

const deployment: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          { name: 'app', image: 'nginx:1', ports: [{ containerPort: 80 }], args: ['a', 'b'] },
          { name: 'side', image: 'reg:5000/x@sha256:1' },
        ],
        volumes: [{ name: 'v', configMap: { name: 'cfg' } }],
      },
    },
  },
};
const config: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cfg' }, data: {} };
const pool: Manifest = { apiVersion: 'cilium.io/v2', kind: 'CiliumLoadBalancerIPPool', metadata: { name: 'pool' } };

function done(said: { said: string }): any {
  if (said.said !== 'done') throw new Error(JSON.stringify(said));
  return (said as any).value;
}

function merged(patch: PlainMap, object: PlainMap = deployment): any {
  return mergedBy(object, patch);
}

/** What a kustomization makes of objects, every step of it followed. */
function kustomized(objects: Manifest[], kustomization: PlainMap): any[] {
  const beyond = ({ why }: { why: string }) => {
    throw new Error(why);
  };
  return transformed(objects, kustomization, { file: () => undefined, beyond });
}

describe('a strategic merge', () => {
  test('merges containers by name, what the patch names first; other lists are replaced', () => {
    const containers = [{ name: 'new' }, { name: 'app', image: 'b', args: ['c'] }];
    expect(merged({ spec: { template: { spec: { containers } } } }).spec.template.spec.containers).toEqual([
      { name: 'new' },
      { name: 'app', image: 'b', ports: [{ containerPort: 80 }], args: ['c'] },
      { name: 'side', image: 'reg:5000/x@sha256:1' },
    ]);
  });

  test('takes away what is null, an element or an object marked for it', () => {
    expect(merged({ spec: { replicas: null } }).spec).not.toHaveProperty('replicas');
    const containers = [{ name: 'app', $patch: 'delete' }];
    expect(merged({ spec: { template: { spec: { containers } } } }).spec.template.spec.containers).toHaveLength(1);
    expect(merged({ $patch: 'delete' })).toBeUndefined();
  });

  test('replaces lists of a kind that kustomize does not know', () => {
    const route = {
      apiVersion: 'x.io/v1',
      kind: 'Deployment',
      spec: { template: { spec: { containers: [{ name: 'a' }] } } },
    };
    const containers = [{ name: 'b' }];
    expect(merged({ spec: { template: { spec: { containers } } } }, route).spec.template.spec.containers).toEqual(
      containers,
    );
  });

  test('stops at a text in place of a map', () => {
    expect(outcome(() => merged({ spec: 'x' }))).toMatchObject({ said: 'refused' });
  });
});

test.each([
  [[{ op: 'add', path: '/a/-', value: 3 }], { a: [1, 2, 3] }],
  [[{ op: 'add', path: '/a/0', value: 0 }], { a: [0, 1, 2] }],
  [[{ op: 'replace', path: '/b', value: 1 }], { a: [1, 2], b: 1 }],
  [[{ op: 'remove', path: '/a/0' }], { a: [2] }],
  [[{ op: 'move', from: '/a/0', path: '/x~1y' }], { a: [2], 'x/y': 1 }],
  [[{ op: 'copy', from: '/a', path: '/c' }], { a: [1, 2], c: [1, 2] }],
  [[{ op: 'remove', path: '/missing' }], undefined],
  [[{ op: 'add', path: '/missing/deep', value: 1 }], undefined],
  [[{ op: 'test', path: '/a/0', value: 2 }], undefined],
  [[{ op: 'replace', path: '/a/9', value: 2 }], undefined],
])('the JSON patch %j makes %j', (operations, result) => {
  const said = outcome(() => patchedBy({ a: [1, 2] }, operations));
  if (result === undefined) expect(said.said).toBe('refused');
  else expect(said).toEqual({ said: 'done', value: result });
});

describe('a patch', () => {
  const names = (objects: Manifest[]) => objects.map(({ metadata }) => metadata.name);

  test('is for all that its target selects, whole expressions', () => {
    const said = (target: PlainMap) => names(done(patched([deployment, config], { patch: '$patch: delete', target })));
    expect(said({ kind: 'Deploy' })).toEqual(['web', 'cfg']);
    expect(said({ kind: 'Deploy.*' })).toEqual(['cfg']);
    expect(said({ labelSelector: 'app in (web, api)' })).toEqual(['cfg']);
    expect(said({ labelSelector: '!app' })).toEqual(['web']);
  });

  test('does not change the name of its object', () => {
    const patch = '{kind: ConfigMap, apiVersion: v2, metadata: {name: other}, data: {a: b}}';
    expect(done(patched([config], { patch, target: { kind: 'ConfigMap' } }))).toEqual([
      { ...config, data: { a: 'b' } },
    ]);
  });

  test('with a target turns a label that is null into a text; by name it takes the label away', () => {
    const patch = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {app: null}}}';
    expect(done(patched([deployment], { patch, target: { kind: 'Deployment' } }))[0].metadata.labels).toEqual({
      app: 'null',
    });
    expect(done(patched([deployment], { patch }))[0].metadata).not.toHaveProperty('labels');
  });

  test('for an object that is not there stops kustomize', () => {
    const patch = '{apiVersion: v1, kind: ConfigMap, metadata: {name: gone}}';
    expect(patched([config], { patch })).toMatchObject({ said: 'refused' });
  });
});

describe('a kustomization', () => {
  test('puts its namespace on what it does not know to be without one', () => {
    const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'old' } };
    const role: Manifest = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' } };
    const result = kustomized([namespace, config, pool, role], { namespace: 'new' });
    expect(result.map(({ metadata }) => metadata)).toEqual([
      { name: 'new' },
      { name: 'cfg', namespace: 'new' },
      { name: 'pool', namespace: 'new' },
      { name: 'r' },
    ]);
  });

  test('gives names a prefix, and the references to them', () => {
    const [web, cfg] = kustomized([deployment, config], { namePrefix: 'p-' });
    expect([web.metadata.name, cfg.metadata.name, web.spec.template.spec.volumes[0].configMap.name]).toEqual([
      'p-web',
      'p-cfg',
      'p-cfg',
    ]);
  });

  test('puts commonLabels into selectors, labels only where told', () => {
    const [common] = kustomized([deployment], { commonLabels: { t: '1' } });
    expect(common.spec.selector.matchLabels).toEqual({ app: 'web', t: '1' });
    const [plain] = kustomized([deployment], { labels: [{ pairs: { t: '1' } }] });
    expect([plain.metadata.labels.t, plain.spec.selector.matchLabels.t, plain.spec.template.metadata.labels.t]).toEqual(
      ['1', undefined, undefined],
    );
  });

  test('changes images by name, with a port in the name or a digest', () => {
    const images = [
      { name: 'nginx', newTag: '2' },
      { name: 'reg:5000/x', newName: 'y' },
    ];
    const [web] = kustomized([deployment], { images });
    expect(web.spec.template.spec.containers.map(({ image }: any) => image)).toEqual(['nginx:2', 'y@sha256:1']);
  });
});

describe('a Flux Kustomization', () => {
  test('adds its patches behind those of its path and takes the place of the namespace and of an image', () => {
    const spec = { targetNamespace: 'b', patches: [2], images: [{ name: 'x', newTag: '2' }] };
    expect(fluxOverlay(spec, { namespace: 'a', patches: [1], images: [{ name: 'x' }, { name: 'y' }] })).toEqual({
      namespace: 'b',
      patches: [1, 2],
      images: [{ name: 'x', newTag: '2', digest: '' }, { name: 'y' }],
    });
  });

  test('keeps the new name of an image where it sets the version alone', () => {
    const atPath = { images: [{ name: 'x', newName: 'reg/x', digest: 'sha256:1' }] };
    expect(fluxOverlay({ images: [{ name: 'x', newTag: '2' }] }, atPath).images).toEqual([
      { name: 'x', newName: 'reg/x', newTag: '2', digest: '' },
    ]);
  });

  test('takes patches of the older API as values', () => {
    const spec = {
      patchesStrategicMerge: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cfg' }, data: { a: 'b' } }],
      patchesJson6902: [{ target: { kind: 'ConfigMap' }, patch: [{ op: 'add', path: '/data/c', value: 'd' }] }],
    };
    const [{ data }] = kustomized([config], fluxOverlay(spec, {}));
    expect(data).toEqual({ a: 'b', c: 'd' });
  });

  test('patches the version into a release, fills variables, then labels the objects alone', () => {
    const release: Manifest = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'cilium' },
      spec: { chart: { spec: { chart: 'cilium' } }, values: { id: '${ID}' } },
    };
    const spec = {
      patches: [
        { patch: `[{op: add, path: /spec/chart/spec/version, value: 1.20.0}]`, target: { kind: 'HelmRelease' } },
      ],
      commonMetadata: { labels: { owner: 'me' } },
    };
    const [patchedRelease] = kustomized([release], fluxOverlay(spec, {}));
    const [result] = withCommonMetadata([done(substituted(patchedRelease, { ID: '7' }))], spec.commonMetadata) as any[];
    expect(result.spec).toEqual({ chart: { spec: { chart: 'cilium', version: '1.20.0' } }, values: { id: 7 } });
    expect(result.metadata.labels).toEqual({ owner: 'me' });
  });
});
