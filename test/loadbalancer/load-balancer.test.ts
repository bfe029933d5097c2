// What a Service says of its addresses, and Services with addresses of nodes.
import { CiliumInstall, ConfigFormat, TalosCluster, TalosVersion } from '../../lib';
import { LoadBalancer, LoadBalancerClass, NodeIpam, ServiceSelector } from '../../lib/loadbalancer';
import { EXCLUDE_LABEL } from '../../lib/models/load-balancer';
import { IpFamily } from '../../lib/net';
import { TalosPatches } from '../../lib/talos';
import { specs, manifests, shop } from '../gateway/shop';
import { codes, home, service } from './home';

test('one place says addresses, labels, class, families, clients and traffic policy', () => {
  const { app, chart } = shop();
  LoadBalancer.of(service(chart, 'web'))
    .ips('192.168.70.210', 'fd00::210')
    .selectedBy(ServiceSelector.labels({ pool: 'dmz' }).and(ServiceSelector.namespaces('shop')))
    .loadBalancerClass(LoadBalancerClass.BGP)
    .families(IpFamily.IPV4, IpFamily.IPV6)
    .sourceRanges('192.168.0.0/16')
    .localTraffic();
  const [object] = manifests(app);
  expect(object!.metadata).toEqual({
    name: 'web',
    namespace: 'shop',
    labels: { pool: 'dmz' },
    annotations: { 'lbipam.cilium.io/ips': '192.168.70.210,fd00::210' },
  });
  expect(object!.spec).toMatchObject({
    loadBalancerClass: 'io.cilium/bgp-control-plane',
    ipFamilyPolicy: 'RequireDualStack',
    ipFamilies: ['IPv4', 'IPv6'],
    loadBalancerSourceRanges: ['192.168.0.0/16'],
    externalTrafficPolicy: 'Local',
  });
});

test('a selector that no label can meet is refused', () => {
  const { chart } = shop();
  expect(() => LoadBalancer.of(service(chart, 'web')).selectedBy(ServiceSelector.names('web'))).toThrow(
    'the selector (name web) asks for no label',
  );
});

test('Node IPAM is switched on, and asks nodes with these labels', () => {
  const { app, network, shop: chart } = home();
  const install = new CiliumInstall(network, 'cilium');
  new NodeIpam(network, 'node-ipam').serve(service(chart, 'web'), { rack: 'a', disk: 'fast' });
  expect(install.chartValues()).toMatchObject({ nodeIPAM: { enabled: true } });
  expect(specs(app, 'Service')['shop/web']).toMatchObject({ loadBalancerClass: 'io.cilium/node' });
  expect(manifests(app).find(({ metadata }) => metadata.name === 'web')!.metadata.annotations).toEqual({
    'io.cilium.nodeipam/match-node-labels': 'rack=a,disk=fast',
  });
  expect(codes(app).filter((line) => line.includes('address/'))).toEqual([]);
});

test.each([
  [TalosVersion.V1_13, ConfigFormat.V1ALPHA1, 'nodeLabels:'],
  [TalosVersion.V1_14, ConfigFormat.DOCUMENTS, 'kind: KubeNodeConfig'],
])(
  'control planes that lend their addresses lose the label of Talos %s in the form %s',
  (talosVersion, configFormat, field) => {
    const { app, infra } = shop();
    const cluster = new TalosCluster(app, 'home', {
      talosVersion,
      configFormat,
      kubernetesVersion: '1.35.2',
      endpoint: 'https://192.168.70.10:6443',
      nodeSubnets: ['192.168.70.0/24'],
    });
    cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
    cluster.addControlPlanes(['192.168.70.10']);
    new NodeIpam(infra, 'node-ipam', { controlPlanes: true }).serve(service(infra, 'web'));
    const file = TalosPatches.of(app)
      .files()
      .find(({ name }) => name === 'controlplane.yaml')!;
    expect(file.content).toContain(field);
    expect(file.content).toContain(`${EXCLUDE_LABEL}:\n`);
    expect(file.content).toContain('$patch: delete');
    // The rules read the patches of the machines, too: the only node serves.
    expect(codes(app).filter((line) => line.includes('address/') || line.includes('talos/'))).toEqual([]);
  },
);
