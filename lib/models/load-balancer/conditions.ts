// The condition of a Service: whether it has what it asks for, and Cilium's words for why not.
import { IpFamily } from '../../net';
import { isMapped, isSameAddress, parseAddress, textOf } from './netip';
import { SHARING_WORDS } from './sharing';
import { Condition, Refusal, ServiceView } from './state';

/** Type of the condition of a Service. */
export const SATISFIED_CONDITION = 'cilium.io/IPAMRequestSatisfied';

/** True if the status holds what is asked for; an entry that is no address counts as IPv6. */
export function isSatisfied({ service, status }: ServiceView): boolean {
  const addresses = status.ingress.map(({ ip }) => parseAddress(ip));
  if (service.requested.length > 0)
    return service.requested.every((wanted) =>
      addresses.some((address) => address !== undefined && isSameAddress(address, wanted)),
    );
  const families = addresses.map((address) =>
    address !== undefined && (address.family === IpFamily.IPV4 || isMapped(address)) ? IpFamily.IPV4 : IpFamily.IPV6,
  );
  return service.families.every((family) => families.includes(family));
}

/** Says that the Service has all that it asks for; true if that changes its status. */
export function saySatisfied(view: ServiceView): boolean {
  return say(view, 'True', 'satisfied', '');
}

/** Says why a request is not met; true if that changes the status. */
export function sayRefused(view: ServiceView, refusal: Refusal, byPortAlone: boolean): boolean {
  return say(view, 'False', refusal.reason, wordsOf(refusal, byPortAlone));
}

function say(view: ServiceView, status: 'True' | 'False', reason: string, message: string): boolean {
  const { conditions } = view.status;
  const { generation } = view;
  const there = conditions.find(({ type }) => type === SATISFIED_CONDITION);
  if (
    there?.status === status &&
    there.reason === reason &&
    there.message === message &&
    there.generation === generation
  )
    return false;
  const condition: Condition = { type: SATISFIED_CONDITION, status, reason, message, generation };
  view.status = {
    ...view.status,
    conditions:
      there === undefined ? [...conditions, condition] : conditions.map((each) => (each === there ? condition : each)),
  };
  return true;
}

/** Cilium's words, as they stand in the condition. */
function wordsOf({ reason, address, sharing }: Refusal, byPortAlone: boolean): string {
  const text = address === undefined ? '' : textOf(address);
  switch (reason) {
    case 'no_pool':
      return address === undefined
        ? 'There are no enabled CiliumLoadBalancerIPPools that match this service'
        : `No pool exists with a CIDR containing '${text}'`;
    case 'pool_selector_mismatch':
      return `The pool with the CIDR containing '${text}', doesn't select this service`;
    case 'out_of_ips':
      return 'All enabled CiliumLoadBalancerIPPools that match this service ran out of allocatable IPs';
    case 'already_allocated':
      return `The IP '${text}' is already allocated to another service`;
    case 'already_allocated_incompatible_service':
      return `The IP '${text}' is already allocated to an incompatible service. Reason: ${sharing === undefined ? '' : sharing === 'port' && byPortAlone ? 'same port' : SHARING_WORDS[sharing]}`;
  }
}
