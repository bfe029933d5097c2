// Links of a machine that do what nobody meant: addresses on members, DHCP that ends, selectors that take a VLAN as well.
import { isMap } from '../../../manifest';
import { TalosLink } from '../../../models/talos';
import { Path } from '../../../problem';
import { listAt, textAt } from '../../../world/derived/fields';
import { documentAt } from '../../../world/derived/talos-files';
import { TALOS_MACHINES, TalosMachine } from '../../../world/derived/talos-machines';
import { CheckedDocument, World } from '../../../world/types';
import { Report, Rule } from '../../rule';

interface MemberData {
  readonly member: string;
  readonly master: string;
  readonly kind: string;
  readonly has: string;
}
interface TwoData {
  readonly member: string;
  readonly masters: readonly string[];
}
interface SelectorData {
  readonly hardwareAddr: string;
  readonly vlans: readonly number[];
}
interface VipData {
  readonly link: string;
  readonly address: string;
}

/** Links do what they seem to. */
export const TALOS_LINKS: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/member-with-address',
      title: 'A member of a bridge or bond has no address and no DHCP of its own',
      why: 'A member hands every frame to the bridge or bond: DHCP and addresses on the member stay without answers, and the node is cut off (siderolabs/talos#10411).',
      words: ({ member, master, kind, has }: MemberData) => ({
        message: `${member} is a member of the ${kind} ${master} and has ${has}: the address belongs on ${master}, or the node is cut off`,
        repair: `move it to ${master}`,
      }),
    },
    {
      code: 'talos/member-of-two',
      title: 'A link is a member of one bond, bridge or VRF',
      why: 'The kernel gives a link one master; which of the two gets it is a matter of order. Talos refuses it in the v1alpha1 form, and takes it in documents.',
      words: ({ member, masters }: TwoData) => ({
        message: `${member} is a member of ${masters.join(' and ')}: a link has one master`,
        repair: 'leave it in one of the two; to share it, put VLANs on a bond and bridges over the VLANs',
      }),
    },
    {
      code: 'talos/selector-takes-vlan',
      title: 'A selector by MAC address that carries VLANs says physical: true',
      why: 'A VLAN has the MAC address of its parent, so the selector may find the VLAN in place of the NIC (siderolabs/talos#8709).',
      words: ({ hardwareAddr, vlans }: SelectorData) => ({
        message: `deviceSelector ${hardwareAddr} finds VLAN ${vlans.join(', ')} too, which has the same MAC address as its parent`,
        repair: 'add physical: true to the deviceSelector',
      }),
    },
    {
      code: 'talos/vip-without-dhcp',
      title: 'An interface with a virtual address has an address of its own',
      why: 'An interface that is written down gets no DHCP by default any more; with vip alone it has no address, and the node is gone (siderolabs/talos#11887).',
      words: ({ link, address }: VipData) => ({
        message: `${link} has the virtual address ${address} and neither dhcp nor addresses: an interface that is written down loses the default DHCP`,
        repair: 'add dhcp: true, or the addresses of the interface, unless another patch does',
      }),
    },
  ],
  check(world, report) {
    for (const machine of world.model(TALOS_MACHINES)) {
      members(machine, report);
      mastersOfOne(machine, report);
      virtualAddresses(world, machine, report);
    }
    for (const document of world.talos) selectors(document, report);
  },
};

function members({ network, documents }: TalosMachine, report: Report): void {
  for (const master of network.links)
    for (const member of master.members) {
      const own = network.links.find((link) => link.name === member && !link.ignored);
      // The v1alpha1 form is refused for it.
      if (own === undefined || own.form !== 'document' || master.kind === 'vrf') continue;
      const has = ownAddress(own);
      if (has === undefined) continue;
      const at = dhcpDocument(documents, member) ?? documentAt(documents, own.at.document, own.at.path);
      if (at === undefined) continue;
      report.warning('talos/member-with-address', at, [], {
        member,
        master: master.name ?? '',
        kind: master.kind,
        has,
      });
    }
}

function mastersOfOne({ network, documents }: TalosMachine, report: Report): void {
  // The v1alpha1 form is refused for it.
  const masters = network.links.filter(({ form, ignored }) => form === 'document' && !ignored);
  for (const member of new Set(masters.flatMap((master) => master.members))) {
    const own = masters.filter((master) => master.members.includes(member));
    const at = own[1] === undefined ? undefined : documentAt(documents, own[1].at.document, own[1].at.path);
    if (at === undefined) continue;
    const names = own.map(({ kind, name = '' }) => `${kind} ${name}`);
    report.error('talos/member-of-two', at, ['links'], { member, masters: names });
  }
}

function ownAddress({ dhcp, addresses }: TalosLink): string | undefined {
  if (dhcp.v4 || dhcp.v6) return 'DHCP';
  return addresses.length > 0 ? `the address ${addresses[0]!}` : undefined;
}

function dhcpDocument(documents: readonly CheckedDocument[], name: string): CheckedDocument | undefined {
  return documents.find(
    ({ content }) => /^DHCPv[46]Config$/.test(String(content.kind)) && textAt(content, 'name') === name,
  );
}

function virtualAddresses(world: World, { network, documents, isOpen }: TalosMachine, report: Report): void {
  if (isOpen) return;
  for (const vip of network.vips) {
    if (vip.at.document !== 'v1alpha1') continue;
    const path: Path = vip.at.path.slice(0, -2);
    const link = network.links.find((each) => each.form === 'v1alpha1' && String(each.at.path) === String(path));
    if (link === undefined || link.ignored || ownAddress(link) !== undefined) continue;
    const elsewhere = world.talos.some(({ content }) => givesAddress(content, link));
    const at = documentAt(documents, 'v1alpha1', path);
    if (elsewhere || at === undefined) continue;
    report.warning('talos/vip-without-dhcp', at, path, { link: nameOf(link), address: vip.address });
  }
}

/** Another patch of the input configures the same interface: entries of one name or selector merge. */
function givesAddress(content: CheckedDocument['content'], { name, selector, vlanId, parent }: TalosLink): boolean {
  const holds = (entry: unknown) =>
    isMap(entry) &&
    (entry.dhcp === true || listAt(entry, 'addresses').length > 0 || textAt(entry, 'cidr') !== undefined);
  return listAt(content, 'machine', 'network', 'interfaces').some((entry) => {
    if (vlanId !== undefined)
      return (
        (parent === undefined || textAt(entry, 'interface') === parent) &&
        listAt(entry, 'vlans').some((vlan) => isMap(vlan) && vlan.vlanId === vlanId && holds(vlan))
      );
    const same =
      name === undefined
        ? isMap(entry) && JSON.stringify(entry.deviceSelector) === JSON.stringify(selector)
        : textAt(entry, 'interface') === name;
    return same && holds(entry);
  });
}

function nameOf({ name, selector, vlanId }: TalosLink): string {
  if (name !== undefined) return name;
  return selector === undefined ? `VLAN ${String(vlanId)}` : `the interface of ${JSON.stringify(selector)}`;
}

function selectors(document: CheckedDocument, report: Report): void {
  listAt(document.content, 'machine', 'network', 'interfaces').forEach((entry, index) => {
    const selector = isMap(entry) ? entry.deviceSelector : undefined;
    const hardwareAddr = textAt(selector, 'hardwareAddr');
    // A driver, a bus or physical: true keep it to the NIC.
    if (!isMap(selector) || hardwareAddr === undefined || Object.keys(selector).length > 1) return;
    const vlans = listAt(entry, 'vlans').flatMap((vlan) =>
      isMap(vlan) && typeof vlan.vlanId === 'number' ? [vlan.vlanId] : [],
    );
    if (vlans.length === 0) return;
    const path = ['machine', 'network', 'interfaces', index, 'deviceSelector'];
    report.warning('talos/selector-takes-vlan', document, path, { hardwareAddr, vlans });
  });
}
