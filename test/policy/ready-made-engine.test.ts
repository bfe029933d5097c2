// The ready-made policies before Cilium's own policy engine: what it lets pass is what reach says, pair by pair. Skipped for each minor whose
// program is not built: the folder ENGINES holds them as cilium-1.18, cilium-1.19, cilium-1.20.
import { ApiObject } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { spawnSync } from 'node:child_process';
import { Endpoint, Reachability } from '../../lib';
import { CiliumInstall, CiliumVersion } from '../../lib/cilium';
import { WorkloadView } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';
import { Protocol } from '../../lib/net';
import {
  AllowFromMonitoringPolicy,
  ClusterBaselinePolicy,
  KubernetesPolicy,
  NamespacePolicies,
  Peer,
  Policies,
  PolicyMode,
  Port,
  Subject,
} from '../../lib/policy';
import { engineProgram } from '../support/engines';
import { city } from './city';
import { policiesOf } from './shop';

type City = ReturnType<typeof city>;

/** Policies that are put into the town, by what they are about. */
const SCENES: Readonly<Record<string, (town: City) => void>> = {
  'a namespace under default deny': ({ shop }) => void NamespacePolicies.of(shop).defaultDeny(),
  'a namespace with all that is opened again': ({ shop, gateway }) =>
    void NamespacePolicies.of(shop).defaultDeny().dns().kubeApiServer().fromGateway(gateway, Port.tcp(8080)).within(),
  'additive policies alone': ({ shop, gateway }) =>
    void NamespacePolicies.of(shop).dns().kubeApiServer().fromGateway(gateway).within(),
  monitoring: ({ shop }) => {
    NamespacePolicies.of(shop).defaultDeny();
    new AllowFromMonitoringPolicy(shop, 'scrape', { ports: [Port.named(Protocol.TCP, 'main')] });
  },
  'the baseline of a cluster': ({ shop }) =>
    void new ClusterBaselinePolicy(shop, 'baseline', {
      mode: PolicyMode.ENFORCED,
      exceptNamespaces: ['monitoring'],
    }),
  'a table of connections': ({ shop, frontend, api, stranger, gateway }) => {
    NamespacePolicies.of(shop).defaultDeny();
    Policies.connectAll([
      { from: gateway, to: frontend, ports: [Port.tcp(8080)] },
      { from: frontend, to: api, ports: [Port.container(api, 'main')] },
      { from: api, to: stranger, ports: [Port.tcp(80)] },
    ]);
  },
  'a NetworkPolicy': ({ shop, api }) =>
    void new KubernetesPolicy(shop, 'api-policy', { subject: Subject.workload(api) })
      .allowFrom(Peer.pods({ exceptNamespaces: ['else'] }), Port.tcp(9000))
      .allowTo(Peer.cidr('203.0.113.0/24')),
};

const PORTS = [Port.tcp(80), Port.tcp(443), Port.tcp(6443), Port.tcp(8080), Port.tcp(9000), Port.udp(53), Port.tcp(53)];
const OTHERS: readonly (readonly [string, Endpoint])[] = [
  ['external:outside', Endpoint.world('203.0.113.7')],
  ['host', Endpoint.host()],
  ['remote-node', Endpoint.remoteNode()],
  ['kube-apiserver', Endpoint.kubeApiServer()],
  ['ingress', Endpoint.ingress()],
];

/** The pods of the town in the engine's words and in those of reach. */
function podsOf(town: City) {
  return [town.frontend, town.api, town.stranger, town.dns, town.prometheus].map((workload: Deployment | ApiObject) => {
    const view = WorkloadView.of(workload, workload);
    const [{ name, containerPort, protocol } = { containerPort: 0, protocol: 'TCP' }] = view.ports();
    return {
      end: Endpoint.workload(workload),
      id: `pod:${view.namespace}/${view.name}`,
      pod: {
        namespace: view.namespace,
        name: view.name,
        labels: view.podLabels(),
        ports: [{ name, port: containerPort, protocol }],
      },
    };
  });
}

function asked(engine: string, policies: readonly Manifest[], pods: ReturnType<typeof podsOf>, flows: unknown[]) {
  const namespaces = ['shop', 'else', 'kube-system', 'monitoring'].map((name) => ({
    name,
    labels: { 'kubernetes.io/metadata.name': name },
  }));
  const world = {
    ...{ id: 'w', namespaces, pods: pods.map(({ pod }) => pod), policies, flows },
    external: [{ name: 'outside', ips: ['203.0.113.7'] }],
  };
  const { stdout } = spawnSync(engine, ['verdict'], { input: `${JSON.stringify(world)}\n`, encoding: 'utf8' });
  const answer = JSON.parse(stdout) as { invalid: unknown[]; verdicts: { allowed: boolean }[] };
  expect(answer.invalid).toEqual([]);
  return answer.verdicts.map(({ allowed }) => allowed);
}

describe.each([
  ['1.18', CiliumVersion.V1_18],
  ['1.19', CiliumVersion.V1_19],
  ['1.20', CiliumVersion.V1_20],
] as const)('Cilium %s', (minor, version) => {
  const engine = engineProgram(`cilium-${minor}`);
  if (engine === undefined) console.info(`skipped: no program cilium-${minor} in the folder ENGINES`);
  (engine === undefined ? test.skip : test).each(Object.entries(SCENES))('decides as reach does: %s', (_, put) => {
    const town = city();
    new CiliumInstall(town.shop, 'cilium', { version });
    put(town);
    const pods = podsOf(town);
    const ends = [...pods.map(({ id, end }) => [id, end] as const), ...OTHERS];
    const pairs = ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => [from, to] as const));
    const flows = pairs
      .filter(([from, to]) => [from, to].some(([id]) => id.startsWith('pod:')))
      .flatMap(([from, to]) => PORTS.map((port) => ({ from, to, port })));
    const reach = Reachability.of(town.app);
    const ours = flows.map(({ from, to, port }) => reach.verdict(from[1], to[1], port).answer === 'allowed');
    const policies = policiesOf(town.app).filter(({ kind }) => /Policy$/.test(kind));
    const theirs = asked(
      engine!,
      policies,
      pods,
      flows.map(({ from, to, port }) => {
        const [number, protocol] = port.toString().split('/');
        return { from: from[0], to: to[0], protocol, port: Number(number) };
      }),
    );
    const text = ({ from, to, port }: (typeof flows)[number]) => `${from[0]} ${to[0]} ${port.toString()}`;
    const differing = flows.filter((_flow, index) => ours[index] !== theirs[index]).map(text);
    expect(differing).toEqual([]);
    expect(flows.length).toBeGreaterThan(400);
  });
});
