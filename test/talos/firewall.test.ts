// The firewall: its rules follow from what runs, a blocking one never locks the cluster out, and the page says what is open.
import { App, Chart } from 'cdk8s';
import { TalosVersion } from '../../lib/cluster';
import { CiliumInstall, EncryptionType, RoutingMode } from '../../lib/cilium';
import { FirewallAction, TalosFirewall, talosFiles, talosOutput } from '../../lib/talos';
import { bothSides } from '../support/one-judge';
import { addCluster, addHomeNodes } from './home';

type Install = ConstructorParameters<typeof CiliumInstall>[2];

function guarded(props: ConstructorParameters<typeof TalosFirewall>[2] = {}, cilium?: Install, kubeSpan = false) {
  const app = new App();
  const cluster = addCluster(app, TalosVersion.V1_14, kubeSpan ? { kubeSpan: {} } : {});
  addHomeNodes(cluster);
  if (cilium !== undefined) new CiliumInstall(new Chart(app, 'network'), 'cilium', cilium);
  return { app, firewall: new TalosFirewall(app, 'firewall', props) };
}

const shown = (firewall: TalosFirewall) =>
  Object.fromEntries(firewall.openings().map(({ name, ports, from }) => [name, `${ports.join()} ${from.join()}`]));
const said = (app: App) => bothSides(app).synth.filter((line) => line.includes('firewall'));

const PLANES = '192.168.70.11/32,192.168.70.12/32,192.168.70.13/32';
const TALOS = {
  apid: '50000 0.0.0.0/0',
  trustd: '50001 192.168.70.0/24',
  'kubernetes-api': '6443 0.0.0.0/0',
  etcd: `2379-2380 ${PLANES}`,
  kubelet: '10250 192.168.70.0/24,10.244.0.0/16',
};

test('without Cilium the ports of Talos and Kubernetes are open to those who need them', () => {
  expect(shown(guarded().firewall)).toEqual(TALOS);
});

test('operators are let in to both APIs, with the nodes and pods that need them', () => {
  expect(shown(guarded({ operators: ['10.99.0.0/16'] }).firewall)).toMatchObject({
    apid: `50000 ${PLANES},10.99.0.0/16`,
    'kubernetes-api': '6443 192.168.70.0/24,10.244.0.0/16,10.99.0.0/16',
  });
});

test.each<[string, Install, string[]]>([
  ['the tunnel', {}, ['cilium-tunnel', 'cilium-health', 'hubble']],
  ['native routing', { routing: { mode: RoutingMode.NATIVE } }, ['cilium-health', 'hubble']],
  [
    'WireGuard',
    { encryption: { type: EncryptionType.WIREGUARD } },
    ['cilium-tunnel', 'cilium-wireguard', 'cilium-health', 'hubble'],
  ],
])('ports of Cilium follow from its values: %s', (_name, cilium, names) => {
  const { firewall } = guarded({}, cilium);
  expect(Object.keys(shown(firewall)).filter((name) => !Object.hasOwn(TALOS, name))).toEqual(names);
});

test('KubeSpan is open to the peers that are stated, else to everyone', () => {
  expect(shown(guarded({}, undefined, true).firewall).kubespan).toBe('51820 0.0.0.0/0');
  expect(shown(guarded({ kubeSpanPeers: ['203.0.113.0/24'] }, undefined, true).firewall).kubespan).toBe(
    '51820 203.0.113.0/24',
  );
});

test('a rule of the user takes the place of a derived one of the same name', () => {
  const { firewall } = guarded();
  firewall.open('kubelet', { ports: ['10250'], from: ['192.168.70.0/24'] });
  expect(shown(firewall).kubelet).toBe('10250 192.168.70.0/24');
});

test('rules of control planes are in their file, the others in that of all', () => {
  const names = (file: string) =>
    talosFiles(guarded().app)
      .find(({ name }) => name === file)!
      .documents.filter(({ kind }) => /^Network/.test(String(kind)))
      .map(({ kind, name, ingress }) => name ?? `${String(kind)} ${String(ingress)}`);
  expect(names('all.yaml')).toEqual(['NetworkDefaultActionConfig block', 'apid', 'kubelet']);
  expect(names('controlplane.yaml')).toEqual(['trustd', 'kubernetes-api', 'etcd']);
});

test('what is derived keeps the check content, and without a rule it says what is closed', () => {
  const { app, firewall } = guarded({}, {});
  expect(said(app)).toEqual([]);
  firewall.open('cilium-tunnel', { ports: ['9999'] });
  expect(said(app).join()).toContain('error talos/firewall-closes cluster ingress {"port":"8472","protocol":"UDP"');
});

test('the page lists what is open, and says what no rule reaches', () => {
  const { app } = guarded({ defaultAction: FirewallAction.BLOCK }, {});
  const page = talosOutput(app).find(({ name }) => name === 'README.md')!.text;
  expect(page).toContain('| `etcd`: etcd between control planes | TCP 2379-2380 | control planes |');
  expect(page).toContain('Services that Cilium handles (LoadBalancer, NodePort, external addresses) pass before');
});
