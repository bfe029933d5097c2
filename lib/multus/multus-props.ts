// Properties of MultusTalos.
import { MultusDaemonOptions } from './daemon-options';
import { MultusVersion } from './releases';

/** How much the daemon logs. */
export enum MultusLogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** Each request. */
  VERBOSE = 'verbose',
  /** Failures. */
  ERROR = 'error',
  /** Only what ends the daemon. */
  PANIC = 'panic',
}

/** How Multus is run. */
export enum MultusMode {
  /** A daemon on each node does the work, and a small program hands it what the runtime asks. */
  THICK = 'thick',
  /** The runtime runs Multus itself, with a file that holds the token of the ServiceAccount. */
  THIN = 'thin',
}

/** Properties of MultusTalos. */
export interface MultusTalosProps {
  /**
   * Release of Multus.
   *
   * @default MultusVersion.V4_3_0
   */
  readonly version?: MultusVersion;
  /**
   * How Multus is run. The thin plugin needs less memory; it has no metrics and no limit of requests at once, and its image is known by tag only.
   *
   * @default MultusMode.THICK
   */
  readonly mode?: MultusMode;
  /**
   * Further settings of the daemon, by its own keys.
   *
   * @default - as the release has them
   */
  readonly daemon?: MultusDaemonOptions;
  /**
   * Image of the DHCP daemon, which runs on every node as soon as a network uses `Ipam.dhcp()`: the program `dhcp` in `installerFolder`.
   *
   * @default - installerImage
   */
  readonly dhcpImage?: string;
  /**
   * Namespace of ServiceAccount, ConfigMap and DaemonSet. Outside kube-system a Namespace with the pod-security labels that the
   * DaemonSet needs is emitted too.
   *
   * @default kube-system
   */
  readonly namespace?: string;
  /**
   * Image of a mirror, with release tag and digest: `registry.example/multus-cni:v4.3.0-thick@sha256:…`.
   *
   * @default - the upstream image of the release, by tag and digest
   */
  readonly image?: string;
  /**
   * CPU that the daemon requests. It has no limit.
   *
   * @default 100m
   */
  readonly cpuRequest?: string;
  /**
   * Memory that the daemon requests.
   *
   * @default 128Mi
   */
  readonly memoryRequest?: string;
  /**
   * Most memory of the daemon and of the plugins that it runs, each some 55 MiB for Cilium's.
   *
   * @default 512Mi
   */
  readonly memoryLimit?: string;
  /**
   * Most CNI requests at once on a node. Keeps a reboot, when all pods start together, within the memory limit.
   *
   * @default 4, where the release knows the setting (4.3.0)
   */
  readonly connectionLimit?: number;
  /**
   * Pods use networks of their own namespace only, and of `globalNamespaces`.
   *
   * @default false
   */
  readonly namespaceIsolation?: boolean;
  /**
   * Namespaces whose networks everybody may use; only with namespaceIsolation. Multus adds `default`.
   *
   * @default - only `default`
   */
  readonly globalNamespaces?: string[];
  /**
   * File name of the primary CNI's configuration in /etc/cni/net.d.
   *
   * @default 05-cilium.conflist if the app installs Cilium, else the alphabetically first file, as Multus finds it
   */
  readonly masterCni?: string;
  /**
   * Reaches the Kubernetes API through KubePrism (127.0.0.1:7445) instead of the Service address, which needs the primary CNI.
   *
   * @default false
   */
  readonly kubePrism?: boolean;
  /**
   * How much the daemon logs.
   *
   * @default MultusLogLevel.VERBOSE
   */
  readonly logLevel?: MultusLogLevel;
  /**
   * Image that CNI plugins are copied from: a shell and the plugins in `installerFolder`. A release tag, the digest if you like.
   *
   * @default ghcr.io/home-operations/cni-plugins:1.9.1
   */
  readonly installerImage?: string;
  /**
   * Folder of the plugins in the installer image.
   *
   * @default /plugins
   */
  readonly installerFolder?: string;
  /**
   * CNI plugins that networks outside this app use, and those of other makers that installerImage has. What the app's own networks use of the CNI
   * project is found by itself.
   *
   * @default - none
   */
  readonly plugins?: string[];
  /**
   * Has Talos apply the objects at bootstrap, so that no pod starts before Multus is there.
   *
   * @default true
   */
  readonly inlineManifest?: boolean;
}
