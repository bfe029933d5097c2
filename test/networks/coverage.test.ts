// Every field of every plugin that the catalogue knows is reached by a typed prop, or stands in docs/networks.md with the reason.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { COMMON, FieldType, LIST, pluginOf, pluginTypes } from '../../lib/catalogue/cni-plugins';
import { IpRange } from '../../lib/net';
import {
  BridgeNetwork,
  ChainedPlugin,
  DummyNetwork,
  FirewallBackend,
  FirewallIngressPolicy,
  HostDevice,
  HostDeviceNetwork,
  Ipam,
  IpvlanMode,
  IpvlanNetwork,
  MacvlanNetwork,
  PacketFilter,
  PtpNetwork,
  RawNetwork,
  RouteScope,
  SecondaryNetwork,
  SecondaryNetworkProps,
  SriovLogLevel,
  SriovNetwork,
  TapNetwork,
  VfLinkState,
  VlanNetwork,
  VlanProtocol,
  WhereaboutsLogLevel,
} from '../../lib/networks';
import { config, workload } from './helpers';

const scope = () => new Chart(new App({ outdir: '/nowhere' }), 'shop', { namespace: 'shop' });
const MAC = '02:00:00:00:00:01';
const every: SecondaryNetworkProps = {
  ipam: Ipam.none(),
  dns: { nameservers: ['10.0.0.53'], domain: 'home', search: ['home'], options: ['ndots:1'] },
  args: { mac: MAC },
};
const routed = {
  subnet: '10.0.0.0/24',
  gateway: '10.0.0.1',
  routes: [{ destination: '10.9.0.0/16', priority: 5, table: 9, scope: RouteScope.UNIVERSE }],
};
const range = IpRange.of('10.0.0.5', '10.0.0.9');
const withIpam = (ipam: Ipam) => new DummyNetwork(scope(), 'n', { ...routed, ipam });
const link = { ...every, master: 'enp2s0', mtu: 1400, linkInContainer: false };

/** Networks with every prop that there is. */
const NETWORKS: readonly SecondaryNetwork[] = [
  new MacvlanNetwork(scope(), 'n', { ...link, mac: MAC, bcQueueLen: 9 }),
  new IpvlanNetwork(scope(), 'n', { ...link, mode: IpvlanMode.L2 }),
  new VlanNetwork(scope(), 'n', { ...link, vlanId: 9 }),
  new BridgeNetwork(scope(), 'n', {
    ...every,
    bridge: 'br0',
    isGateway: true,
    isDefaultGateway: true,
    forceAddress: true,
    ipMasq: true,
    ipMasqBackend: PacketFilter.NFTABLES,
    mtu: 1400,
    hairpinMode: true,
    promiscMode: false,
    vlan: 9,
    vlanTrunk: [{ first: 1 }, { first: 2, last: 3 }],
    preserveDefaultVlan: true,
    macSpoofChk: true,
    enableDad: true,
    disableContainerInterface: false,
    portIsolation: true,
    disableCheck: true,
    disableGc: true,
  }),
  ...[
    HostDevice.named('enp2s0'),
    HostDevice.mac(MAC),
    HostDevice.kernelPath('/sys/devices/x'),
    HostDevice.pci('0000:00:1f.6'),
  ].map((device) => new HostDeviceNetwork(scope(), 'n', { ...every, device })),
  new TapNetwork(scope(), 'n', { ...every, owner: 1, group: 1, multiQueue: true, mtu: 1400, mac: MAC, bridge: 'br0' }),
  new PtpNetwork(scope(), 'n', { ...every, ipMasq: true, ipMasqBackend: PacketFilter.IPTABLES, mtu: 1400 }),
  new SriovNetwork(scope(), 'n', {
    ...every,
    resourceName: 'intel.com/vf',
    vlan: 9,
    vlanQos: 1,
    vlanProto: VlanProtocol.DOT1Q,
    mac: MAC,
    spoofChk: true,
    trust: true,
    linkState: VfLinkState.AUTO,
    minTxRate: 1,
    maxTxRate: 2,
    logLevel: SriovLogLevel.INFO,
    logFile: '/var/log/sriov',
  }),
  new RawNetwork(scope(), 'n', { ...every, plugin: 'loopback' }),
  new MacvlanNetwork(scope(), 'n', {
    ...link,
    chained: [
      ChainedPlugin.tuning({
        sysctls: { 'net.ipv4.conf.IFNAME.arp_filter': '1' },
        mac: MAC,
        mtu: 1400,
        promiscuous: true,
        allMulticast: true,
        txQueueLength: 9,
        dataDir: '/run/x',
      }),
      ChainedPlugin.sbr({ table: 9 }),
      ChainedPlugin.vrf('blue', { table: 9 }),
      ChainedPlugin.bandwidth({ ingressRate: 1, ingressBurst: 1, egressRate: 1, egressBurst: 1 }),
      ChainedPlugin.portmap({
        snat: true,
        masqAll: true,
        markMasqBit: 1,
        externalSetMarkChain: 'X',
        conditionsV4: ['-s'],
        conditionsV6: ['-s'],
        backend: PacketFilter.IPTABLES,
      }),
      ChainedPlugin.firewall({
        backend: FirewallBackend.IPTABLES,
        iptablesAdminChainName: 'X',
        firewalldZone: 'x',
        ingressPolicy: FirewallIngressPolicy.OPEN,
      }),
    ],
  }),
  withIpam(Ipam.hostLocal({ ranges: [{ range }], resolvConf: '/etc/resolv.conf' })),
  withIpam(Ipam.static({ addresses: [{ address: '10.0.0.5/24', gateway: '10.0.0.1' }] })),
  withIpam(
    Ipam.dhcp({
      request: [{ option: 'routers', skipDefault: true }],
      provide: [
        { option: 'host-name', value: 'x' },
        { option: '60', fromArg: 'K8S_POD_NAME' },
      ],
      daemonSocketPath: '/run/x',
    }),
  ),
  ...[[{ range, exclude: ['10.0.0.6'] }], [{ range, exclude: ['10.0.0.6'] }, { subnet: '10.1.0.0/24' }]].map((ranges) =>
    withIpam(
      Ipam.whereabouts({
        ranges,
        overlappingRanges: true,
        networkName: 'x',
        nodeSliceSize: 28,
        configurationPath: '/etc/x',
        kubeconfig: '/etc/x',
        logFile: '/var/x',
        logLevel: WhereaboutsLogLevel.DEBUG,
        leaderLeaseDuration: 1,
        leaderRenewDeadline: 1,
        leaderRetryPeriod: 1,
        sleepForRace: 1,
      }),
    ),
  ),
];

/** Fields as `type.field.inner`; `any` and maps end there. */
function fieldsOf(type: FieldType, path: string): string[] {
  if (typeof type === 'string') return [path];
  if ('map' in type) return [path];
  if ('list' in type) return fieldsOf(type.list, path);
  return Object.entries(type.fields).flatMap(([name, inner]) =>
    fieldsOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** What a value sets, by the same paths. */
function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, path));
  if (value === null || typeof value !== 'object') return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path === '' ? key : `${path}.${key}`)),
  ];
}

const KNOWN = new Set(
  [...pluginTypes(false), ...pluginTypes(true)].flatMap((type) => fieldsOf(pluginOf(type)!.shape, type)),
);
const COMMON_FIELDS = new Set([...fieldsOf({ fields: COMMON }, 'common'), ...fieldsOf(LIST, 'list')]);

/** Everything that the networks above write. */
function written(): Set<string> {
  const found = new Set<string>();
  for (const network of NETWORKS) {
    network.attach(workload(Chart.of(network) as Chart, 'api'), { mac: MAC });
    const text = config(network);
    const plugins: Record<string, any>[] = text.plugins ?? [text];
    for (const key of Object.keys(text)) found.add(`list.${key}`);
    for (const plugin of plugins) {
      const own = pluginOf(plugin.type)!.shape.fields;
      for (const [key, value] of Object.entries(plugin)) {
        if (Object.hasOwn(own, key)) for (const path of pathsOf(value, `${plugin.type}.${key}`)) found.add(path);
        for (const path of pathsOf(value, `common.${key}`)) found.add(path);
      }
      if (plugin.ipam?.type !== undefined) for (const path of pathsOf(plugin.ipam, plugin.ipam.type)) found.add(path);
    }
  }
  return found;
}

const WROTE = written();

/** The table of the docs: fields without a prop, each with its reason. */
function leftOut(): Map<string, string> {
  const page = readFileSync(join(__dirname, '../../docs/networks.md'), 'utf8');
  const table = page.slice(page.indexOf('## Fields without a prop'));
  const rows = [...table.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\|$/gm)];
  return new Map(
    rows.flatMap(([, plugin, fields, reason]) =>
      [...fields!.matchAll(/`([^`]+)`/g)].map(([, field]) => [`${plugin!}.${field!}`, reason!] as const),
    ),
  );
}

test('every field of every plugin has a prop, or a reason why not', () => {
  const reasons = leftOut();
  const all = [...KNOWN, ...COMMON_FIELDS];
  expect(all.length).toBeGreaterThan(120);
  expect(all.filter((field) => !WROTE.has(field) && !reasons.has(field))).toEqual([]);
});

test('the table of fields without a prop holds no others', () => {
  const all = new Set([...KNOWN, ...COMMON_FIELDS]);
  expect([...leftOut().keys()].filter((field) => WROTE.has(field) || !all.has(field))).toEqual([]);
});

test('a MAC address that tap drops is written by tuning', () => {
  const tap = NETWORKS.find((network) => network instanceof TapNetwork)!;
  expect(config(tap).plugins[1]).toMatchObject({ type: 'tuning', mac: MAC, mtu: 1400 });
});
