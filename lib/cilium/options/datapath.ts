// What runs in the kernel: BPF programs and maps, bandwidth, encryption.
import { valueOf } from './checked';
import { entriesOf, ValueEntry } from './entry';

/** The pair of devices between pod and node. */
export enum DatapathMode {
  /** veth, on every kernel. */
  VETH = 'veth',
  /** netkit, from kernel 6.8 on; excludes `tproxy`. */
  NETKIT = 'netkit',
  /** netkit with MAC addresses. */
  NETKIT_L2 = 'netkit-l2',
}

/** BPF programs and maps. */
export interface BpfOptions {
  /** Masquerading by BPF instead of iptables; brings BPF host routing, see `hostLegacyRouting`. @default false */
  readonly masquerade?: boolean;
  /**
   * Packets between pod and node take the kernel's stack instead of passing it by.
   *
   * @default - true with BPF masquerade where Talos forwards the pods' DNS to the host, which cannot be reached otherwise
   */
  readonly hostLegacyRouting?: boolean;
  /** Maps get all their memory at start: steadier latency for more memory. @default false */
  readonly preallocateMaps?: boolean;
  /** @default DatapathMode.VETH */
  readonly datapathMode?: DatapathMode;
  /** Proxy redirection by BPF instead of iptables. Excludes netkit. @default false */
  readonly tproxy?: boolean;
  /** Timestamps from jiffies where that is as good: cheaper connection tracking. @default false */
  readonly clockProbe?: boolean;
}

/** Limits and pacing of pods' traffic (`kubernetes.io/egress-bandwidth`). */
export interface BandwidthManagerOptions {
  /** @default true */
  readonly enabled?: boolean;
  /** BBR congestion control for pods. @default false */
  readonly bbr?: boolean;
}

/** How traffic between nodes is encrypted. */
export enum EncryptionType {
  /** WireGuard; keys are made by the agents. */
  WIREGUARD = 'wireguard',
  /** IPsec; keys lie in the Secret `cilium-ipsec-keys`, which somebody else makes. */
  IPSEC = 'ipsec',
}

/** Encryption between nodes. */
export interface EncryptionOptions {
  /** Mechanism. Not beside KubeSpan, which encrypts already. */
  readonly type: EncryptionType;
  /** Traffic of the nodes themselves as well, with WIREGUARD. @default false */
  readonly nodes?: boolean;
}

/** @internal */
export function bpfValues(options: BpfOptions | undefined): ValueEntry[] {
  valueOf('bpf.datapathMode', options?.datapathMode, DatapathMode);
  return entriesOf('bpf', options, [
    ['masquerade', 'bpf.masquerade'],
    ['hostLegacyRouting', 'bpf.hostLegacyRouting'],
    ['preallocateMaps', 'bpf.preallocateMaps'],
    ['datapathMode', 'bpf.datapathMode'],
    ['tproxy', 'bpf.tproxy'],
    ['clockProbe', 'bpfClockProbe'],
  ]);
}

/** @internal */
export function bandwidthValues(options: BandwidthManagerOptions | undefined): ValueEntry[] {
  return entriesOf('bandwidthManager', options === undefined ? undefined : { enabled: true, ...options }, [
    ['enabled', 'bandwidthManager.enabled'],
    ['bbr', 'bandwidthManager.bbr'],
  ]);
}

/** @internal */
export function encryptionValues(options: EncryptionOptions | undefined): ValueEntry[] {
  if (options === undefined) return [];
  valueOf('encryption.type', options.type, EncryptionType);
  return [
    { property: 'encryption', path: 'encryption.enabled', value: true },
    ...entriesOf('encryption', options, [
      ['type', 'encryption.type'],
      ['nodes', 'encryption.nodeEncryption'],
    ]),
  ];
}
