// Gateways and ListenerSets as they are read.
import { at, textAt } from '../read';
import { Identity } from './identity';
import { ListenerObject, listenersOf } from './listeners';

/** A Gateway. */
export interface GatewayObject extends Identity {
  readonly className: string;
  readonly listeners: readonly ListenerObject[];
}

/** A ListenerSet. */
export interface ListenerSetObject extends Identity {
  readonly gateway: { readonly namespace: string; readonly name: string };
  readonly listeners: readonly ListenerObject[];
}

/** Reads a Gateway. */
export function gatewayOf(identity: Identity): GatewayObject {
  return {
    ...identity,
    className: textAt(identity.object, 'spec', 'gatewayClassName') ?? '',
    listeners: listenersOf(identity.object),
  };
}

/** Reads a ListenerSet. */
export function listenerSetOf(identity: Identity): ListenerSetObject {
  const parent = at(identity.object, 'spec', 'parentRef');
  return {
    ...identity,
    gateway: { namespace: textAt(parent, 'namespace') ?? identity.namespace, name: textAt(parent, 'name') ?? '' },
    listeners: listenersOf(identity.object),
  };
}

/** Whose listener it is. */
export interface ListenerOwner {
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly namespace: string;
  readonly name: string;
}

/** A Gateway or ListenerSet as the owner of its listeners. */
export const ownerOf = (owner: GatewayObject | ListenerSetObject): ListenerOwner => ({
  kind: owner.kind === 'Gateway' ? 'Gateway' : 'ListenerSet',
  namespace: owner.namespace,
  name: owner.name,
});

/** A listener with its owner. */
export interface OwnedListener {
  readonly listener: ListenerObject;
  readonly owner: ListenerOwner;
}
