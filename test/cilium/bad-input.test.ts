// Inputs that an install cannot take: by constructor (an exception) or by what the chart would make of it (a finding). Exact messages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import {
  ChartRepository,
  CiliumBootstrap,
  CiliumDelivery,
  CiliumInstallProps,
  HubbleCertificates,
  RoutingMode,
  TolerationOperator,
} from '../../lib/cilium';
import { ValueError } from '../../lib/net';
import { install, problems } from './support';

const KEY = ['-----BEGIN', 'PRIVATE KEY-----\nabc'].join(' ');

test.each<[string, () => CiliumInstallProps, string, string, string]>([
  [
    'an unknown minor',
    () => ({ version: '1.17' as never }),
    'cilium/version',
    'Cilium 1.17 is not supported natively',
    "write one of: 1.18, 1.19, 1.20; or let helm render the chart: ChartSource.helm({ version: '1.17.…' })",
  ],
  [
    'a word that is none',
    () => ({ routing: { mode: 'direct' as never } }),
    'cilium/option',
    'routing.mode is "direct"',
    'write one of: tunnel, native',
  ],
  [
    'a network of the other family',
    () => ({ routing: { ipv4NativeCidr: 'fd00::/56' } }),
    'cilium/option',
    'routing.ipv4NativeCidr is fd00::/56, of the other family',
    'write a network of the family that the property names',
  ],
  [
    'half an operator',
    () => ({ operator: { replicas: 0.5 } }),
    'cilium/option',
    'operator.replicas is 0.5',
    'write a whole number from 1 on',
  ],
  [
    'no quantity',
    () => ({ envoy: { resources: { memoryLimit: '1GB' } } }),
    'cilium/option',
    'envoy.resources.memoryLimit is "1GB"',
    'write a quantity such as "100m", "2" or "512Mi"',
  ],
  [
    'a toleration of nothing',
    () => ({ agent: { tolerations: [{ value: 'x' }] } }),
    'cilium/option',
    'agent.tolerations[0] has no key',
    'name the key of the taint, or write operator: TolerationOperator.EXISTS for every taint',
  ],
  [
    'a toleration that compares and does not',
    () => ({ hubble: { uiPods: { tolerations: [{ key: 'a', operator: TolerationOperator.EXISTS, value: 'x' }] } } }),
    'cilium/option',
    'hubble.uiPods.tolerations[0] has a value beside EXISTS',
    'drop the value, or the operator',
  ],
  [
    'metrics of nothing',
    () => ({ hubble: { metrics: [] } }),
    'cilium/option',
    'hubble.metrics is an empty list',
    "leave it out, or write hubble.metrics: ['dns', 'drop']",
  ],
  [
    'two words for one value',
    () => ({ routing: { mode: RoutingMode.NATIVE }, values: { routingMode: 'tunnel' } }),
    'cilium/value-twice',
    'routingMode is "native" by the property routing.mode and "tunnel" in values',
    'say it once',
  ],
  [
    'what no YAML can hold',
    () => ({ values: { MTU: () => 1500 } }),
    'manifest/value',
    'a function at values.MTU',
    'write plain maps, lists and scalars',
  ],
  [
    'devices twice',
    () => ({ devices: [], values: { devices: ['eth0'] } }),
    'cilium/value-twice',
    'devices is given by the property devices and in values',
    'say it once',
  ],
  [
    'an install that nobody applies',
    () => ({ delivery: CiliumDelivery.bootstrapOnly(), bootstrap: CiliumBootstrap.apply() }),
    'cilium/delivery',
    'CiliumDelivery.bootstrapOnly() with CiliumBootstrap.apply(): no file holds the install',
    'leave bootstrap out, or choose another delivery',
  ],
  [
    'no device at all',
    () => ({ devices: [] }),
    'cilium/option',
    'devices is an empty list',
    'leave it out, or write devices: [lan]',
  ],
  [
    'adoption by another release than the one that delivers',
    () => ({ delivery: CiliumDelivery.flux(), adoption: { releaseName: 'cni' } }),
    'cilium/adoption',
    'adoption by release kube-system/cni, but the delivery is release kube-system/cilium',
    'leave adoption out',
  ],
])('%s is refused by the constructor', (_what, props, code, problem, repair) => {
  let caught: { code: string; problem: string; repair: string } | undefined;
  try {
    install(props());
  } catch (error) {
    caught = error as typeof caught;
  }
  expect({ code: caught?.code, problem: caught?.problem, repair: caught?.repair }).toEqual({ code, problem, repair });
});

test.each<[string, () => unknown, string, string]>([
  [
    'an issuer without a name',
    () => HubbleCertificates.certManager({ name: '' }),
    'certificates of cert-manager without an issuer',
    "write HubbleCertificates.certManager({ name: '<ClusterIssuer>' })",
  ],
  [
    "no server's Secret",
    () => HubbleCertificates.existingSecrets({ server: '' }),
    "existing Secrets without the server's",
    "write HubbleCertificates.existingSecrets({ server: '<name>' })",
  ],
  [
    "the relay without the relay's Secret",
    () => install({ hubble: { relay: true, certificates: HubbleCertificates.existingSecrets({ server: 'a' }) } }),
    "existing Secrets without the relay's, and the relay is on",
    "write HubbleCertificates.existingSecrets({ …, relayClient: '<name>' })",
  ],
  [
    'certificates for half a day',
    () => HubbleCertificates.cronJob({ validity: Duration.hours(12) }),
    'certificates that are valid for 0.5 days',
    'write a whole number of days, such as Duration.days(365)',
  ],
  [
    'a registry without scheme',
    () => ChartRepository.oci('quay.io/cilium/charts'),
    'not a place of charts: "quay.io/cilium/charts"',
    'write scheme and path without the chart, such as "oci://quay.io/cilium/charts"',
  ],
  [
    'a repository without scheme',
    () => ChartRepository.https('helm.cilium.io'),
    'not a place of charts: "helm.cilium.io"',
    'write the URL of a Helm repository, such as "https://helm.cilium.io/"',
  ],
])('%s is refused', (_what, make, problem, repair) => {
  let caught: ValueError | undefined;
  try {
    make();
  } catch (error) {
    caught = error as ValueError;
  }
  expect({ problem: caught?.problem, repair: caught?.repair }).toEqual({ problem, repair });
});

test.each<[string, CiliumInstallProps, string]>([
  [
    'a misspelt key',
    { values: { gatewayApi: { enabled: true } } },
    'cilium/values-unknown-key: gatewayApi: unknown key, the chart would ignore it; did you mean gatewayAPI?',
  ],
  [
    'keys that change on every render',
    { values: { hubble: { tls: { auto: { method: 'helm' } } } } },
    'cilium/values-method-helm: hubble.tls.auto.method: "helm", the chart\'s default, makes a new CA and new private keys at every render, which would lie in Git; write cronJob (a Job of the chart makes them in the cluster) or certmanager; or set hubble.tls.auto.enabled: false with existingSecret names; or hubble.tls.enabled: false',
  ],
  [
    'a key in values',
    { values: { hubble: { tls: { server: { key: KEY } } } } },
    `cilium/values-key-material: hubble.tls.server.key: key material (${KEY.length} characters, not shown); put it into a Secret of the cluster and name it in hubble.tls.server.existingSecret`,
  ],
  [
    'dashboards without a folder',
    { values: { operator: { dashboards: { enabled: true } } } },
    "cilium/values-dashboard: operator.dashboards.enabled: no text for the dashboard cilium-operator-dashboard.json; name the folder in dashboards: { folder: '…' }; add cilium-operator-dashboard.json to your dashboards, or set operator.dashboards.enabled: false",
  ],
  [
    'a folder that is not there',
    { dashboards: { folder: '/nowhere/dashboards' } },
    'cilium/values-dashboard-folder: dashboards: the dashboards\' folder "/nowhere/dashboards" cannot be read: ENOENT; name an unpacked chart, or a folder with its dashboards',
  ],
])('%s is a finding', (_what, props, message) => {
  expect(problems(install(props))).toEqual([message]);
});

test('dashboards come from the folder that the user names, and are read when asked for only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
  try {
    const props: CiliumInstallProps = {
      dashboards: { folder, operator: false, namespace: 'grafana', label: 'dash', labelValue: 'yes' },
    };
    const cilium = install(props);
    writeFileSync(join(folder, 'cilium-dashboard.json'), '{"title":"mine"}');
    expect(problems(cilium)).toEqual([]);
    const [map, ...more] = cilium._manifests().filter((object) => /dashboard/.test(object.metadata.name));
    expect(more).toEqual([]);
    expect(map).toMatchObject({
      metadata: { name: 'cilium-dashboard', namespace: 'grafana', labels: { dash: 'yes' } },
      data: { 'cilium-dashboard.json': '{"title":"mine"}' },
    });
    expect(problems(install({ dashboards: { folder } }))).toEqual([
      expect.stringContaining('cilium-operator-dashboard.json'),
    ]);
    const inChart = join(folder, 'files', 'cilium-operator', 'dashboards');
    mkdirSync(inChart, { recursive: true });
    writeFileSync(join(inChart, 'cilium-operator-dashboard.json'), '{}');
    expect(problems(install({ dashboards: { folder } }))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
