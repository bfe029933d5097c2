// A cluster that says everything that has a property, as far as the forms of its configuration have words for it.
import { App } from 'cdk8s';
import {
  AggregatorSelect,
  ArpAllTargets,
  ArpValidate,
  BondHashPolicy,
  BondMode,
  ConfigFormat,
  DhcpClientIdentifier,
  FailOverMac,
  LacpRate,
  Link,
  LinkSelector,
  LinkSettings,
  Nameserver,
  NodeRole,
  NodeSelection,
  PrimaryReselect,
  SecretPlaceholder,
  TalosCluster,
  TalosVersion,
  VlanMode,
  WakeOnLan,
} from '../../lib/cluster';
import { TalosFirewall } from '../../lib/talos';
import { KEY, Variant } from './variants';

/** What every kind of link may say in its document. */
const WHOLE: LinkSettings = {
  up: true,
  multicast: true,
  mtu: 1500,
  routePriority: 5,
  addresses: ['172.16.0.1/24'],
  routes: [
    {
      destination: '172.20.0.0/16',
      gateway: '172.16.0.254',
      source: '172.16.0.1',
      metric: 512,
      mtu: 1400,
      table: '100',
    },
  ],
};

/** The app. */
export function everything({ version, configFormat, linkFormat }: Variant): App {
  const app = new App();
  const documents = linkFormat === ConfigFormat.DOCUMENTS;
  const kubernetes = configFormat === ConfigFormat.DOCUMENTS;
  const newest = version === TalosVersion.V1_14;
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: version,
    configFormat,
    linkFormat,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    virtualIp: '192.168.70.10',
    nodeSubnets: ['192.168.70.0/24'],
    podSubnets: ['10.42.0.0/16', 'fd00:42::/48'],
    serviceSubnets: ['10.43.0.0/16', 'fd00:43::/112'],
    dnsDomain: 'home.arpa',
    hostDnsForwarding: true,
    hostDnsMemberNames: true,
    kubeSpan: {
      mtu: 1400,
      advertiseKubernetesNetworks: false,
      allowDownPeerBypass: true,
      harvestExtraEndpoints: false,
      endpointFilters: ['0.0.0.0/0', '!192.168.0.0/16'],
      ...(version === TalosVersion.V1_11 ? {} : { excludeAdvertisedNetworks: ['192.168.40.0/24'] }),
    },
    discovery: {
      endpoint: 'https://discovery.home.arpa/',
      ...(kubernetes ? { services: { second: 'https://second.home.arpa/' } } : {}),
    },
    kubePrismPort: 7446,
    apiPort: 6444,
    flannel: false,
    kubeProxy: false,
    nodeIpExcludes: ['192.168.70.10'],
    etcdAdvertisedSubnets: ['192.168.70.0/24'],
    etcdListenSubnets: ['192.168.70.0/24'],
    ...(kubernetes ? { nodeCidrMaskSizeIpv4: 25, nodeCidrMaskSizeIpv6: 64 } : {}),
    nameservers: [
      Nameserver.of('192.168.70.1'),
      ...(kubernetes
        ? [Nameserver.tls('1.1.1.1', 'one.one.one.one'), Nameserver.https('9.9.9.9', 'dns.quad9.net')]
        : []),
    ],
    searchDomains: ['home.arpa'],
    ownSearchDomain: true,
    staticHosts: { '192.168.70.5': ['registry.home.arpa'] },
    timeServers: ['time.home.arpa'],
    ...(newest && documents ? { timeSecurity: true } : {}),
    timeSync: true,
    timeBootTimeout: '2m0s',
    hostnames: true,
    allowSchedulingOnControlPlanes: true,
    podSecurityExemptions: ['rook'],
    kernelModules: { br_netfilter: [], nvme_tcp: ['a=1'] },
  });
  const [first] = cluster.addControlPlanes(['192.168.70.11', '192.168.70.12', '192.168.70.13'], {
    labels: { 'topology.kubernetes.io/zone': 'a' },
  });
  const worker = cluster.addNode('storage-1', NodeRole.WORKER, '192.168.70.21', {
    hostname: 'storage-1',
    annotations: { rack: '4' },
    taints: { dedicated: 'storage:NoSchedule' },
    kubeSpanEndpoints: ['203.0.113.7:51820'],
  });

  const physical = (name: string) => cluster.addLink(name, { interface: name });
  const bond = addBond(cluster, [physical('eno1'), physical('eno2')]);
  cluster.addVlan('iot', { parent: bond, vlanId: 40, dhcp: true, dhcpOptions: { routeMetric: 2048, ipv6: true } });
  const bridge = cluster.addBridge('br0', {
    ports: [physical('eno3')],
    stp: false,
    vlanFiltering: true,
    ...(documents ? { hardwareAddress: '02:00:5e:10:00:02' } : {}),
  });
  bridge.address(first!, '10.9.0.1/24');
  cluster.addVlan('guests', { parent: bridge, vlanId: 50 }).address(worker, '10.50.0.2/24');
  cluster.addDummy('anycast', {
    interface: 'dummy0',
    addresses: ['10.99.0.1/32'],
    ...(documents ? { hardwareAddress: '02:00:5e:10:00:03' } : {}),
  });
  cluster.addWireguard('wg0', {
    privateKey: SecretPlaceholder.variable('WG0_PRIVATE_KEY'),
    listenPort: 51821,
    firewallMark: 32,
    addresses: ['10.8.0.1/24'],
    peers: [
      {
        publicKey: KEY,
        endpoint: '203.0.113.9:51820',
        keepalive: 25,
        allowedIps: ['10.8.0.0/24'],
        ...(documents ? { presharedKey: SecretPlaceholder.text('${WG0_SHARED_KEY}') } : {}),
      },
    ],
  });
  const usb = cluster.addLink('usb', {
    selector: LinkSelector.mac('02:00:5e:10:00:09'),
    nodes: NodeSelection.named('storage-1'),
  });
  cluster.addVlan('usb-guests', { parent: usb, vlanId: 60, dhcp: true });
  const uplink = cluster.addLink('uplink', {
    selector: LinkSelector.driver('igb'),
    nodes: NodeSelection.controlPlanes(),
    dhcp: true,
    routes: [{ destination: '10.77.0.0/16', gateway: '192.168.71.1' }],
  });
  uplink.select(first!, LinkSelector.busPath('0000:03:00.0'));
  uplink.virtualIp('192.168.71.10', { hcloudApiToken: SecretPlaceholder.variable('HCLOUD_TOKEN') });
  addOwnOfDocuments(cluster, documents, version);
  new TalosFirewall(app, 'firewall', { operators: ['192.168.70.0/24'] }).open('exporter', {
    ports: ['9100-9110'],
    from: ['192.168.70.0/24'],
    except: ['192.168.70.1/32'],
  });
  return app;
}

function addBond(cluster: TalosCluster, members: Link[]): Link {
  const documents = cluster.linkFormat === ConfigFormat.DOCUMENTS;
  return cluster.addBond('bond0', {
    members,
    mode: BondMode.LACP,
    lacpRate: LacpRate.FAST,
    xmitHashPolicy: BondHashPolicy.LAYER3_4,
    adSelect: AggregatorSelect.BANDWIDTH,
    adActorSysPrio: 65535,
    adUserPortKey: 0,
    useCarrier: true,
    minLinks: 1,
    mtu: 9000,
    nodeAddresses: true,
    routes: [{ gateway: '192.168.70.1', metric: 100 }],
    ...(documents ? { adLacpActive: true, hardwareAddress: '02:00:5e:10:00:01' } : {}),
  });
}

/** What only link documents have words for. */
function addOwnOfDocuments(cluster: TalosCluster, documents: boolean, version: TalosVersion): void {
  cluster.addLink('fast', {
    interface: 'eno4',
    ethernet: {
      features: { 'tx-tcp-segmentation': false },
      rings: {
        rx: 256,
        tx: 256,
        rxMini: 1,
        rxJumbo: 1,
        rxBufLen: 2048,
        cqeSize: 64,
        txPush: true,
        rxPush: true,
        txPushBufLen: 64,
        tcpDataSplit: true,
      },
      channels: { rx: 1, tx: 1, other: 1, combined: 2 },
      ...(version === TalosVersion.V1_11 ? {} : { wakeOnLan: [WakeOnLan.MAGIC] }),
    },
  });
  if (!documents) return;
  cluster.addLink('routed', {
    interface: 'eno5',
    ...WHOLE,
    dhcp: true,
    dhcpOptions: {
      ipv6: true,
      ignoreHostname: true,
      clientIdentifier: DhcpClientIdentifier.DUID,
      duid: '00:01:00:01',
      ...(version === TalosVersion.V1_14 ? { ignoreRoutes: true } : {}),
    },
  });
  const arp = cluster.addBond('bond1', {
    ...WHOLE,
    members: [cluster.addLink('eno6', { interface: 'eno6' })],
    mode: BondMode.ACTIVE_BACKUP,
    miimon: 0,
    arpInterval: 500,
    arpIpTargets: ['192.168.72.1'],
    nsIp6Targets: ['fd00:72::1'],
    arpValidate: ArpValidate.ALL,
    arpAllTargets: ArpAllTargets.ANY,
    failOverMac: FailOverMac.ACTIVE,
    primaryReselect: PrimaryReselect.BETTER,
    resendIgmp: 2,
    lpInterval: 2,
    packetsPerSlave: 1,
    numPeerNotif: 2,
    tlbLogicalLb: 1,
    allSlavesActive: 0,
    peerNotifDelay: 0,
    missedMax: 3,
  });
  cluster.addVlan('provider', { ...WHOLE, parent: arp, vlanId: 70, interface: 'provider', mode: VlanMode.DOT1AD });
  cluster.addBridge('br1', WHOLE);
  cluster.addDummy('dummy1', WHOLE);
  cluster.addWireguard('wg1', { ...WHOLE, privateKey: SecretPlaceholder.variable('WG1_PRIVATE_KEY') });
  if (version === TalosVersion.V1_12) return;
  cluster.addVrf('blue', {
    ...WHOLE,
    members: [cluster.addLink('eno7', { interface: 'eno7' })],
    table: '77',
    hardwareAddress: '02:00:5e:10:00:04',
  });
}
