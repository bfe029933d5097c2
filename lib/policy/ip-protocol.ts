// Protocols beside TCP, UDP and SCTP, which have no ports.

/**
 * A protocol of IP without ports. Cilium lets it through only with `enable-extended-ip-protocols`, which a policy of an app with a
 * CiliumInstall switches on. Since which minor: `lib/catalogue/policy-fields.ts`, said at synth where the minor is older.
 */
export enum IpProtocol {
  /** Virtual Router Redundancy Protocol, such as keepalived. From Cilium 1.19 on. */
  VRRP = 'VRRP',
  /** Group management of IPv4 multicast. From Cilium 1.19 on. */
  IGMP = 'IGMP',
  /** Generic Routing Encapsulation. From Cilium 1.20 on. */
  GRE = 'GRE',
  /** IPv4 in IPv4. From Cilium 1.20 on. */
  IPIP = 'IPIP',
  /** IPv6 in IPv4. From Cilium 1.20 on. */
  IPV6 = 'IPV6',
  /** Encrypted payload of IPsec. From Cilium 1.20 on. */
  ESP = 'ESP',
  /** Authentication header of IPsec. From Cilium 1.20 on. */
  AH = 'AH',
}
