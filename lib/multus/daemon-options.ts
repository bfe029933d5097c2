// Settings of the Multus daemon that few need, by its own keys.

/** Client certificates that each node's daemon asks the API server for, in place of the token of the ServiceAccount. */
export interface PerNodeCertificateOptions {
  /** Kubeconfig on the node, as the daemon's container sees it, that may ask for certificates: `/hostroot/etc/kubernetes/bootstrap-kubeconfig`. */
  readonly bootstrapKubeconfig: string;
  /** Folder for certificates, as the container sees it. @default /etc/cni/multus/certs */
  readonly certDir?: string;
  /** How long a certificate lasts, at least `10m`. @default 10m */
  readonly certDuration?: string;
}

/** Settings of the daemon. Source: multus-cni 4.3, pkg/server/types.go, pkg/types/types.go. */
export interface MultusDaemonOptions {
  /** Logs to the container's output. @default true */
  readonly logToStderr?: boolean;
  /** File that it logs to as well. @default - none */
  readonly logFile?: string;
  /** Days that old log files are kept. @default 5 */
  readonly logMaxAge?: number;
  /** Megabytes after which a log file is old. @default 100 */
  readonly logMaxSize?: number;
  /** Number of old log files. @default 5 */
  readonly logMaxBackups?: number;
  /** Packs old log files. @default true */
  readonly logCompress?: boolean;
  /**
   * File that must be there before pods are served, as the container sees it. It is waited for 45 seconds; when it goes, the daemon ends and takes its
   * configuration away.
   *
   * @default - none
   */
  readonly readinessIndicatorFile?: string;
  /** Port of the node for metrics, which everybody may read who reaches the node. @default - no metrics */
  readonly metricsPort?: number;
  /** Profiles on the metrics port. Multus 4.3 and later. @default false */
  readonly enablePprof?: boolean;
  /** Client certificates of each node. @default - the token of the ServiceAccount */
  readonly perNodeCertificate?: PerNodeCertificateOptions;
  /** Namespaces whose pods get no default networks. @default - kube-system */
  readonly systemNamespaces?: string[];
  /** Namespace of the cluster's network and of default networks. @default kube-system */
  readonly multusNamespace?: string;
  /** Network of eth0, by name, in place of the primary CNI's file. Not with `delegates`. @default - what masterCni says */
  readonly clusterNetwork?: string;
  /** Networks that every pod gets outside of the system namespaces, by name. @default - none */
  readonly defaultNetworks?: string[];
  /** CNI configuration of eth0 itself. Not with `clusterNetwork`. @default - what masterCni says */
  readonly delegates?: any[];
  /** Capabilities that the network of eth0 is handed. @default - those of the primary CNI's file */
  readonly capabilities?: { [name: string]: boolean };
  /** Folder for the configurations of networks without one, as the container sees it. @default /etc/cni/multus/net.d */
  readonly confDir?: string;
  /** Folder where it remembers what pods got. @default /var/lib/cni/multus */
  readonly cniDir?: string;
  /** Folder of plugins that is looked at first. @default /opt/cni/bin */
  readonly binDir?: string;
  /** Name of a chain that runs for every pod after the network of eth0. @default - none */
  readonly auxiliaryCniChainName?: string;
  /** Goes on with the other networks when one of them cannot be taken down. @default false */
  readonly retryDeleteOnError?: boolean;
  /** Takes the name of its network from the primary CNI's file. @default false */
  readonly overrideNetworkName?: boolean;
}

/** Options that flags of the thin plugin stand for. */
export const THIN_OPTIONS: readonly (keyof MultusDaemonOptions)[] = [
  'logToStderr',
  'logFile',
  'readinessIndicatorFile',
  'binDir',
  'overrideNetworkName',
];
