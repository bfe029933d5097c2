// Asks Cilium's own policy engine (1.20) about what the constructs write. Skipped where the program is not built:
// the folder ENGINES holds it as cilium-1.20.
import { IConstruct } from 'constructs';
import { spawnSync } from 'node:child_process';
import { WorkloadView } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';
import {
  CiliumPolicy,
  ClusterDnsPolicy,
  DefaultDeny,
  DenyAllPolicy,
  Entity,
  Peer,
  Port,
  Subject,
} from '../../lib/policy';
import { engineProgram } from '../support/engines';
import { buildGallery } from './gallery';
import { buildShop, newApp, newChart, policiesOf } from './shop';

const ENGINE = engineProgram('cilium-1.20');
const built = ENGINE !== undefined;
if (!built) console.warn('skipped: no program cilium-1.20 in the folder ENGINES');
const whenBuilt = built ? describe : describe.skip;

function ask(command: string, lines: unknown[]): any[] {
  const run = spawnSync(ENGINE!, [command], {
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const pod = (namespace: string, name: string, labels: Record<string, string>, port?: number) => ({
  namespace,
  name,
  labels,
  ...(port === undefined ? {} : { ports: [{ name: 'main', port, protocol: 'TCP' }] }),
});
const NAMESPACES = ['shop', 'billing', 'kube-system', 'else'].map((name) => ({
  name,
  labels: { 'kubernetes.io/metadata.name': name },
}));
const EXTERNAL = [
  { name: 'stripe', ips: ['198.51.100.9'], fqdns: ['api.stripe.com'] },
  { name: 'internet', ips: ['203.0.113.7'] },
];

/** `from to protocol/port` to allowed or not. */
function verdicts(policies: Manifest[], pods: any[], flows: string[]): Record<string, boolean> {
  const parsed = flows.map((flow) => {
    const [from, to, rest] = flow.split(' ') as [string, string, string];
    const [protocol, port] = rest.split('/') as [string, string];
    return { from, to, protocol, port: Number(port) };
  });
  const [answer] = ask('verdict', [
    { id: 'w', namespaces: NAMESPACES, pods, external: EXTERNAL, policies, flows: parsed },
  ]);
  expect({ invalid: answer.invalid, error: answer.error }).toEqual({ invalid: [], error: undefined });
  return Object.fromEntries(flows.map((flow, index) => [flow, answer.verdicts[index].allowed]));
}

whenBuilt('Cilium 1.20', () => {
  test('accepts every object that the constructs write', () => {
    const manifests = policiesOf(buildGallery()).filter(({ kind }) => kind !== 'CiliumCIDRGroup');
    const answers = ask(
      'sanitize',
      manifests.map((manifest, index) => ({ id: `${index}`, manifest, config: { nodeSelectorLabels: true } })),
    );
    const refused = answers
      .map((answer, index) => ({ name: manifests[index]!.metadata.name, answer }))
      .filter(({ answer }) => answer.accepted !== true);
    expect(refused).toEqual([]);
    expect(manifests.length).toBeGreaterThan(70);
  });

  const { app, frontend, api, upstream } = buildShop();
  const labelsOf = (workload: IConstruct) => WorkloadView.of(workload, workload).podLabels();
  const pods = [
    pod('shop', 'frontend', labelsOf(frontend), 8080),
    pod('shop', 'api', labelsOf(api), 9000),
    pod('shop', 'other', { app: 'other' }, 80),
    pod('billing', 'upstream', labelsOf(upstream), 8443),
    pod('kube-system', 'dns', { 'k8s-app': 'kube-dns' }),
    pod('else', 'stranger', { app: 'stranger' }, 80),
  ];

  test('enforces what guide 002 means to say', () => {
    const table: [string, boolean][] = [
      ['pod:shop/frontend pod:shop/api TCP/9000', true],
      ['pod:shop/frontend pod:shop/api TCP/9001', false],
      ['pod:shop/frontend pod:shop/api UDP/9000', false],
      ['pod:shop/api pod:shop/frontend TCP/8080', false],
      ['pod:shop/other pod:shop/api TCP/9000', false],
      ['pod:else/stranger pod:shop/api TCP/9000', false],
      ['pod:billing/upstream pod:shop/api TCP/9000', false],
      ['external:internet pod:shop/api TCP/9000', false],
      ['remote-node pod:shop/api TCP/9000', false],
      ['ingress pod:shop/api TCP/9000', false],
      ['host pod:shop/api TCP/9000', true],
      ['pod:shop/api pod:billing/upstream TCP/8443', true],
      ['pod:shop/api pod:billing/upstream TCP/443', false],
      ['pod:shop/frontend pod:billing/upstream TCP/8443', false],
      ['pod:shop/api external:stripe TCP/443', true],
      ['pod:shop/api external:stripe TCP/80', false],
      ['pod:shop/api external:internet TCP/443', false],
      ['pod:shop/frontend external:stripe TCP/443', false],
      ['pod:shop/api pod:kube-system/dns UDP/53', true],
      ['pod:shop/api pod:kube-system/dns TCP/53', true],
      ['pod:shop/other pod:kube-system/dns UDP/53', true],
      ['pod:shop/other pod:kube-system/dns TCP/443', false],
      ['pod:shop/other pod:else/stranger UDP/53', false],
      ['ingress pod:shop/frontend TCP/8080', true],
      ['ingress pod:shop/frontend TCP/9090', false],
      ['external:internet pod:shop/frontend TCP/8080', false],
      ['pod:shop/other pod:shop/frontend TCP/8080', false],
      ['pod:else/stranger pod:billing/upstream TCP/8443', true],
      ['pod:else/stranger external:internet TCP/443', true],
    ];
    expect(
      verdicts(
        policiesOf(app),
        pods,
        table.map(([flow]) => flow),
      ),
    ).toEqual(Object.fromEntries(table));
  });

  test('lets exactly those in whom a peer names', () => {
    const world = [
      pod('shop', 'api', { app: 'api' }, 80),
      pod('shop', 'near', { role: 'a' }),
      pod('shop', 'near-b', { role: 'b' }),
      pod('ops', 'far', { role: 'a' }),
      { ...pod('ops', 'far-b', { role: 'b' }), serviceAccount: 'robot' },
    ];
    const sources = [
      'pod:shop/near',
      'pod:shop/near-b',
      'pod:ops/far',
      'pod:ops/far-b',
      'external:internet',
      'external:stripe',
      'host',
      'remote-node',
      'kube-apiserver',
      'ingress',
    ];
    const podsOnly = sources.slice(0, 4);
    const table: [Peer, string[]][] = [
      [Peer.labels({ role: 'a' }), ['pod:shop/near']],
      [Peer.labels({ 'k8s:role': 'a' }, 'ops'), ['pod:ops/far']],
      [Peer.namespace('ops'), ['pod:ops/far', 'pod:ops/far-b']],
      [Peer.namespace('shop'), ['pod:shop/near', 'pod:shop/near-b']],
      [Peer.namespaceLabels({ 'kubernetes.io/metadata.name': 'ops' }), ['pod:ops/far', 'pod:ops/far-b']],
      [Peer.namespaceLabels({ team: 'red' }, { role: 'a' }), ['pod:ops/far']],
      [Peer.anyNamespace(), podsOnly],
      [Peer.anyNamespace({ role: 'a' }), ['pod:shop/near', 'pod:ops/far']],
      [Peer.serviceAccount('robot', 'ops'), ['pod:ops/far-b']],
      [Peer.serviceAccount('robot'), []],
      [Peer.world(), ['external:internet', 'external:stripe']],
      [Peer.cluster(), [...podsOnly, 'host', 'remote-node', 'kube-apiserver', 'ingress']],
      [Peer.host(), []],
      [Peer.remoteNode(), ['remote-node', 'kube-apiserver']],
      [Peer.kubeApiServer(), ['kube-apiserver']],
      [Peer.ingress(), ['ingress']],
      [Peer.entity(Entity.ALL), sources],
      [Peer.cidr('203.0.113.0/24'), ['external:internet']],
      [Peer.cidr('0.0.0.0/0'), ['external:internet', 'external:stripe']],
      [Peer.cidr('0.0.0.0/0', ['203.0.113.0/28']), ['external:stripe']],
      [Peer.cidrGroup('nowhere'), []],
    ];
    const lines = table.map(([peer]) => {
      const policy = new CiliumPolicy(newChart(), 'p', { subject: Subject.labels({ app: 'api' }) }).allowFrom(
        peer,
        Port.tcp(80),
      );
      const namespaces = [
        { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } },
        { name: 'ops', labels: { 'kubernetes.io/metadata.name': 'ops', team: 'red' } },
      ];
      return {
        id: 'w',
        namespaces,
        pods: world,
        external: EXTERNAL,
        policies: policy._manifests(),
        flows: sources.map((from) => ({ from, to: 'pod:shop/api', protocol: 'TCP', port: 80 })),
      };
    });
    // The engine lets the local host in, whatever a policy says, as kubelet probes need it.
    const expected = table.map(([, allowed]) =>
      sources.filter((source) => source === 'host' || allowed.includes(source)),
    );
    expect(
      ask('verdict', lines).map(({ verdicts: answers }) => sources.filter((_, index) => answers[index].allowed)),
    ).toEqual(expected);
  });

  const OPEN = [
    'pod:shop/other pod:shop/frontend TCP/8080',
    'pod:shop/frontend external:internet TCP/443',
    'ingress pod:shop/frontend TCP/8080',
    'external:internet pod:shop/frontend TCP/9999',
    'pod:kube-system/dns external:internet UDP/53',
    'pod:shop/other pod:kube-system/dns UDP/53',
  ];

  test('denies nothing for a policy alone that only adds', () => {
    const own = newApp();
    new CiliumPolicy(newChart('shop', own), 'gateway', {
      subject: Subject.labels(labelsOf(frontend)),
      defaultDeny: DefaultDeny.NONE,
    }).allowFrom(Peer.ingress(), Port.tcp(8080));
    expect(verdicts(policiesOf(own), pods, OPEN)).toEqual(Object.fromEntries(OPEN.map((flow) => [flow, true])));
  });

  test('denies nothing for a ClusterDnsPolicy alone', () => {
    const own = newApp();
    new ClusterDnsPolicy(newChart('shop', own), 'dns');
    expect(verdicts(policiesOf(own), pods, OPEN)).toEqual(Object.fromEntries(OPEN.map((flow) => [flow, true])));
  });

  test('lets a pod that is denied everything ask DNS once there is a ClusterDnsPolicy', () => {
    const own = newApp();
    new DenyAllPolicy(newChart('shop', own), 'deny-all');
    const flows = ['pod:shop/other pod:kube-system/dns UDP/53', 'pod:shop/other pod:shop/frontend TCP/8080'];
    expect(verdicts(policiesOf(own), pods, flows)).toEqual({ [flows[0]!]: false, [flows[1]!]: false });
    new ClusterDnsPolicy(newChart('network', own), 'dns');
    expect(verdicts(policiesOf(own), pods, flows)).toEqual({ [flows[0]!]: true, [flows[1]!]: false });
  });

  test('cuts everything off for the same policy without DefaultDeny.NONE: why the constructor wants a word', () => {
    const own = newApp();
    new ClusterDnsPolicy(newChart('shop', own), 'dns').override('spec.enableDefaultDeny');
    const flows = ['pod:kube-system/dns external:internet UDP/53', 'pod:shop/other pod:kube-system/dns UDP/53'];
    expect(verdicts(policiesOf(own), pods, flows)).toEqual({ [flows[0]!]: false, [flows[1]!]: true });
  });
});
