// The real CNI plugins on what this room renders. Skipped where they are not built (the folder ENGINES holds cni/cnilab) or
// where the test may not make network namespaces.
import { execFileSync } from 'node:child_process';
import { ApiObject, App, Chart } from 'cdk8s';
import { IpRange } from '../../lib/net';
import { BridgeNetwork, Ipam, MacvlanMode, MacvlanNetwork, SecondaryNetwork, TapNetwork } from '../../lib/networks';
import { engineProgram } from '../support/engines';
import { workload } from './helpers';
import { questionOf } from './matrix';

const CNILAB = engineProgram('cni', 'cnilab');
jest.setTimeout(60_000);
const runs = CNILAB !== undefined && process.getuid?.() === 0;

/** What the plugins do with what we render. */
function run(networks: SecondaryNetwork[], pods: ApiObject[], more: Record<string, unknown> = {}): any {
  const input = { ...questionOf('ours', networks, pods), parents: ['enp2s0'], ...more };
  return JSON.parse(execFileSync(CNILAB!, { input: `${JSON.stringify(input)}\n`, encoding: 'utf8' }));
}

function chart(): Chart {
  return new Chart(new App({ outdir: '/nowhere' }), 'shop', { namespace: 'shop' });
}

(runs ? describe : describe.skip)('the real plugins', () => {
  test('give fixed addresses and a MAC as asked, and the pods reach each other', () => {
    const scope = chart();
    const lan = new MacvlanNetwork(scope, 'lan', {
      master: 'enp2s0',
      subnet: '192.168.40.0/24',
      gateway: '192.168.40.1',
      ipam: Ipam.static(),
      routes: [{ destination: '10.20.0.0/16' }],
    });
    const [a, b] = [workload(scope, 'a'), workload(scope, 'b')];
    lan.attach(a, { interface: 'iot0', ips: ['192.168.40.51'], mac: '02:00:00:00:40:51' });
    lan.attach(b, { ips: ['192.168.40.52/24'] });
    const result = run([lan], [a, b], {
      parents: [{ name: 'enp2s0', lanAddresses: ['192.168.40.1/24'] }],
      connect: [
        { from: 'a', to: '192.168.40.52' },
        { from: 'b', to: '192.168.40.51' },
        { from: 'b', to: '192.168.40.1' },
        { from: 'host', to: '192.168.40.51' },
      ],
    });
    expect(result.error).toBeUndefined();
    expect(result.attachments.map((x: any) => [x.pod, x.interface, x.ips, x.linkType])).toEqual([
      ['a', 'iot0', ['192.168.40.51/24'], 'macvlan'],
      ['b', 'net1', ['192.168.40.52/24'], 'macvlan'],
    ]);
    expect(result.attachments[0].mac).toBe('02:00:00:00:40:51');
    expect(result.attachments[0].routes).toContainEqual({ dst: '10.20.0.0/16', gw: '192.168.40.1' });
    expect(result.connect.map((c: any) => c.ok)).toEqual([true, true, true, false]);
  });

  test('hand out a range in order, a requested address of it, and leave nothing but the store', () => {
    const scope = chart();
    const lan = new MacvlanNetwork(scope, 'lan', {
      master: 'enp2s0',
      subnet: '192.168.40.0/24',
      ipam: Ipam.range(IpRange.of('192.168.40.100', '192.168.40.150')),
      mtu: 1400,
    });
    const [a, b] = [workload(scope, 'a'), workload(scope, 'b')];
    lan.attach(a);
    lan.attach(b, { ips: ['192.168.40.140'] });
    const result = run([lan], [a, b], { connect: [{ from: 'a', to: '192.168.40.140' }] });
    expect(result.attachments.map((x: any) => [x.ips, x.mtu])).toEqual([
      [['192.168.40.100/24'], 1400],
      [['192.168.40.140/24'], 1400],
    ]);
    expect(result.connect[0].ok).toBe(true);
    expect(result.leftovers.every((left: string) => left.startsWith('file /run/cni/networks/lan/l'))).toBe(true);
  });

  test('take both families, and private mode separates the pods', () => {
    const scope = chart();
    const lan = new MacvlanNetwork(scope, 'lan', {
      master: 'enp2s0',
      mode: MacvlanMode.PRIVATE,
      ipam: Ipam.hostLocal({
        ranges: [
          { subnet: '192.168.40.0/24' },
          { subnet: 'fd00:40::/64', range: IpRange.of('fd00:40::100', 'fd00:40::1ff') },
        ],
      }),
    });
    const [a, b] = [workload(scope, 'a'), workload(scope, 'b')];
    lan.attach(a);
    lan.attach(b);
    const result = run([lan], [a, b], { connect: [{ from: 'a', to: '192.168.40.3' }] });
    expect(result.attachments.map((x: any) => x.ips)).toEqual([
      ['192.168.40.2/24', 'fd00:40::100/64'],
      ['192.168.40.3/24', 'fd00:40::101/64'],
    ]);
    expect(result.connect[0].ok).toBe(false);
  });

  test('set two networks of a pod up in the order of the annotation, whatever the order of the calls', () => {
    const results = [false, true].map((turned) => {
      const scope = chart();
      const x = new MacvlanNetwork(scope, 'x', { master: 'enp2s0', ipam: Ipam.static(), subnet: '192.168.40.0/24' });
      const y = new MacvlanNetwork(scope, 'y', { master: 'enp3s0', ipam: Ipam.none() });
      const a = workload(scope, 'a');
      const calls = [() => x.attach(a, { interface: 'net7', ips: ['192.168.40.9'] }), () => y.attach(a)];
      for (const call of turned ? calls.reverse() : calls) call();
      return run([x, y], [a], { parents: ['enp2s0', 'enp3s0'] }).attachments.map((e: any) => [
        e.interface,
        e.master,
        e.ips,
      ]);
    });
    expect(results[0]).toEqual([
      ['net1', 'enp3s0', []],
      ['net7', 'enp2s0', ['192.168.40.9/24']],
    ]);
    expect(results[1]).toEqual(results[0]);
  });

  test('keep announced IPv6 addresses out with acceptRouterAdvertisements: false', () => {
    const ips = [true, false].map((accept) => {
      const scope = chart();
      const lan = new MacvlanNetwork(scope, 'lan', {
        master: 'enp2s0',
        subnet: '192.168.40.0/24',
        ipam: Ipam.static(),
        acceptRouterAdvertisements: accept,
      });
      const a = workload(scope, 'a');
      lan.attach(a, { ips: ['192.168.40.51'], mac: '02:00:00:00:40:51' });
      return run([lan], [a], { parents: [{ name: 'enp2s0', ra: 'fd00:77::/64' }] }).attachments[0].ips;
    });
    expect(ips).toEqual([['192.168.40.51/24', 'fd00:77::ff:fe00:4051/64'], ['192.168.40.51/24']]);
  });

  test('a default route with a priority stays behind that of eth0', () => {
    const scope = chart();
    const lan = new MacvlanNetwork(scope, 'lan', {
      master: 'enp2s0',
      subnet: '192.168.40.0/24',
      gateway: '192.168.40.1',
      ipam: Ipam.static(),
      allowDefaultRoute: true,
      routes: [{ destination: '0.0.0.0/0', priority: 500 }],
    });
    const a = workload(scope, 'a');
    lan.attach(a, { ips: ['192.168.40.51'] });
    const result = run([lan], [a], {});
    expect(result.pods.a.defaults.map((line: string) => line.split(' dev ')[1]!.split(' ')[0])).toEqual([
      'eth0',
      'net1',
    ]);
  });

  test('find the plugins that Talos has once our installer brought the rest', () => {
    const scope = chart();
    const lan = new MacvlanNetwork(scope, 'lan', { master: 'enp2s0', subnet: '192.168.40.0/24', ipam: Ipam.static() });
    const a = workload(scope, 'a');
    lan.attach(a, { ips: ['192.168.40.51'] });
    const talos = ['bridge', 'firewall', 'host-local', 'loopback', 'portmap'];
    expect(run([lan], [a], { plugins: talos })).toMatchObject({ ok: false, code: 'plugin-missing' });
    expect(run([lan], [a], { plugins: [...talos, 'macvlan', 'static'] }).ok).toBe(true);
  });

  test('put pods of a bridge with an uplink on the LAN, the node included', () => {
    const scope = chart();
    const lan = new BridgeNetwork(scope, 'lan', { bridge: 'br0', subnet: '192.168.40.0/24', ipam: Ipam.static() });
    const a = workload(scope, 'a');
    lan.attach(a, { ips: ['192.168.40.51'] });
    const result = run([lan], [a], {
      parents: [
        { name: 'enp2s0', lanAddresses: ['192.168.40.1/24'] },
        { name: 'br0', type: 'bridge', ports: ['enp2s0'], addresses: ['192.168.40.2/24'] },
      ],
      connect: [
        { from: 'lan', to: 'a' },
        { from: 'host', to: 'a' },
        { from: 'a', to: '192.168.40.2' },
      ],
    });
    expect([result.error, result.connect.map(({ ok }: any) => ok)]).toEqual([undefined, [true, true, true]]);
  });

  test('lead from a port of the node to a pod behind a bridge that routes', () => {
    const scope = chart();
    const lab = new BridgeNetwork(scope, 'lab', {
      bridge: 'br-lab',
      subnet: '10.9.0.0/24',
      isGateway: true,
      ipMasq: true,
      allowDefaultRoute: true,
      gateway: '10.9.0.1',
      routes: [{ destination: '0.0.0.0/0', priority: 100 }],
      ipam: Ipam.hostLocal(),
    });
    const a = workload(scope, 'a');
    lab.attach(a, { portMappings: [{ hostPort: 8080, containerPort: 80 }] });
    const result = run([lab], [a], {
      parents: [{ name: 'enp2s0', addresses: ['192.168.40.2/24'], lanAddresses: ['192.168.40.1/24'] }],
      pods: { a: {} },
      connect: [
        { from: 'lan', to: '192.168.40.2', port: 8080 },
        { from: 'host', to: '192.168.40.2', port: 8080 },
      ],
    });
    expect([result.error, result.connect.map(({ ok }: any) => ok)]).toEqual([undefined, [true, true]]);
  });

  test('give a tap device the MAC and MTU that it would drop', () => {
    const scope = chart();
    const tap = new TapNetwork(scope, 'vm', { owner: 107, group: 107, mtu: 1400, ipam: Ipam.none() });
    const a = workload(scope, 'a');
    tap.attach(a, { mac: '02:00:00:00:40:51' });
    const [made] = run([tap], [a]).attachments;
    expect([made.mac, made.mtu]).toEqual(['02:00:00:00:40:51', 1400]);
  });

  test('take a lease under the name of the pod, and leave eth0 its default route', () => {
    const scope = chart();
    const lan = new MacvlanNetwork(scope, 'lan', { master: 'enp2s0', ipam: Ipam.dhcp() });
    const a = workload(scope, 'a');
    lan.attach(a);
    const result = run([lan], [a], {
      dhcp: { daemon: true, server: { parent: 'enp2s0', address: '192.168.40.100/24', router: '192.168.40.1' } },
    });
    expect(result.attachments[0].ips).toEqual(['192.168.40.100/24']);
    expect(result.dhcpSeen[0].options['12']).toBe('"a"');
    expect(result.pods.a.defaults[0]).toContain('dev eth0');
  });
});
