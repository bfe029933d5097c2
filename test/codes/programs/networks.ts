// Secondary networks and attachments.
import { Chart } from 'cdk8s';
import { IpRange } from '../../../lib/net';
import {
  AttachOptions,
  BridgeNetwork,
  ChainedPlugin,
  HostDevice,
  Ipam,
  MacvlanNetwork,
  MacvlanNetworkProps,
  MultiNetworkPolicy,
  MultiNetworkPolicyProps,
} from '../../../lib/networks';
import { DefaultDeny, Peer, Port, Subject, HttpRule } from '../../../lib/policy';
import { lab, machine, workload } from '../../networks/helpers';
import { Act, Example } from './example';

type Props = Partial<MacvlanNetworkProps>;

const network = (props: Props) => {
  const { chart, iot } = lab();
  return new MacvlanNetwork(chart, 'sensors', {
    ...(props.master === undefined ? { parent: iot } : {}),
    ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
    ...props,
  });
};
const attach = (options: AttachOptions, props: Props = {}): Act => {
  return () => {
    const { chart, iot } = lab();
    const made = new MacvlanNetwork(chart, 'sensors', {
      parent: iot,
      ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
      ...props,
    });
    made.attach(workload(chart, 'api'), options);
  };
};
const row = (code: string, bad: Props | Act, good: Props | Act): Example => {
  const act = (each: Props | Act): Act => (typeof each === 'function' ? each : () => network(each));
  return { code: `network/${code}`, bad: act(bad), good: act(good) };
};
const routes = (...destinations: string[]): Props => ({
  gateway: '192.168.40.1',
  routes: destinations.map((destination) => ({ destination })),
});
const subnetMissing = (range: { subnet?: string }): Act => {
  return () =>
    network({
      subnet: '192.168.40.0/24',
      ipam: Ipam.hostLocal({ ranges: [{ range: IpRange.of('fd00:40::10', 'fd00:40::20'), ...range }] }),
    })._findings();
};
/** A policy on a network, with what is said of it. */
const policy = (props: Partial<MultiNetworkPolicyProps>, add: (policy: MultiNetworkPolicy) => unknown = () => {}) => {
  return () => {
    const sensors = network({});
    const made = new MultiNetworkPolicy(Chart.of(sensors), 'policy', {
      subject: Subject.namespace(),
      networks: [sensors],
      ...props,
    });
    add(made);
  };
};

/** The findings of an attachment to a workload that has annotations. */
const annotated = (annotations: Readonly<Record<string, string>>) => () => {
  const { chart, iot } = lab();
  const sensors = new MacvlanNetwork(chart, 'sensors', { parent: iot, ipam: Ipam.none() });
  sensors.attach(workload(chart, 'api', { annotations }));
  return sensors._findings();
};
/** The findings of a workload on two networks, the first attached with options. */
const numbered = (options: AttachOptions) => () => {
  const { chart, iot } = lab();
  const api = workload(chart, 'api');
  const networks = ['cameras', 'sensors'].map(
    (id) => new MacvlanNetwork(chart, id, { parent: iot, ipam: Ipam.none() }),
  );
  networks.forEach((network, index) => network.attach(api, index === 0 ? options : {}));
  return networks.flatMap((network) => network._findings());
};

export const NETWORKS_EXAMPLES: readonly Example[] = [
  row('cni-name', { cniName: 'shop/sensors' }, { cniName: 'shop-sensors' }),
  row(
    'node-path',
    () => Ipam.hostLocal({ dataDir: 'run/cni' }),
    () => Ipam.hostLocal({ dataDir: '/run/cni' }),
  ),
  row('master', () => network({ parent: undefined }), { master: 'enp2s0', subnet: '192.168.40.0/24' }),
  row(
    'bridge',
    () => new BridgeNetwork(lab().chart, 'b', { ipam: Ipam.none() }),
    () => new BridgeNetwork(lab().chart, 'b', { bridge: 'br-lab', ipam: Ipam.none() }),
  ),
  row('subnet-missing', subnetMissing({}), subnetMissing({ subnet: 'fd00:40::/64' })),
  row('default-route', routes('0.0.0.0/0'), { ...routes('0.0.0.0/0'), allowDefaultRoute: true }),
  row('route-gateway', { routes: [{ destination: '10.20.0.0/16' }] }, routes('10.20.0.0/16')),
  row(
    'route-number',
    { gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16', priority: 0 }] },
    { gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16', priority: 100 }] },
  ),
  row('route-no-ipam', { ...routes('10.20.0.0/16'), ipam: Ipam.none() }, routes('10.20.0.0/16')),
  row(
    'plugin-name',
    () => ChainedPlugin.raw('../tuning'),
    () => ChainedPlugin.raw('tuning'),
  ),
  row(
    'pci-address',
    () => HostDevice.pci('00:1f.6'),
    () => HostDevice.pci('0000:00:1f.6'),
  ),
  row(
    'resource-name',
    () => HostDevice.resource('nic'),
    () => HostDevice.resource('example.com/nic'),
  ),
  row(
    'ip-gateway',
    attach({ ips: ['192.168.40.1'] }, { ipam: Ipam.static(), gateway: '192.168.40.1' }),
    attach({ ips: ['192.168.40.5'] }, { ipam: Ipam.static(), gateway: '192.168.40.1' }),
  ),
  row(
    'machine-request',
    () => network({}).attach(machine(lab().chart, 'vm'), { ips: ['192.168.40.101'] }),
    () => network({}).attach(machine(lab().chart, 'vm'), { mac: '02:00:5e:10:00:01' }),
  ),
  row('policy-networks', policy({ networks: [] }), policy({})),
  row('policy-default-deny', policy({ defaultDeny: DefaultDeny.NONE }), policy({ defaultDeny: DefaultDeny.BOTH })),
  row('policy-subject', policy({ subject: Subject.everything() }), policy({ subject: Subject.labels({ app: 'api' }) })),
  row(
    'policy-peer',
    policy({}, (made) => made.allowFrom(Peer.world())),
    policy({}, (made) => made.allowFrom(Peer.namespace('media'))),
  ),
  row(
    'policy-port',
    policy({}, (made) => made.allowFrom(Peer.namespace('media'), Port.tcp(80).http(HttpRule.get('/')))),
    policy({}, (made) => made.allowFrom(Peer.namespace('media'), Port.tcp(80))),
  ),
  row('annotation-by-hand', annotated({ 'k8s.v1.cni.cncf.io/networks': 'cameras' }), annotated({ team: 'sensors' })),
  row('interface-unnamed', numbered({}), numbered({ interface: 'iot0' })),
];
