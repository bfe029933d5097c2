// Multus and the plugins on the nodes of Talos.
import { YamlExample } from '../example';
import { documents } from '../parts';
import { written } from '../../../problem';
import { deployment, macvlan, network } from './parts';

const TALOS = 'machine: { type: worker }\n';
interface Multus {
  readonly memory?: string;
  readonly netns?: string;
  readonly init?: readonly object[];
  readonly beside?: readonly object[];
}
const IMAGE = 'ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick';
const INSTALLER = {
  name: 'install',
  image: 'ghcr.io/home-operations/cni-plugins:1.9.1',
  volumeMounts: [{ name: 'bin', mountPath: '/host/opt/cni/bin' }],
};
const INSTALL = '/usr/src/multus-cni/bin/install_multus';
const copies = (command: readonly string[]) => ({
  name: 'install-multus',
  image: IMAGE,
  command,
  volumeMounts: [{ name: 'bin', mountPath: '/host/opt/cni/bin' }],
});
const multus = ({ memory = '512Mi', netns = '/var/run/netns', init = [INSTALLER], beside = [] }: Multus) =>
  written({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'multus', namespace: 'kube-system' },
    spec: {
      selector: { matchLabels: { app: 'multus' } },
      template: {
        metadata: { labels: { app: 'multus' } },
        spec: {
          hostNetwork: true,
          initContainers: init,
          containers: [
            {
              name: 'multus',
              image: IMAGE,
              command: ['/usr/src/multus-cni/bin/multus-daemon'],
              resources: { limits: { memory } },
              volumeMounts: [
                { name: 'bin', mountPath: '/opt/cni/bin' },
                { name: 'netns', mountPath: '/run/netns', mountPropagation: 'HostToContainer' },
              ],
            },
            ...beside,
          ],
          volumes: [
            { name: 'bin', hostPath: { path: '/opt/cni/bin' } },
            { name: 'netns', hostPath: { path: netns } },
          ],
        },
      },
    },
  });
const IOT = macvlan({ ipam: { type: 'host-local', subnet: '192.168.40.0/24' } });
const DHCP = macvlan({ ipam: { type: 'dhcp' } });
const DAEMON = {
  name: 'dhcp',
  image: 'ghcr.io/home-operations/cni-plugins:1.9.1',
  command: ['/opt/cni/bin/dhcp', 'daemon'],
};
const isolated = (more: object) =>
  written({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'multus-daemon-config', namespace: 'kube-system' },
    data: { 'daemon-config.json': JSON.stringify({ chrootDir: '/hostroot', namespaceIsolation: true, ...more }) },
  });
const SHARED = documents(macvlan({ ipam: { type: 'dhcp' } }, 'iot', 'networks'), deployment('networks/iot'));

const onTalos = (fields: object) => ({
  'cluster.facts': 'talos: "1.11"\n',
  'network.yaml': network({ type: 'bridge', bridge: 'br0', ipam: {}, ...fields }),
});

export const PROGRAMS: readonly YamlExample[] = [
  ['cni/host-program', onTalos({ macspoofchk: true }), onTalos({})],
  ['cni/multus-netns', documents(TALOS, multus({ netns: '/run/netns' })), documents(TALOS, multus({}))],
  ['cni/multus-memory', multus({ memory: '50Mi' }), multus({})],
  ['cni/plugin-missing', documents(TALOS, IOT, multus({ init: [] })), documents(TALOS, IOT, multus({}))],
  ['cni/dhcp-daemon', documents(TALOS, DHCP, multus({})), documents(TALOS, DHCP, multus({ beside: [DAEMON] }))],
  [
    'cni/namespace-isolation',
    documents(SHARED, isolated({})),
    documents(SHARED, isolated({ globalNamespaces: 'networks' })),
  ],
  [
    'cni/multus-installer',
    documents(
      TALOS,
      multus({
        init: [INSTALLER, copies(['cp', '/usr/src/multus-cni/bin/multus-shim', '/host/opt/cni/bin/multus-shim'])],
      }),
    ),
    documents(TALOS, multus({ init: [INSTALLER, copies([INSTALL, '-d', '/host/opt/cni/bin', '-t', 'thick'])] })),
  ],
];
