// Keys below /proc/sys/net as a pod sees them. Source: network namespace of a kernel 6.18, listed; older kernels have fewer.

/** Keys of net.ipv4.conf.<interface>. All are whole numbers. */
export const IPV4_CONF: ReadonlySet<string> = new Set(
  (
    'accept_local accept_redirects accept_source_route arp_accept arp_announce arp_evict_nocarrier arp_filter arp_ignore arp_notify bc_forwarding bootp_relay ' +
    'disable_policy disable_xfrm drop_gratuitous_arp drop_unicast_in_l2_multicast force_igmp_version forwarding igmpv2_unsolicited_report_interval ' +
    'igmpv3_unsolicited_report_interval ignore_routes_with_linkdown log_martians mc_forwarding medium_id promote_secondaries proxy_arp proxy_arp_pvlan ' +
    'route_localnet rp_filter secure_redirects send_redirects shared_media src_valid_mark tag'
  ).split(' '),
);

/** Keys of net.ipv6.conf.<interface>. All but stable_secret are whole numbers. */
export const IPV6_CONF: ReadonlySet<string> = new Set(
  (
    'accept_dad accept_ra accept_ra_defrtr accept_ra_from_local accept_ra_min_hop_limit accept_ra_min_lft accept_ra_mtu accept_ra_pinfo ' +
    'accept_ra_rt_info_max_plen accept_ra_rt_info_min_plen accept_ra_rtr_pref accept_redirects accept_source_route accept_untracked_na addr_gen_mode autoconf ' +
    'dad_transmits disable_ipv6 disable_policy drop_unicast_in_l2_multicast drop_unsolicited_na enhanced_dad force_forwarding force_mld_version force_tllao ' +
    'forwarding hop_limit ignore_routes_with_linkdown ioam6_enabled ioam6_id ioam6_id_wide keep_addr_on_down max_addresses max_desync_factor mc_forwarding ' +
    'mldv1_unsolicited_report_interval mldv2_unsolicited_report_interval mtu ndisc_evict_nocarrier ndisc_notify ndisc_tclass optimistic_dad proxy_ndp ' +
    'ra_defrtr_metric ra_honor_pio_life ra_honor_pio_pflag regen_max_retry regen_min_advance router_probe_interval router_solicitation_delay ' +
    'router_solicitation_interval router_solicitation_max_interval router_solicitations rpl_seg_enabled seg6_enabled seg6_require_hmac stable_secret ' +
    'suppress_frag_ndisc temp_prefered_lft temp_valid_lft use_oif_addrs_only use_optimistic use_tempaddr'
  ).split(' '),
);

/** Keys that belong to the machine: a pod does not have them, or may only read them. */
export const MACHINE_KEYS: ReadonlySet<string> = new Set(
  (
    'core/bpf_jit_enable core/bpf_jit_harden core/bpf_jit_kallsyms core/bpf_jit_limit core/busy_poll core/busy_read core/default_qdisc core/dev_weight ' +
    'core/dev_weight_rx_bias core/dev_weight_tx_bias core/devconf_inherit_init_net core/fb_tunnels_only_for_init_net core/flow_limit_cpu_bitmap ' +
    'core/flow_limit_table_len core/gro_normal_batch core/high_order_alloc_disable core/max_skb_frags core/mem_pcpu_rsv core/message_burst core/message_cost ' +
    'core/netdev_budget core/netdev_budget_usecs core/netdev_max_backlog core/netdev_rss_key core/netdev_tstamp_prequeue core/netdev_unregister_timeout_secs ' +
    'core/rmem_default core/rmem_max core/rps_sock_flow_entries core/skb_defer_max core/warnings core/wmem_default core/wmem_max ipv4/fib_sync_mem ' +
    'ipv4/inet_peer_maxttl ipv4/inet_peer_minttl ipv4/inet_peer_threshold ipv4/route/gc_thresh ipv4/route/max_size ipv4/tcp_allowed_congestion_control ' +
    'ipv4/tcp_available_congestion_control ipv4/tcp_available_ulp ipv4/tcp_low_latency ipv4/tcp_max_orphans ipv4/tcp_mem ipv4/udp_mem ipv6/mld_max_msf ' +
    'ipv6/mld_qrv netfilter/nf_conntrack_buckets netfilter/nf_conntrack_max netfilter/nf_conntrack_expect_max nf_conntrack_max'
  ).split(' '),
);

/** Keys right below net.ipv4 that hold text, lists or bit masks. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  'ipv4/ip_local_reserved_ports',
  'ipv4/tcp_allowed_congestion_control',
  'ipv4/tcp_available_congestion_control',
  'ipv4/tcp_congestion_control',
  'ipv4/tcp_fastopen_key',
]);

/** True if the kernel reads whole numbers only. @param key below net/, with slashes */
export function isNumeric(key: string): boolean {
  if (/^ipv[46]\/conf\//.test(key)) return !key.endsWith('/stable_secret');
  return key === 'core/somaxconn' || (/^ipv[46]\/[^/]+$/.test(key) && !TEXT_KEYS.has(key));
}
