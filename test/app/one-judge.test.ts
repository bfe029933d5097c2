// findings of synth(app) = findings of check(what synth writes, with its facts), over the reference app and apps with mistakes.
import { ApiObject, Chart } from 'cdk8s';
import {
  CiliumInstall,
  Cluster,
  Ipam,
  IpRange,
  MacvlanNetwork,
  NetworkApp,
  TalosCluster,
  TalosVersion,
} from '../../lib';
import { bothSides } from '../support/one-judge';

test('an app with mistakes of several rooms is judged alike by synth and by check', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  const iot = cluster.addLink('iot', { interface: 'eth1', managed: false });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new CiliumInstall(chart, 'cilium');
  const lan = new MacvlanNetwork(chart, 'lan', {
    parent: iot,
    ipam: Ipam.range(IpRange.of('192.168.40.10', '192.168.40.20')),
    subnet: '192.168.40.0/24',
  });
  lan.override('spec.config', '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"eth1","mode":"none"}');
  lan.ignore('cni/mode', 'planted');
  new ApiObject(chart, 'route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: { parentRefs: [{ name: 'none' }], rules: [{ backendRefs: [{ name: 'api', port: 'x' }] }] },
  });
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
  expect(synth.some((line) => line.includes('cni/mode') && line.includes('(ignored: planted)'))).toBe(true);
  expect(synth.length).toBeGreaterThan(2);
});

test('two clusters of one app do not see each other, and each has a folder', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  for (const [name, address] of [
    ['home', '192.168.70.10'],
    ['lab', '192.168.71.10'],
  ] as const) {
    const cluster = new Cluster(app, name);
    new TalosCluster(cluster, 'talos', {
      talosVersion: TalosVersion.V1_14,
      kubernetesVersion: '1.35.2',
      endpoint: `https://${address}:6443`,
      nodeSubnets: [address.replace(/10$/, '0/24')],
    });
    new CiliumInstall(new Chart(cluster, 'network'), 'cilium');
  }
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
  expect([...app._judged().files.keys()].sort()).toEqual([
    'home/Kustomization',
    'home/cluster.facts',
    'home/network.k8s.yaml',
    'home/talos/Kustomization',
    'home/talos/README.md',
    'home/talos/all.yaml',
    'home/talos/controlplane.yaml',
    'lab/Kustomization',
    'lab/cluster.facts',
    'lab/network.k8s.yaml',
    'lab/talos/Kustomization',
    'lab/talos/README.md',
    'lab/talos/all.yaml',
    'lab/talos/controlplane.yaml',
  ]);
});
