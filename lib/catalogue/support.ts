// Which Kubernetes minors a release of Talos runs, and which a minor of Cilium is tested with. Data: what somebody's page or code says.

/** Kubernetes minors, both ends included. */
export interface KubernetesRange {
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/** Talos refuses its own upgrades, and those of Kubernetes, outside of these. By minor of Talos. */
export const TALOS_SUPPORT: Readonly<Record<string, KubernetesRange>> = {
  '1.11': {
    from: '1.29',
    to: '1.34',
    source: 'Talos machinery 1.13.9, compatibility/talos111; support matrix of 1.12',
  },
  '1.12': {
    from: '1.30',
    to: '1.35',
    source: 'Talos machinery 1.13.9, compatibility/talos112; support matrix of 1.12',
  },
  '1.13': { from: '1.31', to: '1.36', source: 'Talos machinery 1.13.9, compatibility/talos113' },
  '1.14': { from: '1.32', to: '1.37', source: 'siderolabs/talos c684ec60, compatibility/talos114' },
};

/** What end-to-end tests of a minor of Cilium run with; others depend on what Kubernetes keeps. A minor without a row: its page was not found. */
export const CILIUM_SUPPORT: Readonly<Record<string, KubernetesRange>> = {
  '1.18': { from: '1.30', to: '1.33', source: 'Cilium v1.18.14, Documentation/network/kubernetes/compatibility.rst' },
  '1.19': { from: '1.32', to: '1.35', source: 'Cilium v1.19.3, Documentation/network/kubernetes/compatibility.rst' },
};
