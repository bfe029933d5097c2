// Whether one rule speaks for all that another one speaks for, by what is written alone: true in every cluster, whatever pods it has.
import { Ask, Entry, PortNames, Selector } from '../models/agent/verdict';
import { connectionsOf, portsKey, usesNames } from './ports';

/** True if whoever the narrow selector selects, the wide one selects too. @internal */
export function selectorCovers(wide: Selector, narrow: Selector): boolean {
  if (wide.wildcard || wide.key === narrow.key) return true;
  if (narrow.wildcard || wide.name !== undefined || wide.prefixes.length > 0 || wide.worldOnly) return false;
  // Every condition of a selector must hold, so fewer of the same select more.
  if (narrow.name !== undefined || wide.asks.length === 0) return false;
  return wide.asks.every((ask) => narrow.asks.some((other) => isSame(ask, other)));
}

function isSame(one: Ask, other: Ask): boolean {
  return (
    one.key === other.key &&
    one.operator === other.operator &&
    one.source === other.source &&
    one.values.length === other.values.length &&
    one.values.every((value, index) => value === other.values[index])
  );
}

/** True if all endpoints that the narrow rule is about are those of the wide one, in the same direction. @internal */
export function subjectsCover(wide: Entry, narrow: Entry): boolean {
  return (
    wide.ingress === narrow.ingress &&
    wide.node === narrow.node &&
    (wide.namespace === undefined || wide.namespace === narrow.namespace) &&
    selectorCovers(wide.subject, narrow.subject)
  );
}

/** True if all peers of the narrow rule are those of the wide one. @internal */
export function peersCover({ peers: wide, ports }: Entry, { peers: narrow }: Entry): boolean {
  if (wide === undefined || narrow === undefined) return false;
  if (wide.length === 0) return ports.length > 0;
  return narrow.length > 0 && narrow.every((peer) => wide.some((each) => selectorCovers(each, peer)));
}

const NO_NAMES: PortNames = new Map();

/** True if all ports of the narrow rule are those of the wide one. @internal */
export function portsCover(wide: Entry, narrow: Entry): boolean {
  if (wide.ports.length === 0 || portsKey(wide) === portsKey(narrow)) return true;
  if (usesNames(wide) || usesNames(narrow)) return false;
  return connectionsOf(narrow, NO_NAMES).without(connectionsOf(wide, NO_NAMES)).isEmpty;
}
