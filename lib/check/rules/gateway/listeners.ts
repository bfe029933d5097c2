// Gateways, listeners and sets that Cilium does not accept, and listeners that should not stand beside each other.
import {
  Conditions,
  conflictOf,
  gatewayFeatures,
  GatewayObject,
  ListenerObject,
  ListenerSetObject,
  OwnerStatus,
} from '../../../models/gateway';
import { GatewayCluster } from '../../../world/derived/gateways';
import { Rule } from '../../rule';
import { eachCluster } from './entries';

/** Reasons of a Gateway that only repeat what its listeners say. */
const REPEATED: readonly string[] = ['ListenersNotValid'];

interface Refused {
  readonly reason: string;
  readonly said: string;
}

interface RefusedListener extends Refused {
  readonly listener: string;
  readonly protocol: string;
}

/** Protocols of listeners. Source: Gateway API, ProtocolType. */
const PROTOCOLS = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'];

function listenerRepair(protocol: string, reason: string): string {
  if (!PROTOCOLS.includes(protocol)) return `write one of the protocols ${PROTOCOLS.join(', ')}`;
  // What is known and yet not supported is a TCP or UDP listener on the network of the nodes.
  if (reason === 'UnsupportedProtocol')
    return 'leave gatewayAPI.hostNetwork off, or use a Service of type LoadBalancer';
  if (reason === 'UnsupportedValue') return 'write tls: {mode: Passthrough}, or protocol HTTPS';
  return 'name kinds of the protocol in allowedRoutes.kinds, and Secrets of type kubernetes.io/tls in certificateRefs';
}

/** What Cilium accepts. */
export const LISTENERS: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/not-accepted',
      title: 'Cilium accepts the Gateway',
      why: 'Accepted False: nothing of it is served. Addresses must be of type IPAddress and without prefix, parameters a CiliumGatewayClassConfig (run: address-*, class-params-*, listener-tcp).',
      words: ({ reason, said, addresses }: Refused & { addresses: string[] }) => ({
        message: `Cilium does not accept the Gateway: ${reason}, ${said}${addresses.length === 0 ? '' : ` (${addresses.join(', ')})`}`,
        repair:
          reason === 'UnsupportedAddress'
            ? 'write spec.addresses: [{type: IPAddress, value: <address without prefix>}]'
            : reason === 'NoResources'
              ? 'add a listener that this minor serves'
              : 'correct what the status names',
      }),
    },
    {
      code: 'gateway/listener-not-accepted',
      title: 'Cilium accepts the listener',
      why: 'Accepted False: a kind of route, protocol, mode or certificate that it does not support (run: kinds-*, listener-protocol-unknown, tls-terminate-default-mode, tls-*).',
      words: ({ listener, protocol, reason, said }: RefusedListener) => ({
        message: `Cilium does not accept listener "${listener}" (protocol ${protocol}): ${reason}, ${said}`,
        repair: listenerRepair(protocol, reason),
      }),
    },
    {
      code: 'gateway/listener-kinds',
      title: 'allowedRoutes.kinds names kinds that the protocol serves',
      why: 'ResolvedRefs False, InvalidRouteKinds; the listener goes on with the rest (run: kinds-some-invalid).',
      words: ({ listener, kinds }: { listener: string; kinds: string[] }) => ({
        message: `allowedRoutes.kinds of listener "${listener}" names a kind that the protocol does not serve`,
        repair: `write kinds of ${kinds.join(', ')}`,
      }),
    },
    {
      code: 'gateway/listener-conflict',
      title: 'Listeners of one port stand beside each other',
      why: 'HTTPS beside TLS passthrough with host names that overlap conflict from 1.19, TCP beside another protocol from 1.20; in a conflict both lose (run: listener-https-tls-port, listener-http-tcp-port, ls-conflict-gateway).',
      words: conflictWords,
    },
    {
      code: 'gateway/set-conflict',
      title: 'A listener of a set stands beside those of its Gateway and of older sets',
      why: 'The Gateway comes first, then the older set: the later listener is refused, and served all the same (run: ls-conflict-gateway).',
      words: ({ listener, reason }: { listener: string; reason: string }) => ({
        message: `listener "${listener}" conflicts with one of the Gateway or of an older set: ${reason}`,
        repair: 'write another port, or another hostname',
      }),
    },
    {
      code: 'gateway/plain-text-port',
      title: 'Plain HTTP has a port of its own',
      why: 'HTTP beside HTTPS or TLS on one port is no conflict in any minor: a route without host names is served in plain text there (run: listener-http-https-port, listener-http-tls-port).',
      words: ({ port, listeners }: { port: number; listeners: string[] }) => ({
        message: `listeners ${listeners.map((name) => `"${name}"`).join(' and ')} share port ${port}: a route without host names is served in plain text there`,
        repair: 'give plain HTTP a port of its own',
      }),
    },
    {
      code: 'gateway/set-not-accepted',
      title: 'The Gateway of a ListenerSet lets the set in',
      why: 'allowedListeners is None unless it says otherwise: NotAllowed (run: ls-default, ls-selector-miss).',
      words: ({ gateway, reason, said }: Refused & { gateway: string }) => ({
        message: `Gateway ${gateway} does not take the set: ${reason}, ${said}`,
        repair: 'write allowedListeners: {namespaces: {from: Same}} on the Gateway, or All',
      }),
    },
  ],
  check(world, report) {
    eachCluster(world, report, (cluster, say) => {
      for (const { owner, status } of ownersOf(cluster)) {
        const { Accepted } = status.conditions;
        if (owner.kind === 'Gateway' && Accepted?.status === 'False' && !REPEATED.includes(Accepted.reason))
          say('error', 'gateway/not-accepted', owner.index, ['spec'], {
            reason: Accepted.reason,
            said: Accepted.message,
            addresses: Accepted.reason === 'UnsupportedAddress' ? addressesOf(owner) : [],
          });
        if (owner.kind === 'ListenerSet' && Accepted?.reason === 'NotAllowed' && 'gateway' in owner)
          say('error', 'gateway/set-not-accepted', owner.index, ['spec', 'parentRef'], {
            gateway: `${owner.gateway.namespace}/${owner.gateway.name}`,
            reason: Accepted.reason,
            said: Accepted.message,
          });
        for (const listener of owner.listeners) {
          const found = status.listeners.find(({ name }) => name === listener.name);
          const place = ['spec', 'listeners', listener.index];
          if (found !== undefined)
            refusals(found.conditions, listener, found.supportedKinds, (code, data, level = 'error') =>
              say(level, code, owner.index, place, data),
            );
        }
        for (const [first, second] of conflicts(cluster.verdict.minor, owner.listeners))
          say('error', 'gateway/listener-conflict', owner.index, ['spec', 'listeners', second.index], {
            listeners: [shown(first), shown(second)],
            port: first.port,
          });
        for (const [first, second] of plainPairs(owner.listeners))
          say('warning', 'gateway/plain-text-port', owner.index, ['spec', 'listeners', second.index], {
            port: first.port,
            listeners: [first.name, second.name],
          });
      }
    });
  },
};

type Owner = GatewayObject | ListenerSetObject;

function ownersOf({ verdict }: GatewayCluster): { readonly owner: Owner; readonly status: OwnerStatus }[] {
  const pairs = [
    [verdict.objects.gateways, verdict.gateways],
    [verdict.objects.listenerSets, verdict.listenerSets],
  ] as const;
  return pairs.flatMap(([owners, statuses]) =>
    (owners as readonly Owner[]).flatMap((owner) => {
      const status = statuses.find(({ namespace, name }) => namespace === owner.namespace && name === owner.name);
      // Without conditions the class is of another controller.
      return status === undefined || Object.keys(status.conditions).length === 0 ? [] : [{ owner, status }];
    }),
  );
}

function refusals(
  { Accepted, Conflicted, ResolvedRefs }: Conditions,
  { name, protocol }: ListenerObject,
  supported: readonly string[],
  say: (code: string, data: Readonly<Record<string, unknown>>, level?: 'error' | 'warning') => void,
): void {
  // Listeners of one object in conflict are told as a pair; what is left is one of another object.
  if (Conflicted?.status === 'True') {
    if (Accepted?.message === 'Listener has a conflict')
      say('gateway/set-conflict', { listener: name, reason: Conflicted.reason });
    return;
  }
  if (Accepted?.status === 'False')
    say('gateway/listener-not-accepted', { listener: name, protocol, reason: Accepted.reason, said: Accepted.message });
  else if (ResolvedRefs?.reason === 'InvalidRouteKinds')
    say('gateway/listener-kinds', { listener: name, kinds: supported }, 'warning');
}

function addressesOf({ object }: Owner): string[] {
  const { spec } = object as { spec?: { addresses?: readonly { value?: unknown }[] } };
  return (spec?.addresses ?? []).map(({ value }) => String(value));
}

interface Shown {
  readonly name: string;
  readonly protocol: string;
  readonly hostname?: string;
}

function shown({ name, protocol, hostname }: ListenerObject): Shown {
  return { name, protocol, ...(hostname === undefined ? {} : { hostname }) };
}

function conflictWords({ listeners, port }: { listeners: readonly Shown[]; port: number }) {
  const pair = listeners.map(
    ({ name, protocol, hostname }) =>
      `"${name}" (${protocol === 'TLS' ? 'TLS passthrough' : protocol}, ${hostname === undefined ? 'no hostname' : hostname})`,
  );
  const stream = listeners.some(({ protocol }) => protocol === 'TCP' || protocol === 'UDP');
  return {
    message: `listeners ${pair.join(' and ')} share port ${port}${stream ? '' : ' and host names'}: Cilium refuses both`,
    repair: stream
      ? 'give the TCP or UDP listener a port of its own'
      : 'write a hostname on both that does not overlap, or another port',
  };
}

/** Pairs that conflict, but for the same host name twice: that the API server refuses before Cilium sees it. */
function conflicts(minor: string, listeners: readonly ListenerObject[]): (readonly [ListenerObject, ListenerObject])[] {
  return listeners.flatMap((first, index) =>
    listeners
      .slice(index + 1)
      .filter((second) => conflictOf(gatewayFeatures(minor), first, second) === 'ProtocolConflict')
      .filter((second) => first.protocol !== second.protocol || first.hostname !== second.hostname)
      .map((second) => [first, second] as const),
  );
}

/** HTTP beside an encrypted protocol on one port, once a pair. */
function plainPairs(listeners: readonly ListenerObject[]): (readonly [ListenerObject, ListenerObject])[] {
  const encrypted = ({ protocol }: ListenerObject) => protocol === 'HTTPS' || protocol === 'TLS';
  return listeners.flatMap((first, index) =>
    listeners
      .slice(index + 1)
      .filter(
        (second) =>
          first.port === second.port &&
          ((first.protocol === 'HTTP' && encrypted(second)) || (second.protocol === 'HTTP' && encrypted(first))),
      )
      .map((second) => [first, second] as const),
  );
}
