// Secondary networks and attachments.
import { IpRange } from '../../../lib/net';
import { AttachOptions, Ipam, MacvlanMode, MacvlanNetwork, MacvlanNetworkProps } from '../../../lib/networks';
import { lab, workload } from '../../networks/helpers';
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
const ranges = (...list: [string, string][]): Props => ({
  ipam: Ipam.hostLocal({ ranges: list.map(([first, last]) => ({ range: IpRange.of(first, last) })) }),
});

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
    'data-dir',
    () => Ipam.hostLocal({ dataDir: 'run/cni' }),
    () => Ipam.hostLocal({ dataDir: '/run/cni' }),
  ),
  row('master', () => network({ parent: undefined }), { master: 'enp2s0', subnet: '192.168.40.0/24' }),
  row(
    'range-overlap',
    ranges(['192.168.40.10', '192.168.40.20'], ['192.168.40.20', '192.168.40.30']),
    ranges(['192.168.40.10', '192.168.40.20'], ['192.168.40.21', '192.168.40.30']),
  ),
  row(
    'subnet-missing',
    {
      subnet: '192.168.40.0/24',
      ipam: Ipam.hostLocal({ ranges: [{ range: IpRange.of('fd00:40::10', 'fd00:40::20') }] }),
    },
    {
      subnet: '192.168.40.0/24',
      ipam: Ipam.hostLocal({ ranges: [{ range: IpRange.of('fd00:40::10', 'fd00:40::20'), subnet: 'fd00:40::/64' }] }),
    },
  ),
  row(
    'subnet-too-small',
    { ipam: Ipam.hostLocal({ ranges: [{ subnet: '192.168.40.7/32' }] }) },
    { ipam: Ipam.hostLocal({ ranges: [{ subnet: '192.168.40.0/30' }] }) },
  ),
  row('range-outside', ranges(['192.168.41.10', '192.168.41.20']), ranges(['192.168.40.10', '192.168.40.20'])),
  row('gateway-outside', { gateway: '10.0.0.1' }, { gateway: '192.168.40.1' }),
  row('range-empty', ranges(['192.168.40.1', '192.168.40.1']), ranges(['192.168.40.1', '192.168.40.2'])),
  row('default-route', routes('0.0.0.0/0'), { ...routes('0.0.0.0/0'), allowDefaultRoute: true }),
  row('route-twice', routes('10.20.0.0/16', '10.20.0.0/16'), routes('10.20.0.0/16', '10.21.0.0/16')),
  row('route-gateway', { routes: [{ destination: '10.20.0.0/16' }] }, routes('10.20.0.0/16')),
  row(
    'route-priority',
    { gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16', priority: 0 }] },
    { gateway: '192.168.40.1', routes: [{ destination: '10.20.0.0/16', priority: 100 }] },
  ),
  row('route-no-ipam', { ...routes('10.20.0.0/16'), ipam: Ipam.none() }, routes('10.20.0.0/16')),
  row('interface-taken', attach({ interface: 'eth0' }), attach({ interface: 'net1' })),
  row(
    'mac-not-possible',
    attach({ mac: '02:00:5e:10:00:01' }, { mode: MacvlanMode.PASSTHRU }),
    attach({ mac: '02:00:5e:10:00:01' }),
  ),
  row('ip-not-possible', attach({ ips: ['192.168.40.5'] }, { ipam: Ipam.none() }), attach({ ips: ['192.168.40.105'] })),
  row(
    'ip-one',
    attach({ ips: ['192.168.40.101', '192.168.40.102'] }),
    attach({ ips: ['192.168.40.101', '192.168.40.102'] }, { ipam: Ipam.static() }),
  ),
  row('ip-missing', attach({}, { ipam: Ipam.static() }), attach({ ips: ['192.168.40.5'] }, { ipam: Ipam.static() })),
  row('ip-outside', attach({ ips: ['192.168.99.5'] }), attach({ ips: ['192.168.40.105'] })),
  row('ip-outside-range', attach({ ips: ['192.168.40.5'] }), attach({ ips: ['192.168.40.105'] })),
  row(
    'ip-prefix',
    attach({ ips: ['192.168.40.5/16'] }, { ipam: Ipam.static() }),
    attach({ ips: ['192.168.40.5/24'] }, { ipam: Ipam.static() }),
  ),
  row(
    'ip-not-host',
    attach({ ips: ['192.168.40.255'] }, { ipam: Ipam.static() }),
    attach({ ips: ['192.168.40.5'] }, { ipam: Ipam.static() }),
  ),
  row(
    'ip-gateway',
    attach({ ips: ['192.168.40.1'] }, { ipam: Ipam.static(), gateway: '192.168.40.1' }),
    attach({ ips: ['192.168.40.5'] }, { ipam: Ipam.static(), gateway: '192.168.40.1' }),
  ),
  row('annotation-by-hand', annotated({ 'k8s.v1.cni.cncf.io/networks': 'cameras' }), annotated({ team: 'sensors' })),
  row('interface-unnamed', numbered({}), numbered({ interface: 'iot0' })),
];
