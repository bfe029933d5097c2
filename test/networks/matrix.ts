// The whole typed surface as cases: every main plugin with every IPAM, every way to attach and every version of the format, as this library renders it.
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IpRange } from '../../lib/net';
import {
  AttachOptions,
  BridgeNetwork,
  CniVersion,
  DummyNetwork,
  HostDevice,
  HostDeviceNetwork,
  Ipam,
  IpvlanNetwork,
  MacvlanNetwork,
  PtpNetwork,
  SecondaryNetwork,
  SecondaryNetworkProps,
  SriovNetwork,
  StaticAddress,
  TapNetwork,
  VlanNetwork,
} from '../../lib/networks';
import { annotation, workload } from './helpers';

/** One case: what it is made of, and the question in the format of the engine. */
export interface MatrixCase {
  readonly plugin: string;
  readonly ipam: string;
  readonly attachment: string;
  readonly version: CniVersion;
  /** `spec.config` and the annotation of the pod. */
  readonly text: string;
  readonly annotation: string;
  readonly question: Record<string, unknown> & { readonly attachments: readonly EngineAttachment[] };
}

/** An attachment as the engine wants it. */
export interface EngineAttachment {
  readonly pod: string;
  readonly network: string;
  readonly interface?: string;
  readonly runtimeConfig: Record<string, unknown>;
  readonly cniArgs?: unknown;
}

type Make = (scope: Construct, props: SecondaryNetworkProps) => SecondaryNetwork;

export const PLUGINS: Readonly<Record<string, Make>> = {
  macvlan: (scope, props) => new MacvlanNetwork(scope, 'lan', { master: 'enp2s0', ...props }),
  ipvlan: (scope, props) => new IpvlanNetwork(scope, 'lan', { master: 'enp2s0', ...props }),
  vlan: (scope, props) => new VlanNetwork(scope, 'lan', { master: 'enp2s0', vlanId: 40, ...props }),
  bridge: (scope, props) => new BridgeNetwork(scope, 'lan', { bridge: 'br-lab', ...props }),
  'host-device': (scope, props) =>
    new HostDeviceNetwork(scope, 'lan', { device: HostDevice.named('enp2s0'), ...props }),
  ptp: (scope, props) => new PtpNetwork(scope, 'lan', props),
  tap: (scope, props) => new TapNetwork(scope, 'lan', { owner: 107, group: 107, ...props }),
  dummy: (scope, props) => new DummyNetwork(scope, 'lan', props),
  sriov: (scope, props) => new SriovNetwork(scope, 'lan', { resourceName: 'intel.com/vf', ...props }),
};

const RANGE = IpRange.of('192.168.40.100', '192.168.40.150');
const ADDRESS: StaticAddress = { address: '192.168.40.60/24', gateway: '192.168.40.1' };

export const IPAMS: Readonly<Record<string, () => Ipam>> = {
  none: () => Ipam.none(),
  'host-local': () => Ipam.range(RANGE),
  'host-local of two families': () => Ipam.hostLocal({ ranges: [{ range: RANGE }, { subnet: 'fd00:40::/64' }] }),
  static: () => Ipam.static(),
  'static in the network': () => Ipam.static({ addresses: [ADDRESS] }),
  dhcp: () => Ipam.dhcp(),
  whereabouts: () => Ipam.whereabouts({ ranges: [{ range: RANGE }] }),
};

export const ATTACHMENTS: Readonly<Record<string, AttachOptions>> = {
  plain: {},
  'by name': { interface: 'lan0' },
  address: { ips: ['192.168.40.120'] },
  MAC: { mac: '02:00:00:00:40:01' },
  'port mapping': { portMappings: [{ hostPort: 8080, containerPort: 80 }] },
  bandwidth: { bandwidth: { egressRate: 1_000_000, egressBurst: 1_000_000 } },
  sysctl: { cniArgs: { sysctl: { 'net.ipv4.conf.IFNAME.arp_filter': '1' } } },
};

/** Every case. */
export function matrix(): MatrixCase[] {
  return Object.keys(PLUGINS).flatMap((plugin) =>
    Object.keys(IPAMS).flatMap((ipam) =>
      Object.keys(ATTACHMENTS).flatMap((attachment) =>
        Object.values(CniVersion).map((version) => matrixCase(plugin, ipam, attachment, version)),
      ),
    ),
  );
}

function matrixCase(plugin: string, ipam: string, attachment: string, version: CniVersion): MatrixCase {
  const scope = new Chart(new App({ outdir: '/nowhere' }), 'shop', { namespace: 'shop' });
  const network = PLUGINS[plugin]!(scope, {
    ipam: IPAMS[ipam]!(),
    subnet: '192.168.40.0/24',
    cniVersion: version,
  });
  const pod = workload(scope, 'a');
  network.attach(pod, ATTACHMENTS[attachment]);
  const id = [plugin, ipam, attachment, version].join(' / ');
  const question = questionOf(id, [network], [pod]);
  const text = (network._manifests()[0] as any).spec.config as string;
  return { plugin, ipam, attachment, version, text, annotation: annotation(pod)!, question };
}

/** Networks and pods as the engine wants them: the text of each network, and the entries of each annotation. */
export function questionOf(
  id: string,
  networks: readonly SecondaryNetwork[],
  pods: readonly ApiObject[],
): MatrixCase['question'] {
  return {
    id,
    networks: Object.fromEntries(
      networks.map((network) => [network.name, (network._manifests()[0] as any).spec.config as string]),
    ),
    parents: [{ name: 'enp2s0', mtu: 1500 }],
    pods: Object.fromEntries(pods.map(({ name }) => [name, { eth0: true }])),
    attachments: pods.flatMap((pod) => entries(annotation(pod)!).map((entry) => attachmentOf(pod.name, entry))),
  };
}

interface Entry {
  readonly name: string;
  readonly interface?: string;
  readonly [key: string]: unknown;
}

function attachmentOf(pod: string, entry: Entry): EngineAttachment {
  const { name, interface: link, ips, mac, portMappings, bandwidth } = entry;
  return {
    pod,
    network: name,
    ...(link === undefined ? {} : { interface: link }),
    runtimeConfig: Object.fromEntries(
      Object.entries({ ips, mac, portMappings, bandwidth }).filter(([, value]) => value !== undefined),
    ),
    ...(entry['cni-args'] === undefined ? {} : { cniArgs: entry['cni-args'] }),
  };
}

/** Entries of an annotation, in both of its forms. */
export function entries(text: string): Entry[] {
  if (text.startsWith('[')) return JSON.parse(text) as Entry[];
  return text.split(',').map((short) => {
    const [name = '', link] = short.split('@');
    return { name, ...(link === undefined ? {} : { interface: link }) };
  });
}
