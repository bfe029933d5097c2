// Bootstrap manifests: what Talos is given, and that it is what the charts have.
import { ApiObject, JsonPatch } from 'cdk8s';
import { ConfigFormat, TalosVersion } from '../../lib/cluster';
import { objectKey } from '../../lib/manifest';
import { bootstrapCopy, bootstrapDifferences, talosFiles } from '../../lib/talos';
import { FakeDelivery, home } from './home';

test.each([
  [TalosVersion.V1_13, ConfigFormat.V1ALPHA1],
  [TalosVersion.V1_14, ConfigFormat.V1ALPHA1],
  [TalosVersion.V1_14, ConfigFormat.DOCUMENTS],
])('the bootstrap copy is the GitOps copy without Jobs (%s, %s)', (talosVersion, configFormat) => {
  const { app } = home(talosVersion, { configFormat });
  expect(bootstrapCopy(app).map(objectKey)).toEqual(['ServiceAccount/kube-system/cilium', 'ClusterRole/cilium']);
  expect(bootstrapDifferences(app)).toEqual([]);
});

test('an override reaches both copies', () => {
  const { app, chart } = home(TalosVersion.V1_14);
  const cilium = chart.node.findChild('cilium') as unknown as { addField(path: string, value: unknown): void };
  cilium.addField('automountServiceAccountToken', false);
  expect(bootstrapCopy(app)[0]).toMatchObject({ automountServiceAccountToken: false });
  expect(bootstrapDifferences(app)).toEqual([]);
});

test('differences between the copies are named', () => {
  const { app, chart } = home(TalosVersion.V1_14);
  const same = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same', namespace: 'kube-system' } };
  const other = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'other', namespace: 'kube-system' },
    data: { a: '1' },
  };
  const lone = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'lone', namespace: 'kube-system' } };
  new FakeDelivery(chart, 'extra', '20-extra', [same, other, lone]);
  new ApiObject(chart, 'same', same);
  new ApiObject(chart, 'other', other).addJsonPatch(JsonPatch.replace('/data/a', '2'));
  expect(bootstrapDifferences(app)).toEqual([
    'ConfigMap/kube-system/other: differs from the chart',
    'ConfigMap/kube-system/lone: in no chart',
  ]);
});

test('a delivery of Jobs only is no manifest', () => {
  const { app, chart } = home(TalosVersion.V1_14);
  new FakeDelivery(chart, 'jobs', '20-jobs', [
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once', namespace: 'kube-system' } },
  ]);
  const names = talosFiles(app).flatMap(({ documents }) =>
    documents.filter(({ kind }) => kind === 'KubeInlineManifestConfig').map(({ name }) => name),
  );
  expect(names).toEqual(['10-cilium']);
});

test('manifests come in the order of their names, and on control planes only', () => {
  const { app, chart } = home(TalosVersion.V1_14);
  const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' } });
  new FakeDelivery(chart, 'z', '00-first', [map('a')]);
  new FakeDelivery(chart, 'a', '90-last', [map('b')]);
  const names = talosFiles(app).map(({ name, documents }) => [
    name,
    documents.filter(({ kind }) => kind === 'KubeInlineManifestConfig').map((document) => document.name),
  ]);
  expect(names).toEqual([
    ['all.yaml', []],
    ['controlplane.yaml', ['00-first', '10-cilium', '90-last']],
    ['worker.yaml', []],
  ]);
});
