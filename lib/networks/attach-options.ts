// What a workload may ask of a network that it joins.
import { InterfaceAddress, IpAddress, Protocol } from '../net';
import { BandwidthOptions } from './chained-plugin';
import { VmBinding } from './vm-binding';

/** A port of the node that leads to a port of the pod. */
export interface PortMapping {
  /** Port of the node, 1 to 65535; the first pod that takes it keeps it. */
  readonly hostPort: number;
  /** Port of the pod, 1 to 65535. */
  readonly containerPort: number;
  /** Protocol: TCP, UDP or SCTP. @default Protocol.TCP */
  readonly protocol?: Protocol;
  /** Address of the node that listens. @default - all of them */
  readonly hostIp?: string;
}

/** How a workload joins a network. */
export interface AttachOptions {
  /**
   * Name of the interface in the pod, at most 15 bytes; not `eth0`, not `lo`. In a virtual machine the name of the interface in its spec.
   *
   * @default - net1, net2, … by position, which is fine for a single network; in a virtual machine the name of the network
   */
  readonly interface?: string;
  /**
   * Addresses of the pod: `192.168.40.50`, or with the prefix length of the subnet. Required with `Ipam.static()`, at most one
   * with host-local (Multus hands over no more), none with `Ipam.none()` and dhcp. The workload gets one pod, recreated on updates, unless
   * it says otherwise itself.
   *
   * @default - what IPAM gives
   */
  readonly ips?: string[];
  /**
   * MAC address of the interface: unicast, six pairs. The workload gets one pod, as with `ips`. ipvlan, vlan, ptp, dummy and host-device
   * ignore it.
   *
   * @default - random for each pod
   */
  readonly mac?: string;
  /**
   * Routers that the pod's default route goes to, one of each family over all networks of the pod. Multus then removes the default routes
   * of both families from every other interface: Services and cluster DNS are reached by a route only.
   *
   * @default - the default route of eth0
   */
  readonly defaultRoute?: string[];
  /** Ports of the node that lead to the pod; chains portmap. On bridge and ptp only. @default - none */
  readonly portMappings?: PortMapping[];
  /** Limits of the interface; chains bandwidth. On bridge and ptp only. @default - none */
  readonly bandwidth?: BandwidthOptions;
  /** Arguments for every plugin of the network, `{ sysctl: { … } }` for tuning. @default - none */
  readonly cniArgs?: { [key: string]: any };
  /** GUID of an InfiniBand interface: eight pairs. @default - none */
  readonly infinibandGuid?: string;
  /** Device of the interface, for networks without a resource that hands them out. @default - what the device plugin gives */
  readonly deviceId?: string;
  /** Name of an IPAMClaim, which OVN-Kubernetes reads and Multus passes on unread; not with `ips`. @default - none */
  readonly ipamClaim?: string;
  /**
   * The pod does not start without the interface: a first container looks for it. After a boot a pod may be started before Multus is there,
   * and would run without its networks in silence. The guard makes that visible; it cannot attach the pod, which has to be deleted.
   *
   * @default false
   */
  readonly required?: boolean;
  /** Image with a shell for `required`. @default - that of the CNI plugins, ghcr.io/home-operations/cni-plugins */
  readonly requiredImage?: string;
  /** How a virtual machine is bound to the network. @default VmBinding.bridge(), on SR-IOV VmBinding.sriov() */
  readonly binding?: VmBinding;
  /** Model of the network card that a virtual machine sees. @default - virtio, as KubeVirt takes it */
  readonly model?: string;
  /** Place of the interface among the boot devices of a virtual machine, from 1. @default - it boots from disks */
  readonly bootOrder?: number;
}

/** A requested address; the prefix length may be left to the subnet. */
export interface RequestedAddress {
  readonly address: IpAddress;
  readonly prefix?: number;
}

/**
 * Parses a requested address.
 *
 * @throws ValueError `net/cidr-invalid`, `net/ip-invalid`
 */
export function parseRequested(text: string): RequestedAddress {
  if (!String(text).includes('/')) return { address: IpAddress.of(text) };
  const { address, prefix } = InterfaceAddress.of(text);
  return { address, prefix };
}
