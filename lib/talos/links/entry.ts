// Links in the v1alpha1 form: entries of `machine.network.interfaces`. Entries of one name or one selector merge, and a VLAN is part of its parent's.
import { isDeepStrictEqual } from 'node:util';
import { ClusterNode, Link } from '../../cluster';
import { isMap, PlainMap } from '../../manifest';
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
      return { bond: bondEntry(shape, members, node) };
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

/**
 * True where the entry of a link belongs into the files of the nodes: a selector finds the link, what it lies on, or a link of the bond. Talos never
 * takes two entries with one selector for the same (it compares `physical` by pointer), so all that a node is told of the link stands in one entry.
 */
export function isBySelector(link: Link): boolean {
  return (
    link.isAlias ||
    (link.parent !== undefined && isBySelector(link.parent)) ||
    (link._shape.kind === 'bond' && link.members.some(isBySelector))
  );
}

/** Entries with one selector as one. */
export function joinedBySelector(entries: readonly PlainMap[]): PlainMap[] {
  const joined: PlainMap[] = [];
  for (const each of entries) {
    const at = joined.findIndex(
      (other) => isMap(each.deviceSelector) && isDeepStrictEqual(other.deviceSelector, each.deviceSelector),
    );
    if (at < 0) joined.push(each);
    else joined[at] = joinedEntry(joined[at]!, each);
  }
  return joined;
}

function joinedEntry(first: PlainMap, second: PlainMap): PlainMap {
  const lists = ['addresses', 'routes'].flatMap((key) =>
    first[key] === undefined || second[key] === undefined
      ? []
      : [[key, [...(first[key] as unknown[]), ...(second[key] as unknown[])]]],
  );
  const vlans = [...((first.vlans ?? []) as PlainMap[])];
  for (const vlan of (second.vlans ?? []) as PlainMap[]) {
    const at = vlans.findIndex(({ vlanId }) => vlanId === vlan.vlanId);
    if (at < 0) vlans.push(vlan);
    else vlans[at] = joinedEntry(vlans[at]!, vlan);
  }
  return { ...first, ...second, ...Object.fromEntries(lists), ...(vlans.length === 0 ? {} : { vlans }) };
}
