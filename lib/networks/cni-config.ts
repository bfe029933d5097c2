// The CNI configuration of a NetworkAttachmentDefinition: plain objects and their text. Field names are those of the plugins.

/** One plugin of a configuration. */
export interface PluginConfig {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A route as IPAM plugins read it. The gateway is always written: without one, host-local takes .1 and static makes an on-link route. */
export interface RouteConfig {
  readonly dst: string;
  readonly gw: string;
  readonly priority?: number;
}

/** Version of the configuration's own format. Every reference plugin reads it; it is independent of the daemon's 0.3.1. */
const CNI_VERSION = '1.0.0';

/**
 * The text of `spec.config`: a single plugin, or a list as soon as a meta plugin follows (libcni runs those in lists only).
 *
 * Indented, so that a pull request shows the line that changed; keys in the order of the plugins' documentation.
 */
export function configText(cniName: string, main: PluginConfig, chained: readonly PluginConfig[]): string {
  const head = { cniVersion: CNI_VERSION, name: cniName };
  return JSON.stringify(
    chained.length === 0 ? { ...head, ...main } : { ...head, plugins: [main, ...chained] },
    null,
    2,
  );
}

/** tuning that keeps the kernel from taking addresses and a default route out of router announcements. Source: vector ra-tuning. */
export function ignoreRouterAdvertisements(): PluginConfig {
  // The sysctl map must be there: tuning crashes without it when a pod's cni-args bring sysctls (vector tuning-args-sysctl-nil).
  return { type: 'tuning', sysctl: { 'net.ipv6.conf.IFNAME.accept_ra': '0', 'net.ipv6.conf.IFNAME.autoconf': '0' } };
}
