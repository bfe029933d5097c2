// The daemon of the dhcp plugin: it asks for addresses and renews them, on every node. Source: containernetworking/plugins 1.9.1, plugins/ipam/dhcp.

/** What the daemon depends on. */
export interface DhcpDaemonSettings {
  readonly image: string;
  /** Folder of the plugins in the image. */
  readonly folder: string;
}

/** Name of the DaemonSet. */
export const DHCP_DAEMON = 'cni-dhcp-daemon';
/** Labels of the DaemonSet and its pods. */
export const DHCP_LABELS: Record<string, string> = { app: DHCP_DAEMON, tier: 'node' };

/** Folder of the socket on the node; the plugin, which runs on the node, dials it there. */
const SOCKET_FOLDER = '/run/cni';
/** Where containerd keeps the namespaces of pods on every Talos machine. */
const NETNS = '/var/run/netns';

/** spec of the DaemonSet. */
export function dhcpDaemonSpec({ image, folder }: DhcpDaemonSettings): Record<string, unknown> {
  const mounts = [{ name: 'socket', mountPath: `/host${SOCKET_FOLDER}` }];
  return {
    selector: { matchLabels: DHCP_LABELS },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels: DHCP_LABELS },
      spec: {
        hostNetwork: true,
        // Leases are in its memory: when it is evicted, nobody renews them.
        priorityClassName: 'system-node-critical',
        tolerations: [{ operator: 'Exists' }],
        automountServiceAccountToken: false,
        initContainers: [
          {
            name: 'remove-socket',
            image,
            // A socket that a killed daemon left keeps the next one from starting.
            command: ['/bin/sh', '-c', `rm -f /host${SOCKET_FOLDER}/dhcp.sock`],
            resources: { requests: { cpu: '10m', memory: '15Mi' }, limits: { memory: '32Mi' } },
            securityContext: { privileged: true },
            volumeMounts: mounts,
          },
        ],
        containers: [
          {
            name: 'dhcp',
            image,
            command: [`${folder}/dhcp`],
            args: ['daemon', '-hostprefix', '/host'],
            resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
            // It enters the namespaces of pods and sends raw frames there.
            securityContext: { privileged: true },
            terminationMessagePolicy: 'FallbackToLogsOnError',
            volumeMounts: [
              ...mounts,
              { name: 'netns', mountPath: `/host${NETNS}`, mountPropagation: 'HostToContainer' },
            ],
          },
        ],
        volumes: [
          { name: 'socket', hostPath: { path: SOCKET_FOLDER, type: 'DirectoryOrCreate' } },
          { name: 'netns', hostPath: { path: NETNS } },
        ],
      },
    },
  };
}
