// What differs between the minors of the chart, rule by rule: the same values rendered by each.
import { renderChart, supportedVersions } from '../../lib/chart';
import { Manifest, PlainMap } from '../../lib/manifest/types';
import { CRON_JOBS } from './values';

function objects(version: string, values: PlainMap): Manifest[] {
  const { objects: all, problems } = renderChart({
    version,
    values: { ...CRON_JOBS, ...values },
    apiVersions: ['gateway.networking.k8s.io/v1/GatewayClass'],
    lenient: true,
  });
  expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  return all;
}

type Ask = (all: readonly Manifest[]) => unknown;

const kinds =
  (name: string): Ask =>
  (all) =>
    all.filter(({ metadata }) => metadata.name === name).map(({ kind }) => kind);
const config =
  (key: string): Ask =>
  (all) =>
    (
      all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'cilium-config')?.data as Record<
        string,
        string
      >
    )[key];
const at =
  (kind: string, name: RegExp, ...keys: (string | number)[]): Ask =>
  (all) =>
    keys.reduce<unknown>(
      (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
      all.find((each) => each.kind === kind && name.test(each.metadata.name)),
    );
const agent = (...keys: (string | number)[]) => at('DaemonSet', /^cilium$/, 'spec', 'template', 'spec', ...keys);
const operator = (...keys: (string | number)[]) =>
  at('Deployment', /^cilium-operator$/, 'spec', 'template', 'spec', ...keys);
const envoy = (...keys: (string | number)[]) =>
  at('DaemonSet', /^cilium-envoy$/, 'spec', 'template', 'spec', 'containers', 0, ...keys);

const UI = { hubble: { ...CRON_JOBS.hubble, relay: { enabled: true }, ui: { enabled: true } } };
const GATEWAY = { kubeProxyReplacement: true, gatewayAPI: { enabled: true } };

/** Rule, values, question, and its answer in 1.18, 1.19 and 1.20. */
const RULES: [string, PlainMap, Ask, [unknown, unknown, unknown]][] = [
  [
    "the label of the chart is on the agent's DaemonSet since 1.20",
    {},
    at('DaemonSet', /^cilium$/, 'metadata', 'labels', 'helm.sh/chart'),
    [undefined, undefined, 'cilium-1.20.0'],
  ],
  [
    'probes of the agent go by the name of the port since 1.19',
    {},
    agent('containers', 0, 'livenessProbe', 'httpGet', 'port'),
    [9879, 'health', 'health'],
  ],
  [
    'the agent has no ports without metrics in 1.18',
    {},
    (all) => (agent('containers', 0, 'ports')(all) as unknown[] | undefined)?.length,
    [undefined, 2, 2],
  ],
  [
    'the operator lists its health port since 1.19',
    {},
    operator('containers', 0, 'ports', 0, 'name'),
    ['prometheus', 'health', 'health'],
  ],
  [
    'helpers on the host run under bash since 1.19',
    {},
    agent('initContainers', 1, 'command', 0),
    ['sh', 'bash', 'bash'],
  ],
  ['pods state hostUsers since 1.20', {}, agent('hostUsers'), [undefined, undefined, true]],
  [
    "Envoy's metrics go by name in 1.18 and by number later",
    {},
    at('Service', /^cilium-envoy$/, 'spec', 'ports', 0, 'targetPort'),
    ['envoy-metrics', 9964, 9964],
  ],
  [
    "Envoy's start is probed with a timeout since 1.20",
    {},
    envoy('startupProbe', 'timeoutSeconds'),
    [undefined, undefined, 5],
  ],
  ['one aggregated stream feeds Envoy since 1.20', {}, config('envoy-xds-mode'), [undefined, undefined, 'ads']],
  [
    'the shared ingress is backed by Endpoints in 1.18, by an EndpointSlice later',
    { ingressController: { enabled: true }, kubeProxyReplacement: true },
    kinds('cilium-ingress'),
    [
      ['Service', 'Endpoints'],
      ['Service', 'EndpointSlice'],
      ['Service', 'EndpointSlice'],
    ],
  ],
  [
    'gateways are guarded by an admission policy since 1.20',
    GATEWAY,
    kinds('gateway.cilium.io'),
    [[], [], ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']],
  ],
  [
    'Gateway API takes the socket load balancer out of pods since 1.20',
    GATEWAY,
    config('bpf-lb-sock-hostns-only'),
    [undefined, undefined, 'true'],
  ],
  [
    'the operator may manage ztunnel since 1.19',
    {},
    kinds('cilium-operator-ztunnel'),
    [[], ['Role', 'RoleBinding'], ['Role', 'RoleBinding']],
  ],
  [
    'the certificate Job is a hook of helm in 1.18',
    {},
    at('Job', /^hubble-generate-certs/, 'metadata', 'annotations'),
    [{ 'helm.sh/hook': 'post-install,post-upgrade' }, undefined, undefined],
  ],
  [
    'the certificate Job is deleted after half an hour in 1.18, never later',
    {},
    at('Job', /^hubble-generate-certs/, 'spec', 'ttlSecondsAfterFinished'),
    [1800, undefined, undefined],
  ],
  [
    "the UI's volume for temporary files is limited since 1.20",
    UI,
    at('Deployment', /^hubble-ui$/, 'spec', 'template', 'spec', 'volumes', 1, 'emptyDir'),
    [{}, {}, { sizeLimit: '256Mi' }],
  ],
  [
    'the UI reads every resource of Cilium in 1.18 only',
    UI,
    (all) => JSON.stringify(at('ClusterRole', /^hubble-ui$/, 'rules')(all)).includes('cilium.io'),
    [true, false, false],
  ],
  [
    'seconds between looks for unmanaged pods have their unit since 1.19',
    {},
    config('unmanaged-pod-watcher-interval'),
    ['15', '15s', '15s'],
  ],
  ['the host firewall is said to be off since 1.19', {}, config('enable-host-firewall'), [undefined, 'false', 'false']],
  ['mutual authentication is on by default in 1.18', {}, config('mesh-auth-enabled'), ['true', 'false', 'false']],
  [
    'strict mode is one switch in 1.18',
    { encryption: { strictMode: { enabled: true, cidr: '10.0.0.0/8' } } },
    config('encryption-strict-mode-cidr'),
    ['10.0.0.0/8', undefined, undefined],
  ],
  [
    'strict mode is that of egress in 1.19, and gone in 1.20',
    { encryption: { strictMode: { enabled: true, cidr: '10.0.0.0/8' } } },
    config('encryption-strict-egress-cidr'),
    [undefined, '10.0.0.0/8', undefined],
  ],
  [
    'a value that a minor does not know changes nothing in it',
    { envoy: { log: { accessLogEnabled: false } } },
    config('envoy-access-log-enabled'),
    [undefined, undefined, 'false'],
  ],
  [
    'one ConfigMap as source is mounted since 1.19, resolved before',
    { daemon: { configSources: 'config-map:cilium-config' } },
    agent('initContainers', 0, 'name'),
    ['config', 'mount-cgroup', 'mount-cgroup'],
  ],
];

test.each(RULES)('%s', (_, values, ask, expected) => {
  expect(supportedVersions().map((version) => ask(objects(version, values)))).toEqual(expected);
});

test("a Job's name follows its spec since 1.19 and is fixed before", () => {
  const name = (version: string, image: string) =>
    objects(version, { certgen: { image: { override: image } } }).find(({ kind }) => kind === 'Job')!.metadata.name;
  expect([name('1.18.12', 'a/b:1'), name('1.18.12', 'a/b:2')]).toEqual([
    'hubble-generate-certs',
    'hubble-generate-certs',
  ]);
  expect(name('1.19.6', 'a/b:1')).toMatch(/^hubble-generate-certs-[0-9a-f]{10}$/);
  expect(name('1.19.6', 'a/b:1')).not.toBe(name('1.19.6', 'a/b:2'));
});

test('a key that a minor does not know is refused with its name, unless the caller is lenient', () => {
  const problems = (version: string, lenient: boolean) =>
    renderChart({ version, values: { ...CRON_JOBS, nodePort: { enabled: true } }, lenient }).problems.map(
      ({ level, path }) => `${level} ${path}`,
    );
  expect(problems('1.18.12', false)).toEqual([]);
  expect(problems('1.19.6', false)).toEqual(['error nodePort.enabled']);
  expect(problems('1.19.6', true)).toEqual(['warning nodePort.enabled']);
});

test('the defaults are 26 objects in 1.18 and 28 since 1.19', () => {
  expect(supportedVersions().map((version) => objects(version, {}).length)).toEqual([26, 28, 28]);
});
