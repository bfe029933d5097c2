// Volumes and mounts of the agent's pod, in the order of their use.
import { MESH_MOUNT, meshSecretsVolume } from '../clustermesh/secrets';
import { Chart } from '../context';
import { etcdMounts, etcdVolumes } from '../etcd';
import { OWNER_READ, certificateSources, hostPath, hostPathMounts, secretSource } from '../objects';
import { Fields } from '../types';

const HUBBLE_TLS_DIR = '/var/lib/cilium/tls/hubble';

const ipsec = (chart: Chart) => chart.v.on('encryption.enabled') && chart.v.text('encryption.type') === 'ipsec';
const masqueradeAgent = (chart: Chart) => chart.v.on('ipMasqAgent.enabled');
const metricsTls = (chart: Chart) => chart.hubbleMetrics && chart.v.on('hubble.metrics.tls.enabled');
const hubbleTls = (chart: Chart) => chart.hubble && chart.hubbleTls && chart.v.has('hubble.listenAddress');
const dynamicMetrics = (chart: Chart) => chart.v.on('hubble.metrics.dynamic.enabled');
const dynamicExport = (chart: Chart) => chart.v.on('hubble.export.dynamic.enabled');
const hostProc = (chart: Chart) => chart.v.on('cgroup.autoMount.enabled') || chart.v.on('sysctlfix.enabled');

/** Where the chart mounts cgroup2 itself; the agent's run directory has it already. */
const OWN_CGROUP_ROOT = '/run/cilium/cgroupv2';

/** The agent needs a mount for a cgroup root that is not inside its run directory. */
const seesHostCgroup = (chart: Chart) => !chart.v.text('cgroup.hostRoot').includes(OWN_CGROUP_ROOT);

/** An init container resolves the sources of the configuration, unless there is just one ConfigMap, which is mounted as it is. */
export function buildsConfig(chart: Chart): boolean {
  const sources = chart.v.get('daemon.configSources');
  return !chart.release.has('singleConfigSource') || typeof sources !== 'string' || !/^config-map:[^,]+$/.test(sources);
}

/** Mounts of the agent's container. */
export function agentMounts(chart: Chart): Fields[] {
  const { v } = chart;
  const some = (holds: boolean, ...mounts: Fields[]) => (holds ? mounts : []);
  return [
    ...some(chart.envoyDaemonSet, {
      name: 'envoy-sockets',
      mountPath: '/var/run/cilium/envoy/sockets',
      readOnly: false,
    }),
    ...some(
      !chart.privileged,
      { name: 'host-proc-sys-net', mountPath: '/host/proc/sys/net' },
      { name: 'host-proc-sys-kernel', mountPath: '/host/proc/sys/kernel' },
    ),
    // A privileged agent mounts the file system itself, and the host has to see it.
    {
      name: 'bpf-maps',
      mountPath: '/sys/fs/bpf',
      mountPropagation: chart.privileged ? 'Bidirectional' : 'HostToContainer',
    },
    ...some(seesHostCgroup(chart), { name: 'cilium-cgroup', mountPath: v.get('cgroup.hostRoot') }),
    { name: 'cilium-run', mountPath: '/var/run/cilium' },
    { name: 'cilium-netns', mountPath: '/var/run/cilium/netns', mountPropagation: 'HostToContainer' },
    { name: 'etc-cni-netd', mountPath: v.get('cni.hostConfDirMountPath') },
    ...etcdMounts(chart),
    MESH_MOUNT,
    ...some(masqueradeAgent(chart), { name: 'ip-masq-agent', mountPath: '/etc/config', readOnly: true }),
    ...some(v.on('cni.configMap'), {
      name: 'cni-configuration',
      mountPath: v.get('cni.confFileMountPath'),
      readOnly: true,
    }),
    { name: 'lib-modules', mountPath: '/lib/modules', readOnly: true },
    { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
    ...some(ipsec(chart), { name: 'cilium-ipsec-secrets', mountPath: v.get('encryption.ipsec.mountPath') }),
    ...kubeConfigMount(chart),
    ...some(metricsTls(chart), {
      name: 'hubble-metrics-tls',
      mountPath: '/var/lib/cilium/tls/hubble-metrics',
      readOnly: true,
    }),
    ...some(hubbleTls(chart), { name: 'hubble-tls', mountPath: HUBBLE_TLS_DIR, readOnly: true }),
    buildsConfig(chart)
      ? { name: 'tmp', mountPath: '/tmp' }
      : { name: 'cilium-config-path', mountPath: '/tmp/cilium/config-map', readOnly: true },
    ...hostPathMounts(chart, 'extraHostPathMounts').mounts,
    ...some(dynamicMetrics(chart), {
      name: 'hubble-dynamic-metrics-config',
      mountPath: '/dynamic-metrics-config',
      readOnly: true,
    }),
    ...some(dynamicExport(chart), { name: 'hubble-flowlog-config', mountPath: '/flowlog-config', readOnly: true }),
    ...(v.list('extraVolumeMounts') as Fields[]),
  ];
}

export function kubeConfigMount(chart: Chart): Fields[] {
  return chart.v.on('kubeConfigPath')
    ? [{ name: 'kube-config', mountPath: chart.v.get('kubeConfigPath'), readOnly: true }]
    : [];
}

/** Volumes of the agent's pod. */
export function agentVolumes(chart: Chart): Fields[] {
  const { v } = chart;
  const some = (holds: boolean, ...volumes: Fields[]) => (holds ? volumes : []);
  return [
    buildsConfig(chart)
      ? { name: 'tmp', ...(v.on('tmpVolume') ? v.map('tmpVolume') : { emptyDir: {} }) }
      : { name: 'cilium-config-path', configMap: { name: v.text('daemon.configSources').replace(/^config-map:/, '') } },
    hostPath('cilium-run', v.text('daemon.runPath'), 'DirectoryOrCreate'),
    hostPath('cilium-netns', '/var/run/netns', 'DirectoryOrCreate'),
    hostPath('bpf-maps', '/sys/fs/bpf', 'DirectoryOrCreate'),
    ...some(hostProc(chart), hostPath('hostproc', '/proc', 'Directory')),
    hostPath('cilium-cgroup', v.text('cgroup.hostRoot'), 'DirectoryOrCreate'),
    hostPath('cni-path', v.text('cni.binPath'), 'DirectoryOrCreate'),
    hostPath('etc-cni-netd', v.text('cni.confPath'), 'DirectoryOrCreate'),
    hostPath('lib-modules', '/lib/modules'),
    hostPath('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
    ...some(
      chart.envoyDaemonSet,
      hostPath('envoy-sockets', `${v.text('daemon.runPath')}/envoy/sockets`, 'DirectoryOrCreate'),
    ),
    ...some(v.on('kubeConfigPath'), hostPath('kube-config', v.text('kubeConfigPath'), 'FileOrCreate')),
    ...etcdVolumes(chart),
    // Mounted always, filled when there is a mesh.
    meshSecretsVolume(chart),
    ...some(masqueradeAgent(chart), {
      name: 'ip-masq-agent',
      configMap: { name: 'ip-masq-agent', optional: true, items: [{ key: 'config', path: 'ip-masq-agent' }] },
    }),
    ...some(ipsec(chart), {
      name: 'cilium-ipsec-secrets',
      secret: { secretName: v.get('encryption.ipsec.secretName') },
    }),
    ...some(v.on('cni.configMap'), { name: 'cni-configuration', configMap: { name: v.get('cni.configMap') } }),
    ...some(
      !chart.privileged,
      hostPath('host-proc-sys-net', '/proc/sys/net', 'Directory'),
      hostPath('host-proc-sys-kernel', '/proc/sys/kernel', 'Directory'),
    ),
    ...some(hubbleTls(chart), {
      name: 'hubble-tls',
      projected: {
        defaultMode: OWNER_READ,
        sources: certificateSources(
          chart,
          serverSecret(chart),
          { 'tls.crt': 'server.crt', 'tls.key': 'server.key' },
          'client-ca.crt',
          true,
        ),
      },
    }),
    ...some(metricsTls(chart), {
      name: 'hubble-metrics-tls',
      projected: { defaultMode: OWNER_READ, sources: metricsTlsSources(chart) },
    }),
    ...some(dynamicMetrics(chart), {
      name: 'hubble-dynamic-metrics-config',
      configMap: { name: v.get('hubble.metrics.dynamic.config.configMapName'), optional: true },
    }),
    ...some(dynamicExport(chart), {
      name: 'hubble-flowlog-config',
      configMap: { name: v.get('hubble.export.dynamic.config.configMapName'), optional: true },
    }),
    ...hostPathMounts(chart, 'extraHostPathMounts').volumes,
    ...(v.list('extraVolumes') as Fields[]),
  ];
}

/** The secret that the user made, when certificates are not automatic. */
function serverSecret(chart: Chart): string {
  return chart.v.text('hubble.tls.server.existingSecret') || 'hubble-server-certs';
}

/** Clients are checked against a CA of the user's choice, else against the bundle, else against the server's own. */
function metricsTlsSources(chart: Chart): Fields[] {
  const { v } = chart;
  const at = 'hubble.metrics.tls.server';
  const secret = v.text(`${at}.existingSecret`) || 'hubble-metrics-server-certs';
  const pair = { 'tls.crt': 'server.crt', 'tls.key': 'server.key' };
  if (!v.on(`${at}.mtls.enabled`)) return [secretSource(secret, pair, true)];
  if (!v.on(`${at}.mtls.name`)) return certificateSources(chart, secret, pair, 'client-ca.crt', true);
  const own = {
    name: v.text(`${at}.mtls.name`),
    optional: false,
    items: [{ key: v.text(`${at}.mtls.key`), path: 'client-ca.crt' }],
  };
  return [secretSource(secret, pair, true), v.on(`${at}.mtls.useSecret`) ? { secret: own } : { configMap: own }];
}
