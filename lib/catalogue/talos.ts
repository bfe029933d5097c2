// Talos minors and what each can do. Code asks features, never compares versions.

/** Talos minor releases that this library knows. */
export enum TalosVersion {
  /** Talos 1.11. */
  V1_11 = '1.11',
  /** Talos 1.12. */
  V1_12 = '1.12',
  /** Talos 1.13. */
  V1_13 = '1.13',
  /** Talos 1.14. */
  V1_14 = '1.14',
}

/** The form of a machine configuration. It belongs to the cluster, not to the Talos version: an upgraded cluster keeps its form. */
export enum ConfigFormat {
  /** One v1alpha1 document with `machine` and `cluster`; what Talos up to 1.13 generates. */
  V1ALPHA1 = 'v1alpha1',
  /** One document a subject (`KubeProxyConfig`, `LinkConfig`, …); what Talos generates from 1.14 on. */
  DOCUMENTS = 'documents',
}

/** What differs between minors. @internal */
export interface TalosFeatures {
  /** Kubernetes settings exist as documents (KubeProxyConfig, KubeNetworkConfig, …). Source: Talos machinery, registered kinds. */
  readonly kubernetesDocuments: boolean;
  /** Network documents (LinkConfig, DHCPv4Config, …) exist. */
  readonly networkDocuments: boolean;
  /** A deletion of a document that the base lacks is ignored; before, it breaks the load or panics. */
  readonly deletesMissingDocuments: boolean;
  /** Bootstrap manifests are kept by server-side apply with an inventory and can be updated; before, created once. */
  readonly manifestInventory: boolean;
  /** /etc/cni is a tmpfs: every boot starts without the Multus configuration. */
  readonly etcCniIsTmpfs: boolean;
  /** Largest configuration that the first apply (maintenance mode) takes, in bytes. */
  readonly maintenanceLimit: number;
  /** `nft` is on the host. */
  readonly nft: boolean;
  /** KubeSpan is a document (KubeSpanConfig), which talosctl then generates. */
  readonly kubeSpanDocument: boolean;
  /** KubeSpan carries pods' packets of a CNI with native routing. Source: KubeSpan guide of 1.13, siderolabs/talos#12636. */
  readonly kubeSpanNativeRouting: boolean;
}

const MIB = 1024 * 1024;
const BASE: TalosFeatures = {
  kubernetesDocuments: false,
  networkDocuments: false,
  deletesMissingDocuments: false,
  manifestInventory: false,
  etcCniIsTmpfs: false,
  maintenanceLimit: 4 * MIB,
  nft: false,
  kubeSpanDocument: false,
  kubeSpanNativeRouting: false,
};
const V1_12: TalosFeatures = { ...BASE, networkDocuments: true, nft: true };
const V1_13: TalosFeatures = {
  ...V1_12,
  manifestInventory: true,
  maintenanceLimit: 32 * MIB,
  kubeSpanDocument: true,
  kubeSpanNativeRouting: true,
};
const V1_14: TalosFeatures = {
  ...V1_13,
  kubernetesDocuments: true,
  deletesMissingDocuments: true,
  etcCniIsTmpfs: true,
};

/** Source: Talos machinery 1.11.6, 1.12.7, 1.13.9, 1.14.0-rc.1, run; siderolabs/talos b7d70cf62 (limits), f146c6a18 (/etc/cni). */
const FEATURES: Readonly<Record<TalosVersion, TalosFeatures>> = {
  [TalosVersion.V1_11]: BASE,
  [TalosVersion.V1_12]: V1_12,
  [TalosVersion.V1_13]: V1_13,
  [TalosVersion.V1_14]: V1_14,
};

/** The features of a minor. @internal */
export function talosFeatures(version: TalosVersion): TalosFeatures {
  return FEATURES[version];
}

/** True if a minor is known and does something. @internal */
export function talosDoes(minor: string, feature: keyof TalosFeatures): boolean {
  const version = Object.values(TalosVersion).find((each) => (each as string) === minor);
  return version !== undefined && FEATURES[version][feature] !== false;
}

/** The first minor that does something; the newest one where none does. @internal */
export function firstTalosWith(feature: keyof TalosFeatures): string {
  const minors = Object.values(TalosVersion);
  return minors.find((version) => FEATURES[version][feature] !== false) ?? minors.at(-1)!;
}

/** The form in which `talosctl gen config` of the minor writes. @internal */
export function generatedFormat(version: TalosVersion): ConfigFormat {
  return FEATURES[version].kubernetesDocuments ? ConfigFormat.DOCUMENTS : ConfigFormat.V1ALPHA1;
}

/** Port that KubePrism listens on, on 127.0.0.1 of every node, where nothing else is written; `k8sServicePort` of Cilium. Source: Talos, pkg/machinery/constants. @internal */
export const KUBEPRISM_PORT = 7445;

/** Capabilities that Talos takes from every workload; a container that asks for them does not start. Source: Talos, DefaultDroppedCapabilities. @internal */
export const DROPPED_CAPABILITIES: readonly string[] = ['SYS_MODULE', 'SYS_BOOT'];

/** MTU of the mesh of KubeSpan over Ethernet. Source: Talos, pkg/machinery/constants. @internal */
export const KUBESPAN_MTU = 1420;
