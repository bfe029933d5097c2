// The devices that Cilium's BPF programs are on: the links that the user names, or those of the nodes where Cilium would not find them itself.
import { Boundary, Link, Role, TalosCluster } from '../cluster';
import { errorAt, Finding } from '../construct';
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
    ...cluster._links.filter((link) => announced.some(({ pattern }) => pattern.test(link.interfaceName))),
  ];
  return {
    devices: [...new Set(names.map((link) => link.interfaceName))].sort(),
    reason: `the nodes' address is on ${soft.map((link) => `${link.interfaceName} (link "${link.name}")`).join(', ')}, which Cilium does not find by itself`,
  };
}

/**
 * The links that the user names as devices, as interface names, with what is wrong about them.
 *
 * @internal
 */
export function linkDevices(
  path: string,
  links: readonly Link[],
  cluster: TalosCluster | undefined,
): { readonly devices: string[]; readonly findings: Finding[] } {
  const devices = [...new Set(links.map((link) => link.interfaceName))];
  const bare = (cluster?._nodes ?? []).filter((node) => !links.some((link) => link.nodes._includes(node)));
  const findings = bare.map((node) =>
    errorAt(
      path,
      'cilium/node-without-device',
      `node "${node.name}" has none of the links ${links.map((link) => `"${link.name}"`).join(', ')}: its agent would have no device`,
      'add the link of that node to devices',
    ),
  );
  return { devices, findings };
}

/** Announcements on interfaces that are not among the devices: nobody would announce there, in silence. @internal */
export function announcementFindings(
  path: string,
  devices: unknown,
  source: string,
  cluster: TalosCluster | undefined,
): Finding[] {
  const names = Array.isArray(devices)
    ? devices.map(String)
    : typeof devices === 'string'
      ? devices.split(/[\s,]+/).filter((name) => name !== '')
      : [];
  if (names.length === 0 || cluster === undefined) return [];
  const interfaces = [...new Set(cluster._links.map((link) => link.interfaceName))];
  return announcedInterfaces(cluster).flatMap(({ by, pattern }) => {
    const wanted = interfaces.filter((name) => pattern.test(name));
    if (wanted.length === 0 || wanted.some((name) => names.some((device) => matches(device, name)))) return [];
    return [
      errorAt(
        path,
        'cilium/device-missing',
        `${by} announces on ${wanted.join(', ')}, which is not among the devices ${names.join(', ')} (${source}): nobody would announce`,
        `add ${wanted.join(', ')} to devices, or leave devices out`,
      ),
    ];
  });
}

/** A device of the agent's list: a name, or the start of names before `+`. */
function matches(device: string, name: string): boolean {
  return device.endsWith('+') ? name.startsWith(device.slice(0, -1)) : device === name;
}

function carriesNodeAddress(cluster: TalosCluster, link: Link): boolean {
  return link.subnet === undefined ? link.dhcp : cluster.nodeSubnets.some((subnet) => subnet.overlaps(link.subnet!));
}

/** The patterns of the app's L2 announcements, which are regular expressions over interface names. */
function announcedInterfaces(cluster: TalosCluster): { readonly by: string; readonly pattern: RegExp }[] {
  return Boundary.of(cluster)
    .all(Role.L2_ANNOUNCEMENT)
    .flatMap((announcement) =>
      announcement._manifests().flatMap((manifest: Manifest) => {
        const interfaces = (manifest.spec as PlainMap | undefined)?.interfaces;
        return Array.isArray(interfaces)
          ? interfaces.map((text) => ({ by: announcement.node.path, pattern: new RegExp(String(text)) }))
          : [];
      }),
    );
}
