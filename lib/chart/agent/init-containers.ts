// Init containers of the agent, in the order they run.
import { Chart } from '../context';
import { apiServerEnv, configKeyEnv, fieldEnv, image } from '../objects';
import { Fields } from '../types';
import { MOUNT_BPF, MOUNT_CGROUP, SYSCTL_OVERWRITES, WAIT_FOR_KUBE_PROXY } from './scripts';
import { agentSecurity } from './security';
import { buildsConfig, kubeConfigMount } from './volumes';

export function initContainers(chart: Chart): Fields[] {
  const { v } = chart;
  return [
    ...(buildsConfig(chart) ? [buildConfig(chart)] : []),
    ...(v.on('cgroup.autoMount.enabled') ? [mountCgroup(chart)] : []),
    ...(v.on('sysctlfix.enabled') ? [sysctlOverwrites(chart)] : []),
    // A privileged agent mounts the BPF file system itself.
    ...(v.on('bpf.autoMount.enabled') && !chart.privileged ? [mountBpf(chart)] : []),
    cleanState(chart),
    ...(v.on('waitForKubeProxy') && v.text('kubeProxyReplacement') !== 'true' ? [waitForKubeProxy(chart)] : []),
    ...(v.on('cni.install') ? [installCni(chart)] : []),
    ...(v.list('extraInitContainers') as Fields[]),
  ];
}

function container(chart: Chart, name: string, rest: Fields): Fields {
  return {
    name,
    ...image(chart, 'image'),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    resources: chart.v.mapIf('initResources'),
    ...rest,
  };
}

/** Resolves cilium-config and its overrides into files that the agent reads. */
function buildConfig(chart: Chart): Fields {
  const { v } = chart;
  const flag = (name: string, path: string) => (v.isKnown(path) ? [`--${name}=${v.text(path)}`] : []);
  return container(chart, 'config', {
    command: [
      'cilium-dbg',
      'build-config',
      ...flag('source', 'daemon.configSources'),
      ...flag('allow-config-keys', 'daemon.allowedConfigOverrides'),
      ...flag('deny-config-keys', 'daemon.blockedConfigOverrides'),
      ...(v.on('kubeConfigPath') ? [`--k8s-kubeconfig-path=${v.text('kubeConfigPath')}`] : []),
      ...(v.has('k8s.apiServerURLs') ? [`--k8s-api-server-urls=${v.text('k8s.apiServerURLs')}`] : []),
    ],
    env: [
      fieldEnv('K8S_NODE_NAME', 'spec.nodeName'),
      fieldEnv('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
      ...apiServerEnv(chart),
      ...v.list('extraEnv'),
    ],
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...kubeConfigMount(chart), ...v.list('extraVolumeMounts')],
    securityContext: chart.release.has('configInitSecurity') ? configSecurity(chart) : undefined,
  });
}

function configSecurity(chart: Chart): Fields {
  return chart.privileged ? { privileged: true } : { capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } };
}

const HOST_MOUNTS = [
  { name: 'hostproc', mountPath: '/hostproc' },
  { name: 'cni-path', mountPath: '/hostbin' },
];

const shell = (chart: Chart) => (chart.release.has('bashOnHost') ? 'bash' : 'sh');

function mountCgroup(chart: Chart): Fields {
  return container(chart, 'mount-cgroup', {
    command: [shell(chart), '-ec', MOUNT_CGROUP],
    env: [
      { name: 'CGROUP_ROOT', value: chart.v.text('cgroup.hostRoot') },
      { name: 'BIN_PATH', value: chart.v.text('cni.binPath') },
    ],
    volumeMounts: HOST_MOUNTS,
    resources:
      chart.v.mapIf('cgroup.autoMount.resources') ??
      (chart.release.has('sharedInitResources') ? chart.v.mapIf('initResources') : undefined),
    securityContext: agentSecurity(chart, 'mountCgroup'),
  });
}

function sysctlOverwrites(chart: Chart): Fields {
  return container(chart, 'apply-sysctl-overwrites', {
    command: [shell(chart), '-ec', SYSCTL_OVERWRITES],
    env: [{ name: 'BIN_PATH', value: chart.v.text('cni.binPath') }],
    volumeMounts: HOST_MOUNTS,
    securityContext: agentSecurity(chart, 'applySysctlOverwrites'),
  });
}

function mountBpf(chart: Chart): Fields {
  return container(chart, 'mount-bpf-fs', {
    command: ['/bin/bash', '-c', '--'],
    args: [MOUNT_BPF('/sys/fs/bpf')],
    securityContext: { privileged: true },
    volumeMounts: [{ name: 'bpf-maps', mountPath: '/sys/fs/bpf', mountPropagation: 'Bidirectional' }],
  });
}

function cleanState(chart: Chart): Fields {
  const { v } = chart;
  return container(chart, 'clean-cilium-state', {
    command: ['/init-container.sh'],
    env: [
      configKeyEnv('CILIUM_ALL_STATE', 'clean-cilium-state'),
      configKeyEnv('CILIUM_BPF_STATE', 'clean-cilium-bpf-state'),
      configKeyEnv('WRITE_CNI_CONF_WHEN_READY', 'write-cni-conf-when-ready'),
      ...apiServerEnv(chart),
      ...v.list('extraEnv'),
    ],
    securityContext: agentSecurity(chart, 'cleanCiliumState'),
    volumeMounts: [
      { name: 'bpf-maps', mountPath: '/sys/fs/bpf' },
      { name: 'cilium-cgroup', mountPath: v.get('cgroup.hostRoot'), mountPropagation: 'HostToContainer' },
      { name: 'cilium-run', mountPath: '/var/run/cilium' },
      ...v.list('extraVolumeMounts'),
    ],
  });
}

function waitForKubeProxy(chart: Chart): Fields {
  return container(chart, 'wait-for-kube-proxy', {
    command: ['bash', '-c', WAIT_FOR_KUBE_PROXY],
    securityContext: { privileged: true },
  });
}

/** Installs the CNI binary on the host. */
function installCni(chart: Chart): Fields {
  return container(chart, 'install-cni-binaries', {
    command: ['/install-plugin.sh'],
    resources: chart.v.mapIf('cni.resources'),
    securityContext: {
      ...(chart.privileged
        ? { privileged: true }
        : { seLinuxOptions: chart.v.mapIf('securityContext.seLinuxOptions') }),
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'cni-path', mountPath: '/host/opt/cni/bin' }],
  });
}
