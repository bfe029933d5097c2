// spec of the Multus DaemonSet. The table of volumes is upstream's; what Talos needs otherwise is said at its place.
import { createHash } from 'node:crypto';
import { KUBEPRISM_PORT } from '../catalogue/talos';
import { CONFIG_MAP, daemonConfig, InstallerSettings, LABELS, MULTUS, MultusSettings } from './objects';

interface HostMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly mountPropagation?: string;
}

const BIN = '/opt/cni/bin';

/** Host folders in the daemon's container. Source: multus-daemonset-thick.yml. */
const MOUNTS: readonly HostMount[] = [
  { name: 'cni', hostPath: '/etc/cni/net.d', mountPath: '/host/etc/cni/net.d' },
  // The same path on both sides: plugins are looked up in the container and run in the chroot.
  { name: 'cnibin', hostPath: BIN, mountPath: BIN },
  { name: 'host-run', hostPath: '/run', mountPath: '/host/run' },
  { name: 'host-var-lib-cni-multus', hostPath: '/var/lib/cni/multus', mountPath: '/var/lib/cni/multus' },
  {
    name: 'host-var-lib-kubelet',
    hostPath: '/var/lib/kubelet',
    mountPath: '/var/lib/kubelet',
    mountPropagation: 'HostToContainer',
  },
  { name: 'host-run-k8s-cni-cncf-io', hostPath: '/run/k8s.cni.cncf.io', mountPath: '/run/k8s.cni.cncf.io' },
  // Talos: containerd keeps them below /var/run, which is /run on new machines and a folder of its own on old ones.
  { name: 'host-run-netns', hostPath: '/var/run/netns', mountPath: '/run/netns', mountPropagation: 'HostToContainer' },
  { name: 'hostroot', hostPath: '/', mountPath: '/hostroot', mountPropagation: 'HostToContainer' },
  { name: 'multus-conf-dir', hostPath: '/etc/cni/multus/net.d', mountPath: '/etc/cni/multus/net.d' },
];

/** An init container without limits counts for the pod's class; both only copy files. */
const COPY_RESOURCES = { requests: { cpu: '10m', memory: '15Mi' }, limits: { memory: '128Mi' } };

/**
 * Copies what is missing. Never over a file: /opt is an overlay on the disk, and a copy would hide Talos' own plugin for good.
 * By a temporary name, so that no half-written program is ever run.
 */
export const INSTALL_SCRIPT = `set -eu
folder=$1
shift
for plugin in "$@"; do
  target="/host${BIN}/$plugin"
  if [ -e "$target" ]; then
    echo "$plugin: there already"
    continue
  fi
  cp "$folder/$plugin" "$target.new"
  chmod 0755 "$target.new"
  mv "$target.new" "$target"
  echo "$plugin: installed"
done
`;

/** spec of the DaemonSet. */
export function daemonSetSpec(settings: MultusSettings): Record<string, unknown> {
  const labels = { ...LABELS, name: MULTUS };
  return {
    selector: { matchLabels: { name: MULTUS } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: {
        labels,
        // The daemon reads its configuration once, so a change must start it anew.
        annotations: { 'checksum/config': createHash('sha256').update(daemonConfig(settings)).digest('hex') },
      },
      spec: {
        hostNetwork: true,
        hostPID: true,
        // Upstream has none: on a full node it would be evicted, and without it no pod starts.
        priorityClassName: 'system-node-critical',
        tolerations: [
          { operator: 'Exists', effect: 'NoSchedule' },
          { operator: 'Exists', effect: 'NoExecute' },
        ],
        serviceAccountName: MULTUS,
        terminationGracePeriodSeconds: 10,
        initContainers: [...installer(settings.installer), installMultus(settings)],
        containers: [daemon(settings)],
        volumes: [
          ...MOUNTS.map(({ name, hostPath }) => ({ name, hostPath: { path: hostPath } })),
          {
            name: CONFIG_MAP,
            configMap: { name: CONFIG_MAP, items: [{ key: 'daemon-config.json', path: 'daemon-config.json' }] },
          },
        ],
      },
    },
  };
}

function daemon(settings: MultusSettings): Record<string, unknown> {
  return {
    name: 'kube-multus',
    image: settings.image,
    command: ['/usr/src/multus-cni/bin/multus-daemon'],
    env: [
      { name: 'MULTUS_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      // KubePrism, Talos' own balancer on every node: the API is reachable before the primary CNI serves the Service address.
      ...(settings.kubePrism
        ? [
            { name: 'KUBERNETES_SERVICE_HOST', value: '127.0.0.1' },
            { name: 'KUBERNETES_SERVICE_PORT', value: String(KUBEPRISM_PORT) },
          ]
        : []),
    ],
    // No CPU limit: a throttled daemon holds up every pod of the node. Memory: delegates run in its cgroup (multus#1346).
    resources: {
      requests: { cpu: settings.cpuRequest, memory: settings.memoryRequest },
      limits: { memory: settings.memoryLimit },
    },
    securityContext: { privileged: true },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      ...MOUNTS.map(({ name, mountPath, mountPropagation }) => ({
        name,
        mountPath,
        ...(mountPropagation === undefined ? {} : { mountPropagation }),
      })),
      { name: CONFIG_MAP, mountPath: '/etc/cni/net.d/multus.d', readOnly: true },
    ],
  };
}

function installMultus(settings: MultusSettings): Record<string, unknown> {
  return {
    name: 'install-multus-binary',
    image: settings.image,
    // Renames into place: a plain cp fails with "text file busy" at a reboot (multus#1221).
    command: ['/usr/src/multus-cni/bin/install_multus'],
    args: ['-d', `/host${BIN}`, '-t', 'thick'],
    resources: COPY_RESOURCES,
    securityContext: { privileged: true },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: 'cnibin', mountPath: `/host${BIN}`, mountPropagation: 'Bidirectional' }],
  };
}

function installer(settings: InstallerSettings): Record<string, unknown>[] {
  if (settings.plugins.length === 0) return [];
  return [
    {
      name: 'install-cni-plugins',
      image: settings.image,
      command: ['/bin/sh', '-c', INSTALL_SCRIPT, 'install-cni-plugins'],
      args: [settings.folder, ...settings.plugins],
      resources: COPY_RESOURCES,
      securityContext: { privileged: true },
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: [{ name: 'cnibin', mountPath: `/host${BIN}` }],
    },
  ];
}
