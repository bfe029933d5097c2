// What workloads and virtual machines become by joining networks.
import { Chart } from 'cdk8s';
import { Deployment, DeploymentStrategy, StatefulSet } from 'cdk8s-plus-28';
import {
  BridgeNetwork,
  Ipam,
  KubeVirtNetworks,
  MacvlanNetwork,
  NetworkStatus,
  SriovNetwork,
  VmBinding,
} from '../../lib/networks';
import { bothSides, differences } from '../support/one-judge';
import { annotation, findings, Lab, lab, machine, workload } from './helpers';

const CONTAINERS = [{ image: 'ghcr.io/example/app:1.0.0', portNumber: 80 }];
const fixed = (own: Lab) => new MacvlanNetwork(own.chart, 'lan', { parent: own.iot, ipam: Ipam.static() });
const specOf = (construct: Deployment | StatefulSet) => {
  const rendered = Chart.of(construct)
    .toJson()
    .find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  return rendered.spec;
};

describe('a fixed address', () => {
  test('gives a workload one pod that is recreated, where nobody chose otherwise', () => {
    const own = lab();
    const api = new Deployment(own.chart, 'api', { containers: CONTAINERS });
    expect(specOf(api)).toMatchObject({ replicas: 2, strategy: { type: 'RollingUpdate' } });
    fixed(own).attach(api, { ips: ['192.168.40.50'] });
    expect(specOf(api)).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(specOf(api).strategy).toEqual({ type: 'Recreate' });
    expect(findings(own)).toEqual([]);
  });

  test('leaves what somebody chose to the rules', () => {
    const own = lab();
    const api = new Deployment(own.chart, 'api', {
      containers: CONTAINERS,
      replicas: 3,
      strategy: DeploymentStrategy.recreate(),
    });
    fixed(own).attach(api, { mac: '02:00:00:00:00:01', ips: ['192.168.40.50'] });
    expect(specOf(api).replicas).toBe(3);
    expect(findings(own)).toEqual([expect.stringMatching(/^error cni\/fixed-address .*3 pods/)]);
    const plain = lab();
    const rolling = workload(plain.chart, 'api', { strategy: { type: 'RollingUpdate' } });
    fixed(plain).attach(rolling, { ips: ['192.168.40.50'] });
    expect(findings(plain)).toEqual([expect.stringMatching(/^warning cni\/fixed-address-strategy /)]);
  });

  test('changes nothing of workloads that draw their addresses', () => {
    const own = lab();
    const api = new Deployment(own.chart, 'api', { containers: CONTAINERS });
    new MacvlanNetwork(own.chart, 'lan', { parent: own.iot, ipam: Ipam.whereabouts() }).attach(api);
    expect(specOf(api)).toMatchObject({ replicas: 2, strategy: { type: 'RollingUpdate' } });
  });
});

test('every key of the annotation is reached, and Multus reads them all', () => {
  const own = lab();
  const lan = new MacvlanNetwork(own.chart, 'lan', { parent: own.iot, gateway: '192.168.40.1', ipam: Ipam.static() });
  const api = workload(own.chart, 'api');
  lan.attach(api, {
    interface: 'lan0',
    ips: ['192.168.40.50'],
    mac: '02:00:00:00:00:01',
    defaultRoute: [lan.gateway!],
    cniArgs: { note: 'for a plugin' },
    infinibandGuid: '00:11:22:33:44:55:66:77',
    deviceId: '0000:00:1f.6',
  });
  expect(JSON.parse(annotation(api)!)).toEqual([
    {
      name: 'lan',
      interface: 'lan0',
      ips: ['192.168.40.50/24'],
      mac: '02:00:00:00:00:01',
      'default-route': ['192.168.40.1'],
      'cni-args': { note: 'for a plugin' },
      'infiniband-guid': '00:11:22:33:44:55:66:77',
      deviceID: '0000:00:1f.6',
    },
  ]);
  expect(findings(own)).toEqual([]);
});

test('the first container asks for the device of every SR-IOV attachment, beside what it asked for before', () => {
  const own = lab();
  const vf = new SriovNetwork(own.chart, 'vf', { resourceName: 'intel.com/vf', ipam: Ipam.none() });
  const api = workload(own.chart, 'api', {
    pod: { containers: [{ name: 'a', resources: { limits: { cpu: '1' } } }, { name: 'b' }] },
  });
  vf.attach(api, { interface: 'vf0' });
  vf.attach(api, { interface: 'vf1' });
  expect(api.toJson().spec.template.spec.containers).toEqual([
    { name: 'a', resources: { limits: { cpu: '1', 'intel.com/vf': '2' }, requests: { 'intel.com/vf': '2' } } },
    { name: 'b' },
  ]);
  // Rendering is pure.
  expect(api.toJson()).toEqual(api.toJson());
  expect((vf._manifests()[0] as any).metadata.annotations).toEqual({
    'k8s.v1.cni.cncf.io/resourceName': 'intel.com/vf',
  });
});

test('a required interface is looked for before anything else starts, without any right', () => {
  const own = lab();
  const api = workload(own.chart, 'api', { pod: { initContainers: [{ name: 'migrate' }] } });
  const lan = new MacvlanNetwork(own.chart, 'lan', { parent: own.iot, ipam: Ipam.none() });
  lan.attach(api, { interface: 'lan0', required: true });
  lan.attach(api, { interface: 'lan1' });
  const { initContainers } = api.toJson().spec.template.spec;
  expect(initContainers.map(({ name, args }: any) => [name, args])).toEqual([
    ['require-interfaces', ['lan0']],
    ['migrate', undefined],
  ]);
  expect(initContainers[0].securityContext.runAsNonRoot).toBe(true);
});

test('the network status is a file in the containers that shall see it', () => {
  const own = lab();
  const api = workload(own.chart, 'api', { pod: { containers: [{ name: 'a' }, { name: 'b' }] } });
  NetworkStatus.mount(api, { container: 'b' });
  const { containers, volumes } = api.toJson().spec.template.spec;
  expect(containers).toEqual([
    { name: 'a' },
    { name: 'b', volumeMounts: [{ name: 'network-status', mountPath: '/etc/network-status', readOnly: true }] },
  ]);
  expect(volumes[0].downwardAPI.items).toEqual([
    {
      path: 'network-status.json',
      fieldRef: { fieldPath: "metadata.annotations['k8s.v1.cni.cncf.io/network-status']" },
    },
  ]);
});

describe('a virtual machine', () => {
  const spec = (object: ReturnType<typeof machine>) => object.toJson().spec.template.spec;

  test('gets network and interface, and keeps the pod network that KubeVirt would have added', () => {
    const own = lab();
    const vm = machine(own.chart, 'vm');
    const lan = new BridgeNetwork(own.chart, 'lan', { bridge: 'br0', ipam: Ipam.none() });
    lan.attach(vm, { interface: 'lan0', mac: '02:00:00:00:00:01', model: 'virtio', bootOrder: 1 });
    expect(spec(vm)).toEqual({
      networks: [
        { name: 'default', pod: {} },
        { name: 'lan0', multus: { networkName: 'shop/lan' } },
      ],
      domain: {
        devices: {
          interfaces: [
            { name: 'default', masquerade: {} },
            { name: 'lan0', bridge: {}, macAddress: '02:00:00:00:00:01', model: 'virtio', bootOrder: 1 },
          ],
        },
      },
    });
    expect(findings(own)).toEqual([]);
    expect(differences(bothSides(own.app))).toEqual([]);
  });

  test('keeps the networks that it has, and gets no pod network that it does not want', () => {
    const own = lab();
    const lan = new BridgeNetwork(own.chart, 'lan', { bridge: 'br0', ipam: Ipam.none() });
    const there = machine(own.chart, 'there', {
      networks: [{ name: 'x', pod: {} }],
      domain: { devices: { interfaces: [{ name: 'x', bridge: {} }] } },
    });
    const without = machine(own.chart, 'without', { domain: { devices: { autoattachPodInterface: false } } });
    lan.attach(there);
    lan.attach(without);
    expect(spec(there).networks.map(({ name }: any) => name)).toEqual(['x', 'lan']);
    expect(spec(without).networks.map(({ name }: any) => name)).toEqual(['lan']);
  });

  test('on macvlan by bridge binding is said to get no frames', () => {
    const own = lab();
    const lan = new MacvlanNetwork(own.chart, 'lan', { parent: own.iot, ipam: Ipam.none() });
    lan.attach(machine(own.chart, 'vm'));
    expect(findings(own)).toEqual([expect.stringMatching(/^warning cni\/kubevirt-binding /)]);
    const bound = lab();
    new MacvlanNetwork(bound.chart, 'lan', { parent: bound.iot, ipam: Ipam.none() }).attach(
      machine(bound.chart, 'vm'),
      {
        binding: VmBinding.plugin('macvtap'),
      },
    );
    expect(findings(bound)).toEqual([]);
  });

  test('on SR-IOV is bound to the function', () => {
    const own = lab();
    const vm = machine(own.chart, 'vm');
    new SriovNetwork(own.chart, 'vf', { resourceName: 'intel.com/vf', ipam: Ipam.none() }).attach(vm);
    expect(spec(vm).domain.devices.interfaces[1]).toEqual({ name: 'vf', sriov: {} });
  });

  test('joins the network of a bridge by the preset', () => {
    const own = lab();
    const br0 = own.cluster.addBridge('lan-bridge', { ports: [own.iot] });
    const networks = new KubeVirtNetworks(own.chart, 'machines', { bridges: [br0] });
    const vm = machine(own.chart, 'vm');
    networks.attach(vm, br0);
    expect(spec(vm).networks[1]).toEqual({ name: 'lan-bridge', multus: { networkName: 'shop/lan-bridge' } });
    expect(() => networks.on(own.iot)).toThrow('no network on the link "iot"');
    expect(findings(own)).toEqual([]);
  });
});
