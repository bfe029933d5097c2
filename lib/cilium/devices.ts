// The devices that Cilium's BPF programs are on: the links that the user names, or those of the nodes where Cilium would not find them itself.
import { Boundary, Link, Role, TalosCluster } from '../cluster';
import { Manifest, PlainMap } from '../manifest';

/**
 * Names that bridges and bonds go by. Cilium's own search leaves bridges out (KBVE/kbve#8624, #8666), and what it finds
 * of a bond depends on when it looks.
 */
const SOFT_UPLINK = /^(br|vmbr|bond)(\d|-|$)/;

/** Interfaces and the reason, where they must be said because a node's address is on a bridge or bond; else undefined. @internal */
export function derivedDevices(
  cluster: TalosCluster,
): { readonly devices: string[]; readonly reason: string } | undefined {
  const uplinks = cluster._links.filter((link) => carriesNodeAddress(cluster, link));
  const soft = uplinks.filter((link) => SOFT_UPLINK.test(link.interfaceName));
  if (soft.length === 0) return undefined;
  // A node without a stated uplink would be left without any device.
  if (cluster._nodes.some((node) => !uplinks.some((link) => link.nodes._includes(node)))) return undefined;
  const addressed = cluster._links.filter((link) => link.dhcp);
  const announced = announcedInterfaces(cluster);
  const names = [
    ...uplinks,
    ...addressed,
    ...cluster._links.filter((link) => announced.some((pattern) => pattern.test(link.interfaceName))),
  ];
  return {
    devices: [...new Set(names.map((link) => link.interfaceName))].sort(),
    reason: `the nodes' address is on ${soft.map((link) => `${link.interfaceName} (link "${link.name}")`).join(', ')}, which Cilium does not find by itself`,
  };
}

/** The interfaces of the links that the user names as devices. @internal */
export function linkDevices(links: readonly Link[]): string[] {
  return [...new Set(links.map((link) => link.interfaceName))];
}

function carriesNodeAddress(cluster: TalosCluster, link: Link): boolean {
  return link.subnet === undefined ? link.dhcp : cluster.nodeSubnets.some((subnet) => subnet.overlaps(link.subnet!));
}

/** The patterns of the app's L2 announcements, which are regular expressions over interface names. */
function announcedInterfaces(cluster: TalosCluster): RegExp[] {
  return Boundary.of(cluster)
    .all(Role.L2_ANNOUNCEMENT)
    .flatMap((announcement) =>
      announcement._manifests().flatMap((manifest: Manifest) => {
        const interfaces = (manifest.spec as PlainMap | undefined)?.interfaces;
        return Array.isArray(interfaces) ? interfaces.map((text) => new RegExp(String(text))) : [];
      }),
    );
}
