// The host firewall of Talos nodes: which ports it opens to whom, that it opens nothing else, and that nobody locks oneself out.
import { Chart } from 'cdk8s';
import { Endpoint, NetworkApp, Reachability } from '../../lib';
import { NODE_PORTS } from '../../lib/catalogue/node-ports';
import { CiliumInstall } from '../../lib/cilium';
import { TalosCluster, TalosVersion } from '../../lib/cluster';
import '../../lib/jest';
import { Peer, Port, TalosHostFirewall } from '../../lib/policy';
import { admitted } from '../support/admitted';
import { deployment, newApp } from './shop';

/** A cluster with the firewall, on one kind of machines or the other. */
function guarded(props: { name?: string } = {}) {
  const app = new NetworkApp({ outdir: newApp().outdir });
  new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  const chart = new Chart(app, 'network', { namespace: 'kube-system' });
  new CiliumInstall(chart, 'cilium');
  const firewall = new TalosHostFirewall(chart, 'host-firewall', { operators: ['192.168.1.0/24'], ...props });
  const pod = deployment(new Chart(app, 'shop', { namespace: 'shop' }), 'web', 8080);
  return { app, firewall, pod };
}

const said = (app: NetworkApp) => app._judged().problems.map(({ level, code }) => `${level} ${code}`);

/** Which of these ports of every node an address or somebody else reaches. */
function open(app: NetworkApp, from: Endpoint, ports: readonly Port[]): string[] {
  const reach = Reachability.of(app);
  return ports
    .filter((port) => reach.verdict(from, Endpoint.host(), port).answer === 'allowed')
    .map((port) => port.toString());
}

const PROBED = [22, 2379, 4240, 6443, 10250, 50000, 50001].map((port) => Port.tcp(port));

test('operators reach the Talos API of every node, other addresses nothing', () => {
  const { app } = guarded();
  expect(open(app, Endpoint.world('192.168.1.7'), PROBED)).toEqual(['50000/TCP']);
  expect(open(app, Endpoint.world('203.0.113.7'), PROBED)).toEqual([]);
});

test('nodes reach what nodes are for, known to Cilium or not yet', () => {
  const { app } = guarded();
  const between = ['4240/TCP', '10250/TCP', '50000/TCP'];
  expect(open(app, Endpoint.remoteNode(), PROBED)).toEqual(between);
  expect(open(app, Endpoint.world('192.168.70.99'), PROBED)).toEqual(between);
  expect(open(app, Endpoint.remoteNode(), [Port.udp(8472), Port.udp(8473)])).toEqual(['8472/UDP']);
});

test('pods reach the kubelet and not the Talos API', () => {
  const { app, pod } = guarded();
  expect(open(app, Endpoint.workload(pod), [Port.tcp(10250), Port.tcp(50000), Port.tcp(22)])).toEqual(['10250/TCP']);
});

test('control planes let in the Kubernetes API, trustd and etcd beside that', () => {
  const [manifest] = guarded().firewall.controlPlanes._manifests();
  const spec = manifest!.spec as any;
  expect(manifest!.metadata.name).toBe('host-firewall-control-planes');
  expect(spec.nodeSelector).toEqual({ matchLabels: { 'node-role.kubernetes.io/control-plane': '' } });
  const portsFor = (peer: object) =>
    spec.ingress
      .filter((rule: any) => JSON.stringify(rule).includes(JSON.stringify(peer).slice(1, -1)))
      .flatMap((rule: any) => rule.toPorts[0].ports.map(({ port }: any) => port));
  expect(portsFor({ fromCIDR: ['192.168.1.0/24'] })).toEqual(['6443']);
  expect(portsFor({ fromCIDR: ['192.168.70.0/24'] })).toEqual(['50001', '6443', '2379']);
});

test('the whole is judged without a finding, and every vital port of a node is open', () => {
  const { app, firewall } = guarded();
  expect(said(app)).toEqual([]);
  const written = JSON.stringify([firewall.nodes, firewall.controlPlanes].map((policy) => policy._manifests()));
  for (const { first } of NODE_PORTS) expect(written).toContain(`"port":"${first}"`);
  for (const policy of [firewall.nodes, firewall.controlPlanes])
    for (const minor of ['1.18', '1.19', '1.20']) expect(admitted(policy._manifests()[0]!, minor)).toEqual([]);
});

test('without operators or networks of nodes it is refused', () => {
  const chart = new Chart(newApp(), 'network');
  expect(() => new TalosHostFirewall(chart, 'a', { operators: [], nodeNetworks: ['192.168.70.0/24'] })).toThrow(
    'a host firewall without operators: nobody gets in any more',
  );
  expect(() => new TalosHostFirewall(chart, 'b', { operators: ['192.168.1.0/24'] })).toThrow(
    'a host firewall without networks of nodes: nobody gets in any more',
  );
});

test('an override that takes a rule away is an error, and a rule more is none', () => {
  const { app, firewall } = guarded();
  firewall.nodes.allowFrom(Peer.cidr('192.168.1.0/24'), Port.tcp(9100));
  const own = () => firewall.nodes._findings().map(({ severity, code }) => `${severity} ${code}`);
  expect([said(app), own()]).toEqual([[], []]);
  firewall.nodes.override('spec.ingress[0]');
  expect(own()).toEqual(['error policy/host-lock-out']);
});
