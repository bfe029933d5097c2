// Workloads from cdk8s-plus and as plain objects look the same to those who read and annotate them.
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaemonSet, Deployment, Pod, Service, StatefulSet } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { WorkloadView } from '../../lib/construct';

const KEY = 'k8s.v1.cni.cncf.io/networks';
const NETWORKS = '[{"name":"sensors"}]';
const containers = [{ image: 'ghcr.io/example/api:1.4.2', portNumber: 9000 }];
const template = {
  metadata: { labels: { app: 'api' } },
  spec: {
    containers: [
      {
        name: 'main',
        image: 'x:1',
        ports: [{ containerPort: 53, name: 'dns', protocol: 'UDP' }, { containerPort: 53 }],
      },
    ],
  },
};

const chartOf = () => new Chart(new App(), 'c', { namespace: 'shop' });
const plain =
  (kind: string, spec: Record<string, unknown>, metadata = {}) =>
  (chart: Chart) =>
    new ApiObject(chart, 'api', {
      apiVersion: kind === 'Pod' ? 'v1' : kind.endsWith('Job') ? 'batch/v1' : 'apps/v1',
      kind,
      metadata,
      ...{ spec },
    });
const withoutAnnotations = { metadata: { labels: { app: 'api' } }, spec: template.spec };

/** Pod annotations in what the chart writes. */
function annotations(chart: Chart): unknown {
  const manifest = (Testing.synth(chart) as { kind: string; metadata: object; spec: Record<string, unknown> }[]).find(
    (m) => m.kind !== 'Service',
  )!;
  const pod =
    manifest.kind === 'Pod'
      ? manifest
      : manifest.kind === 'CronJob'
        ? (manifest.spec as any).jobTemplate.spec.template
        : manifest.spec.template;
  return pod.metadata.annotations;
}

describe('annotatePods reaches the pods of', () => {
  test.each<[string, (chart: Chart) => Construct]>([
    ['a cdk8s-plus Deployment', (chart) => new Deployment(chart, 'api', { containers })],
    [
      'a cdk8s-plus StatefulSet',
      (chart) =>
        new StatefulSet(chart, 'api', { containers, service: new Service(chart, 'web', { ports: [{ port: 80 }] }) }),
    ],
    ['a cdk8s-plus DaemonSet', (chart) => new DaemonSet(chart, 'api', { containers })],
    ['a cdk8s-plus Pod', (chart) => new Pod(chart, 'api', { containers })],
    ['a plain Pod', plain('Pod', template.spec)],
    ['a plain Deployment', plain('Deployment', { selector: { matchLabels: { app: 'api' } }, template })],
    ['a plain Deployment whose template has no metadata', plain('Deployment', { template: { spec: template.spec } })],
    [
      'a plain CronJob',
      plain('CronJob', { schedule: '* * * * *', jobTemplate: { spec: { template: withoutAnnotations } } }),
    ],
    ['a plain Job', plain('Job', { template: withoutAnnotations })],
  ])('%s', (_, build) => {
    const chart = chartOf();
    const workload = build(chart);
    let ready = false;
    WorkloadView.of(workload, chart).annotatePods(KEY, () => (ready ? NETWORKS : 'asked too early'));
    WorkloadView.of(workload, chart).annotatePods('a~b/c', () => 'second');
    ready = true;
    expect(annotations(chart)).toEqual({ [KEY]: NETWORKS, 'a~b/c': 'second' });
    // Rendering is pure.
    expect(annotations(chart)).toEqual({ [KEY]: NETWORKS, 'a~b/c': 'second' });
  });

  test('annotations that are there stay', () => {
    const chart = chartOf();
    const deployment = new Deployment(chart, 'api', {
      containers,
      podMetadata: { annotations: { 'prometheus.io/scrape': 'true' } },
    });
    WorkloadView.of(deployment, chart).annotatePods(KEY, () => NETWORKS);
    expect(annotations(chart)).toEqual({ 'prometheus.io/scrape': 'true', [KEY]: NETWORKS });
  });
});

test('a cdk8s-plus Deployment is read: labels, ports, replicas, selector, path without the child', () => {
  const chart = chartOf();
  const deployment = new Deployment(chart, 'api', {
    containers,
    replicas: 3,
    metadata: { name: 'api' },
    podMetadata: { labels: { tier: 'back' } },
  });
  const view = WorkloadView.of(deployment, chart);
  const own = Object.keys(view.selectorLabels());
  expect([view.kind, view.namespace, view.path, view.name]).toEqual(['Deployment', 'shop', 'c/api', 'api']);
  expect(own).toEqual(['cdk8s.io/metadata.addr']);
  expect(view.podLabels()).toEqual({ ...view.selectorLabels(), tier: 'back' });
  expect([view.ports(), view.replicas(), view.hostNetwork(), view.nodeSelector()]).toEqual([
    [{ containerPort: 9000, protocol: 'TCP' }],
    3,
    false,
    {},
  ]);
});

test('a plain Deployment is read alike', () => {
  const chart = chartOf();
  const spec = { ...template.spec, nodeSelector: { disk: 'ssd' }, hostNetwork: true };
  const view = WorkloadView.of(
    plain(
      'Deployment',
      { replicas: 3, selector: { matchLabels: { app: 'api' } }, template: { ...template, spec } },
      { name: 'api' },
    )(chart),
    chart,
  );
  expect([view.kind, view.namespace, view.path, view.name]).toEqual(['Deployment', 'shop', 'c/api', 'api']);
  expect([view.podLabels(), view.selectorLabels(), view.nodeSelector(), view.hostNetwork(), view.replicas()]).toEqual([
    { app: 'api' },
    { app: 'api' },
    { disk: 'ssd' },
    true,
    3,
  ]);
  expect(view.ports()).toEqual([
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
    { containerPort: 53, protocol: 'TCP' },
  ]);
});

test.each<[string, (chart: Chart) => Construct, number | undefined]>([
  ['a Pod is one', plain('Pod', template.spec), 1],
  ['a Deployment without the field is one', plain('Deployment', { template }), 1],
  ['a Deployment scaled to zero is none', plain('Deployment', { replicas: 0, template }), 0],
  ['a DaemonSet is one a node', plain('DaemonSet', { template }), undefined],
  ['a Job is as many as run at once', plain('Job', { parallelism: 4, completions: 9, template }), 4],
  ['a CronJob is one', plain('CronJob', { jobTemplate: { spec: { template } } }), 1],
])('%s', (_, build, replicas) => {
  const chart = chartOf();
  const view = WorkloadView.of(build(chart), chart);
  expect(view.replicas()).toBe(replicas);
});

test('the pods of a Pod and of a CronJob are selected by their own labels', () => {
  const [a, b] = [chartOf(), chartOf()];
  expect(
    WorkloadView.of(new Pod(a, 'api', { containers, metadata: { labels: { app: 'api' } } }), a).selectorLabels(),
  ).toMatchObject({ app: 'api' });
  expect(WorkloadView.of(plain('CronJob', { jobTemplate: { spec: { template } } })(b), b).selectorLabels()).toEqual({
    app: 'api',
  });
});

test('an object without namespace in a chart without one is in default', () => {
  const chart = new Chart(new App(), 'c');
  expect(WorkloadView.of(plain('Pod', template.spec)(chart), chart).namespace).toBe('default');
});

test.each<[string, (chart: Chart) => Construct, string]>([
  ['a chart', (chart) => chart, '"c" is no Kubernetes object, not a workload'],
  [
    'a ConfigMap',
    (chart) => new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap' }),
    '"c/x" is a ConfigMap, not a workload',
  ],
  ['an empty construct', (chart) => new Construct(chart, 'x'), '"c/x" is no Kubernetes object, not a workload'],
  [
    'an object with the name of a method',
    (chart) => new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'toString' }),
    '"c/x" is a toString, not a workload',
  ],
])('%s is no workload', (_, build, problem) => {
  const chart = chartOf();
  expect(() => WorkloadView.of(build(chart), new Construct(chart, 'user'))).toThrow(
    expect.objectContaining({
      code: 'manifest/workload',
      path: 'c/user',
      problem,
      repair:
        'pass one of: Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob, from cdk8s-plus or as ApiObject',
    }),
  );
});
