// Addresses: what the load balancer gives a Service, and what a Gateway shows of it.
import { addressText, byAddress } from '../addresses';
import { isTrue, no, yes } from '../conditions';
import { GatewayObject } from '../objects/gateways';
import { byName } from '../objects/identity';
import { listAt, textAt } from '../read';
import { GatewayService, isOwnedBy } from '../service/service';
import { GatewaySettings } from './settings';
import { LiveService, OpenStatus, State } from './state';

const MOST_NODE_ADDRESSES = 16;

/** What a load balancer gives that has every address. */
export function defaultAddresses(service: GatewayService, position: number): readonly string[] {
  return service.addresses.length > 0 ? service.addresses : [`192.0.2.${position + 1}`];
}

/** Plays the load balancer: once a Service has addresses, it keeps them. */
export function assignAddresses(state: State, addressesOf: NonNullable<GatewaySettings['addressesOf']>): void {
  const all = [...state.services.values()].sort((a, b) => byName(a.service, b.service));
  all.forEach((live, position) => {
    if (live.given || live.made?.type !== 'LoadBalancer' || live.ingress.length > 0) return;
    live.ingress = addressesOf(live.made, position).map((ip) => ({ ip, hostname: '' }));
  });
}

/** Addresses of the Gateway; with one, it and its accepted listeners are programmed. Returns the error. */
export function setAddresses(state: State, gateway: GatewayObject, status: OpenStatus): string | undefined {
  status.conditions.Programmed = no('AddressNotAssigned', 'Gateway waiting for address');
  const [live] = [...state.services.values()]
    .filter(({ service }) => service.namespace === gateway.namespace && isOwnedBy(service.labels, gateway.name))
    .sort((a, b) => byName(a.service, b.service));
  if (live === undefined) return 'no service found';
  const addresses = addressesOf(state, live);
  if (addresses === 'invalid') {
    const problem = 'Invalid service type for gateway';
    status.conditions.Programmed = no('AddressNotAssigned', `Address is not ready, ${problem}`);
    return problem;
  }
  if (addresses !== undefined) {
    if (addresses.length > 0) {
      status.conditions.Programmed = yes('Programmed', 'Gateway Programmed');
      for (const { conditions } of status.listeners)
        if (isTrue(conditions, 'Accepted')) conditions.Programmed = yes('Programmed', 'Listener Programmed');
    }
    status.addresses = addresses;
  }
  const missing = listAt(gateway.object, 'spec', 'addresses')
    .map((address) => textAt(address, 'value') ?? '')
    .find((value) => !live.ingress.some(({ ip }) => ip === value));
  if (live.ingress.length === 0 || missing === undefined) return undefined;
  status.conditions.Programmed = no('AddressNotUsable', "StaticAddress can't be used");
  return `static address "${missing}" can't be used`;
}

/** Undefined while the Service waits; `invalid` for a type that can have none. */
export function addressesOf(
  { features, given }: State,
  { service, ingress }: LiveService,
): string[] | 'invalid' | undefined {
  if (features.nodePortAddresses && service.type === 'NodePort')
    return given.nodes
      .filter(({ object }) => listAt(object, 'status', 'addresses').length > 0)
      .map(({ object }) => addressText(textAt(listAt(object, 'status', 'addresses')[0], 'address') ?? ''))
      .sort(byAddress)
      .slice(0, MOST_NODE_ADDRESSES);
  if (features.nodePortAddresses && service.type !== 'LoadBalancer') return 'invalid';
  if (ingress.length === 0) return undefined;
  return ingress.flatMap(({ ip, hostname }) => [ip, hostname].filter((text) => text !== ''));
}
