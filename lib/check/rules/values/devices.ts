// The devices of Cilium's BPF programs against the links of the machines and the announcements on them.
import { RE2JS } from '@bufbuild/re2';
import { ClusterFacts, nodesOfLink } from '../../../facts';
import { CiliumValues, ciliumInstalls, UNKNOWN } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { isPlaceholder, listAt } from '../../../world/derived/fields';
import { documentAt } from '../../../world/derived/talos-files';
import { TALOS_MACHINES } from '../../../world/derived/talos-machines';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';

interface BareData {
  readonly node: string;
  readonly devices: readonly string[];
  readonly interfaces: readonly string[];
}
interface AnnouncementData {
  readonly policy: string;
  /** Interfaces of the cluster that it names, else its expressions. */
  readonly interfaces: readonly string[];
  readonly devices: readonly string[];
}
interface UplinkData {
  readonly link: string;
  readonly kind: string;
  /** Undefined where Cilium looks for devices itself. */
  readonly devices?: readonly string[];
}

/** Devices are those of the machines. */
export const DEVICES: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/node-without-device',
      title: 'Every node has one of the devices',
      why: 'With devices the agent looks for no other interface; one without any of them does not start. Source: Cilium, pkg/datapath/linux/devices_controller.go.',
      words: ({ node, devices, interfaces }: BareData) => ({
        message: `node "${node}" has none of the devices ${devices.join(', ')}, its links are ${interfaces.join(', ')}: its agent would have no device`,
        repair: 'add the interface of that node to devices, or leave devices out',
      }),
    },
    {
      code: 'values/device-missing',
      title: 'Addresses are announced on devices only',
      why: 'Cilium answers ARP and NDP on its own devices alone; on any other interface nobody would announce, in silence (cilium/cilium#40419, #41641).',
      words: ({ policy, interfaces, devices }: AnnouncementData) => ({
        message: `${policy} announces on ${interfaces.join(', ')}, which is not among the devices ${devices.join(', ')}: nobody would announce`,
        repair: `add ${interfaces.join(', ')} to devices, or leave devices out`,
      }),
    },
    {
      code: 'values/devices-miss-uplink',
      title: 'The link with the address of the node is among the devices',
      why: 'BPF programs on the devices serve node ports, addresses of Services and masquerading. Where the address is on a bridge, Cilium does not find it by itself: it leaves bridges and their members out. Source: Cilium, isViableDevice; cilium/cilium#37427, KBVE/kbve#8624.',
      words: ({ link, kind, devices }: UplinkData) => ({
        message:
          devices === undefined
            ? `the address of the node is on the ${kind} ${link}, and devices is not set: Cilium leaves bridges and their members out when it looks for devices`
            : `the address of the node is on the ${kind} ${link}, which is not among the devices ${devices.join(', ')}`,
        repair: `set devices: [${[...(devices ?? []), link].join(', ')}]${devices === undefined ? '' : `, or [${link}] alone where the others are not there`}`,
      }),
    },
  ],
  check(world, report) {
    for (const install of ciliumInstalls(world)) {
      const devices = devicesOf(install);
      if (devices === UNKNOWN) continue;
      if (devices !== undefined) {
        nodes(world, install, devices, report);
        announcements(world, install, devices, report);
      }
      uplinks(world, install, devices, report);
    }
  },
};

/** The list; undefined where Cilium looks for devices itself. */
function devicesOf(install: CiliumValues): readonly string[] | undefined | typeof UNKNOWN {
  const value = install.own('devices');
  if (value === UNKNOWN) return UNKNOWN;
  const names = Array.isArray(value)
    ? (value as unknown[]).map(String)
    : typeof value === 'string'
      ? value.split(/[\s,]+/).filter((name) => name !== '')
      : [];
  if (names.some(isPlaceholder)) return UNKNOWN;
  if (names.length > 0) return names;
  // A source that was not read may set it; a whole cilium-config has nothing to read beside it.
  return install.complete || install.kind === 'cilium-config' ? undefined : UNKNOWN;
}

function nodes(world: World, install: CiliumValues, devices: readonly string[], report: Report): void {
  const { factsDocument } = world;
  const facts = factsDocument?.content as ClusterFacts | undefined;
  if (facts?.nodes === undefined || factsDocument === undefined) return;
  const { at, path } = install.placeOf('devices');
  for (const { name } of facts.nodes) {
    const interfaces = (facts.links ?? [])
      .filter((link) => nodesOfLink(facts, link).includes(name))
      .map((link) => link.interface);
    if (interfaces.length === 0 || interfaces.some((each) => isAmong(devices, each))) continue;
    report.error('values/node-without-device', at, path, { node: name, devices, interfaces }, [factsDocument]);
  }
}

function announcements(world: World, install: CiliumValues, devices: readonly string[], report: Report): void {
  const known = [...new Set((world.facts?.links ?? []).map((link) => link.interface))];
  for (const policy of world.of('cilium.io', 'CiliumL2AnnouncementPolicy')) {
    if (installOf(world, policy) !== install) continue;
    const expressions = listAt(policy.manifest, 'spec', 'interfaces').flatMap((each) => {
      const pattern = typeof each === 'string' && !isPlaceholder(each) ? patternOf(each) : undefined;
      return pattern === undefined ? [] : [{ text: String(each), pattern }];
    });
    if (expressions.length === 0 || expressions.length < listAt(policy.manifest, 'spec', 'interfaces').length) continue;
    const { at, path } = install.placeOf('devices');
    const say = (interfaces: readonly string[]) =>
      report.error('values/device-missing', at, path, { policy: policy.manifest.metadata.name, interfaces, devices }, [
        policy,
      ]);
    const dead = expressions.flatMap(({ pattern }) => {
      const wanted = known.filter((name) => pattern.test(name));
      return wanted.length === 0 || wanted.some((name) => isAmong(devices, name)) ? [] : [wanted];
    });
    for (const wanted of dead) say(wanted);
    // Without links of the cluster: no device, as it is written, is one that the policy means.
    if (
      dead.length === 0 &&
      known.length === 0 &&
      devices.every((device) => !device.endsWith('+') && !expressions.some(({ pattern }) => pattern.test(device)))
    )
      say(expressions.map(({ text }) => text));
  }
}

/** Expressions as Go reads them, in linear time; what it does not read is judged elsewhere. */
function patternOf(text: string): RE2JS | undefined {
  try {
    return new RE2JS(text);
  } catch {
    return undefined;
  }
}

function uplinks(world: World, install: CiliumValues, devices: readonly string[] | undefined, report: Report): void {
  // What needs a device: without these a tunnel goes from any interface.
  if (!install.isOn('kubeProxyReplacement') && !install.isOn('bpf.masquerade')) return;
  const said = new Set<string>();
  for (const { network, documents } of world.model(TALOS_MACHINES)) {
    const addressed = network.links.filter(({ dhcp, addresses }) => dhcp.v4 || dhcp.v6 || addresses.length > 0);
    for (const { name, kind, dhcp, addresses, routes, at: where } of network.links) {
      if (name === undefined || said.has(name) || (kind !== 'bridge' && kind !== 'bond')) continue;
      // Only what certainly carries the node: its DHCP, its default route, or the only addresses that there are.
      const isOnly = addressed.length === 1 && !network.defaultDHCP;
      const carries =
        dhcp.v4 ||
        dhcp.v6 ||
        (addresses.length > 0 && (isOnly || routes.some(({ destination }) => destination === '')));
      const isFound = devices === undefined ? kind !== 'bridge' : isAmong(devices, name);
      const document = documentAt(documents, where.document, where.path);
      if (!carries || isFound || document === undefined || installOf(world, document) !== install) continue;
      said.add(name);
      const { at, path } = install.placeOf('devices');
      const data = { link: name, kind, ...(devices === undefined ? {} : { devices }) };
      report.warning('values/devices-miss-uplink', at, path, data, [document]);
    }
  }
}

/** A device of the agent's list: a name, or the start of names before `+`. */
function isAmong(devices: readonly string[], name: string): boolean {
  return devices.some((device) => (device.endsWith('+') ? name.startsWith(device.slice(0, -1)) : device === name));
}
