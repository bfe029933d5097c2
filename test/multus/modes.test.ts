// The thin plugin, the settings of the daemon, and what runs only where a network needs it.
import { App, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { MultusMode, MultusTalos, MultusVersion } from '../../lib/multus';
import { Ipam, MacvlanNetwork, RawNetwork } from '../../lib/networks';
import { bothSides, differences } from '../support/one-judge';
import { container, daemonConfig, multus, object } from './helpers';

const thin = { mode: MultusMode.THIN };

describe('the thin plugin', () => {
  test('has no daemon: no ConfigMap, no folders of the node but those of CNI, its configuration in flags', () => {
    const construct = multus({ ...thin, masterCni: '05-cilium.conflist', daemon: { overrideNetworkName: true } });
    expect(object(construct, 'ConfigMap')).toBeUndefined();
    const { spec } = object(construct, 'DaemonSet').spec.template;
    expect(spec.hostPID).toBeUndefined();
    expect(spec.volumes.map(({ hostPath }: any) => hostPath.path)).toEqual([
      '/etc/cni/net.d',
      '/opt/cni/bin',
      '/etc/cni/multus/net.d',
    ]);
    const { image, command, args } = container(construct, 'kube-multus');
    expect([image, command]).toEqual(['ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0', ['/thin_entrypoint']]);
    expect(args).toEqual([
      '--multus-conf-file=auto',
      '--multus-autoconfig-dir=/host/etc/cni/net.d',
      '--cni-conf-dir=/host/etc/cni/net.d',
      '--cni-version=0.3.1',
      '--multus-log-level=verbose',
      '--multus-master-cni-file-name=05-cilium.conflist',
      '--override-network-name=true',
      '--cleanup-config-on-exit=true',
    ]);
    expect(container(construct, 'install-multus-binary')).toMatchObject({
      command: ['/install_multus'],
      args: ['-d', '/host/opt/cni/bin', '-t', 'thin'],
    });
  });

  test.each<[string, Parameters<typeof multus>[0], string]>([
    ['a limit of requests', { ...thin, connectionLimit: 4 }, 'multus/thin-option'],
    ['metrics', { ...thin, daemon: { metricsPort: 9091 } }, 'multus/thin-option'],
    [
      'the image of the thick plugin',
      { ...thin, image: 'registry.example/multus-cni:v4.3.0-thick' },
      'multus/image-thick',
    ],
  ])('refuses %s', (_what, props, code) => {
    expect(() => multus(props)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the daemon', () => {
  test('gets its settings by its own keys, and those that nobody gave are not there', () => {
    const construct = multus({
      daemon: {
        logFile: '/var/log/multus.log',
        logMaxAge: 3,
        readinessIndicatorFile: '/host/etc/cni/net.d/05-cilium.conflist',
        metricsPort: 9091,
        enablePprof: true,
        systemNamespaces: ['kube-system', 'cilium'],
        defaultNetworks: ['lan'],
        auxiliaryCniChainName: 'aux',
        retryDeleteOnError: true,
      },
    });
    const { chrootDir, cniVersion, ...config } = daemonConfig(construct);
    expect(config).toMatchObject({
      logFile: '/var/log/multus.log',
      logOptions: { maxAge: 3 },
      readinessindicatorfile: '/host/etc/cni/net.d/05-cilium.conflist',
      metricsPort: 9091,
      enablePprof: true,
      systemNamespaces: ['kube-system', 'cilium'],
      defaultNetworks: ['lan'],
      auxiliaryCNIChainName: 'aux',
      retryDeleteOnError: true,
    });
    expect(Object.keys(config)).not.toContain('confDir');
    expect(container(construct, 'kube-multus').ports).toEqual([
      { name: 'metrics', containerPort: 9091, protocol: 'TCP' },
    ]);
  });

  test('may ask for certificates only if it shall have its own', () => {
    const groups = (props: Parameters<typeof multus>[0]) =>
      object(multus(props), 'ClusterRole').rules.flatMap(({ apiGroups }: any) => apiGroups);
    expect(groups({})).not.toContain('certificates.k8s.io');
    expect(groups({ daemon: { perNodeCertificate: { bootstrapKubeconfig: '/hostroot/x' } } })).toContain(
      'certificates.k8s.io',
    );
  });

  test.each<[string, Parameters<typeof multus>[0], string]>([
    ['profiles without a port', { daemon: { enablePprof: true } }, 'multus/metrics'],
    [
      'profiles of a release that has none',
      { version: MultusVersion.V4_2_4, daemon: { enablePprof: true, metricsPort: 9091 } },
      'multus/metrics',
    ],
    ['port 0', { daemon: { metricsPort: 0 } }, 'multus/metrics'],
    ['eth0 said twice', { daemon: { clusterNetwork: 'a', delegates: [{}] } }, 'multus/cluster-network'],
  ])('refuses %s', (_what, props, code) => {
    expect(() => multus(props)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the DHCP daemon', () => {
  const app = (ipam: Ipam | undefined) => {
    const chart = new Chart(new App({ outdir: '/nowhere' }), 'network');
    const construct = new MultusTalos(chart, 'multus', { inlineManifest: false });
    if (ipam !== undefined) new MacvlanNetwork(chart, 'lan', { master: 'enp2s0', ipam });
    return construct;
  };
  const names = (construct: MultusTalos) =>
    construct
      ._manifests()
      .filter(({ kind }) => kind === 'DaemonSet')
      .map(({ metadata }) => metadata.name);

  test('runs on every node as soon as a network takes its addresses from a server, and only then', () => {
    expect(names(app(undefined))).toEqual(['kube-multus-ds']);
    expect(names(app(Ipam.none()))).toEqual(['kube-multus-ds']);
    const construct = app(Ipam.dhcp());
    expect(names(construct)).toEqual(['kube-multus-ds', 'cni-dhcp-daemon']);
    const { spec } = (construct._manifests().at(-1) as any).spec.template;
    expect(spec.containers[0]).toMatchObject({
      image: 'ghcr.io/home-operations/cni-plugins:1.9.1',
      command: ['/plugins/dhcp'],
      args: ['daemon', '-hostprefix', '/host'],
      volumeMounts: [
        { name: 'socket', mountPath: '/host/run/cni' },
        { name: 'netns', mountPath: '/host/var/run/netns', mountPropagation: 'HostToContainer' },
      ],
    });
    expect(container(construct, 'install-cni-plugins').args).toEqual(['/plugins', 'dhcp', 'macvlan']);
  });

  test('is what the rule about networks of DHCP looks for', () => {
    const own = new NetworkApp({ outdir: 'unused' });
    const chart = new Chart(own, 'network');
    new MultusTalos(chart, 'multus');
    new MacvlanNetwork(chart, 'lan', { master: 'enp2s0', ipam: Ipam.dhcp() });
    expect(own.findings().filter(({ code }) => code === 'cni/dhcp-daemon')).toEqual([]);
    expect(differences(bothSides(own))).toEqual([]);
  });
});

test('plugins of other makers are no business of the installer, unless somebody names them', () => {
  const chart = new Chart(new App({ outdir: '/nowhere' }), 'network');
  const construct = new MultusTalos(chart, 'multus', { inlineManifest: false });
  new RawNetwork(chart, 'ovs', { plugin: 'ovs', ipam: Ipam.whereabouts({ ranges: [{ subnet: '10.0.0.0/24' }] }) });
  expect(construct._installed()).toEqual([]);
});
