// Links in the v1alpha1 form: entries of `machine.network.interfaces`. Entries of one name or one selector merge, and a VLAN is part of its parent's.
import { ClusterNode, Link } from '../../cluster';
import { PlainMap } from '../../manifest';
import { bondEntry } from './bond';
import { said } from '../documents';
import { entryFields } from './addressing';
import { wireguardFields } from './wireguard';

/** The entry of a link with these settings, as it is on a node where that matters. */
export function entry(link: Link, settings: PlainMap, node?: ClusterNode): PlainMap {
  if (link.parent === undefined) return { ...keyOf(link, node), ...settings };
  // The entry of an untouched parent would end the default DHCP that it may live on.
  return entry(
    link.parent,
    { ...(link.parent.dhcp ? { dhcp: true } : {}), vlans: [{ vlanId: link.vlanId, ...settings }] },
    node,
  );
}

/** The whole entry of a link. */
export function wholeEntry(link: Link, node?: ClusterNode): PlainMap {
  return entry(link, { ...shapeFields(link, node), ...entryFields(link) }, node);
}

function keyOf(link: Link, node: ClusterNode | undefined): PlainMap {
  const selector = link._selectorOn(node)?._device;
  return selector === undefined ? { interface: link.interfaceName } : { deviceSelector: selector };
}

function shapeFields({ _shape: shape, members }: Link, node: ClusterNode | undefined): PlainMap {
  switch (shape.kind) {
    case 'bond':
      return { bond: bondEntry(shape.options, node) };
    case 'bridge':
      return {
        bridge: said({
          interfaces: members.length === 0 ? undefined : members.map(({ interfaceName }) => interfaceName),
          stp: shape.stp === undefined ? undefined : { enabled: shape.stp },
          vlan: shape.vlanFiltering === undefined ? undefined : { vlanFiltering: shape.vlanFiltering },
        }),
      };
    case 'dummy':
      return { dummy: true };
    case 'wireguard':
      return { wireguard: wireguardFields(shape.options) };
    default:
      return {};
  }
}

/** True where the entry differs by node: a selector of its own finds the link, what it lies on, or a link of the bond. */
export function differsByNode(link: Link): boolean {
  return (
    link._selectsByNode ||
    (link.parent !== undefined && differsByNode(link.parent)) ||
    (link._shape.kind === 'bond' && link.members.some(differsByNode))
  );
}
