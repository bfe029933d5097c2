// spec of the Multus DaemonSet, thick or thin. The tables of volumes are upstream's; what Talos needs otherwise is said at its place.
import { createHash } from 'node:crypto';
import { KUBEPRISM_PORT } from '../catalogue/talos';
import { daemonConfig, thinArguments } from './daemon-config';
import { BIN, installMultus, installPlugins } from './installer';
import { CONFIG_MAP, LABELS, MULTUS, MultusSettings } from './objects';

interface HostMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly mountPropagation?: string;
}

/** Host folders in the container of the thick plugin's daemon. Source: multus-daemonset-thick.yml. */
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

/** Host folders of the thin plugin. Source: multus-daemonset.yml. */
const THIN_MOUNTS: readonly HostMount[] = [
  { name: 'cni', hostPath: '/etc/cni/net.d', mountPath: '/host/etc/cni/net.d' },
  { name: 'cnibin', hostPath: BIN, mountPath: `/host${BIN}` },
  { name: 'multus-conf-dir', hostPath: '/etc/cni/multus/net.d', mountPath: '/host/etc/cni/multus/net.d' },
];

/** spec of the DaemonSet. */
export function daemonSetSpec(settings: MultusSettings): Record<string, unknown> {
  const labels = { ...LABELS, name: MULTUS };
  const mounts = settings.thin ? THIN_MOUNTS : MOUNTS;
  const config = settings.thin
    ? []
    : [
        {
          name: CONFIG_MAP,
          configMap: { name: CONFIG_MAP, items: [{ key: 'daemon-config.json', path: 'daemon-config.json' }] },
        },
      ];
  return {
    selector: { matchLabels: { name: MULTUS } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: {
        labels,
        // The daemon reads its configuration once, so a change must start it anew. The thin plugin has it in its arguments.
        ...(settings.thin
          ? {}
          : { annotations: { 'checksum/config': createHash('sha256').update(daemonConfig(settings)).digest('hex') } }),
      },
      spec: {
        hostNetwork: true,
        // The daemon runs plugins in the namespaces of the node; the thin plugin is run there by the runtime.
        ...(settings.thin ? {} : { hostPID: true }),
        // Upstream has none: on a full node it would be evicted, and without it no pod starts.
        priorityClassName: 'system-node-critical',
        tolerations: [
          { operator: 'Exists', effect: 'NoSchedule' },
          { operator: 'Exists', effect: 'NoExecute' },
        ],
        serviceAccountName: MULTUS,
        terminationGracePeriodSeconds: 10,
        initContainers: [...installPlugins(settings.installer), installMultus(settings)],
        containers: [daemon(settings)],
        volumes: [...mounts.map(({ name, hostPath }) => ({ name, hostPath: { path: hostPath } })), ...config],
      },
    },
  };
}

function daemon(settings: MultusSettings): Record<string, unknown> {
  const { metricsPort } = settings.daemon;
  return {
    name: 'kube-multus',
    image: settings.image,
    ...(settings.thin
      ? { command: ['/thin_entrypoint'], args: thinArguments(settings) }
      : { command: ['/usr/src/multus-cni/bin/multus-daemon'] }),
    env: [
      ...(settings.thin ? [] : [{ name: 'MULTUS_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }]),
      // KubePrism, Talos' own balancer on every node: the API is reachable before the primary CNI serves the Service address.
      ...(settings.kubePrism ? kubePrismEnv() : []),
    ],
    ...(metricsPort === undefined ? {} : { ports: [{ name: 'metrics', containerPort: metricsPort, protocol: 'TCP' }] }),
    // No CPU limit: a throttled daemon holds up every pod of the node. Memory: delegates run in its cgroup (multus#1346).
    resources: {
      requests: { cpu: settings.cpuRequest, memory: settings.memoryRequest },
      limits: { memory: settings.memoryLimit },
    },
    securityContext: { privileged: true },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: settings.thin
      ? THIN_MOUNTS.map(({ name, mountPath }) => ({ name, mountPath }))
      : [
          ...MOUNTS.map(({ name, mountPath, mountPropagation }) => ({
            name,
            mountPath,
            ...(mountPropagation === undefined ? {} : { mountPropagation }),
          })),
          { name: CONFIG_MAP, mountPath: '/etc/cni/net.d/multus.d', readOnly: true },
        ],
  };
}

/** The API server by KubePrism, for a client on the network of the node. */
export function kubePrismEnv(): Record<string, unknown>[] {
  return [
    { name: 'KUBERNETES_SERVICE_HOST', value: '127.0.0.1' },
    { name: 'KUBERNETES_SERVICE_PORT', value: String(KUBEPRISM_PORT) },
  ];
}
