// Versions of the CNI configuration's own format.

/** Version of the format of a CNI configuration. It is independent of the one in the daemon's configuration. */
export enum CniVersion {
  /** 0.3.1, the oldest that plugins of other makers still want. */
  V0_3_1 = '0.3.1',
  /** 0.4.0: CHECK, and the firewall plugin. */
  V0_4_0 = '0.4.0',
  /** 1.0.0: what every plugin of the CNI project reads. */
  V1_0_0 = '1.0.0',
  /** 1.1.0: STATUS and garbage collection. Multus 4.2 fails those of a network of this version. */
  V1_1_0 = '1.1.0',
}
