// Whether the listeners of a parent take a route. Cilium compares most things with any listener of the Gateway, so a route can read Accepted
// while nothing of it is served: here each listener is asked.
import {
  allowsNamespace,
  gatewayFeatures,
  isGatewayRef,
  isListenerSetRef,
  isTrue,
  keyOf,
  ListenerAnswer,
  listenerAnswers,
  ListenerObject,
  ListenerRefusal,
  namespaceOf,
  ParentRef,
  RouteObject,
  RouteStatus,
} from '../../../models/gateway';
import { GatewayCluster, writtenKey } from '../../../world/derived/gateways';
import { Code } from '../../../problem';
import { Rule } from '../../rule';
import { eachCluster, named } from './entries';

/** A Gateway or ListenerSet that a route names. */
interface Owner {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly listeners: readonly ListenerObject[];
}

/** A listener, as data: its fields by their names, and why it does not take the route. */
interface Told {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly hostname?: string;
  readonly from: string;
  readonly refusals: readonly ListenerRefusal[];
}

/** What a parent says about a route. */
export interface RouteData {
  readonly parent: string;
  readonly kind: string;
  readonly namespace: string;
  readonly hostnames: readonly string[];
  readonly listeners: readonly Told[];
}

const why =
  'Cilium compares host name, protocol and port with any listener of the Gateway: Accepted True is not attachment (run: host-two-listeners-section-miss, kinds-http-section-on-tls, port-section-mismatch).';

/** Why nothing is served, the first that applies to a listener; its code, its words. */
export const ROUTE_ROWS: readonly (Code & { readonly refusal: ListenerRefusal })[] = [
  {
    refusal: 'isolated',
    code: 'gateway/listener-isolation',
    title: 'A route is on the listener that gets its requests',
    why: 'The most specific listener wins, even against the only one that a route names: attachedRoutes 1, and nothing is served (run: host-two-listeners-section-wild).',
    words: (data: RouteData) =>
      nothing(data, 'attach to the listener with the narrower host name, or leave sectionName out'),
  },
  {
    refusal: 'hostname',
    code: 'gateway/route-hostname',
    title: 'A listener of the Gateway serves a host name of the route',
    why: `${why} "*.x" takes names below x, never x itself (run: host-*).`,
    words: (data: RouteData) =>
      nothing(data, 'write a host name that the listener serves; "*.x" takes names below x, never x itself'),
  },
  {
    refusal: 'namespace',
    code: 'gateway/route-not-allowed',
    title: 'A listener of the Gateway allows routes of the namespace',
    why: 'allowedRoutes.namespaces is Same unless it says otherwise: NotAllowedByListeners (run: ns-*). Where a listener chooses by label this is judged only if the Namespace is in the input.',
    words: (data: RouteData) =>
      nothing(data, 'allow the namespace: allowedRoutes: {namespaces: {from: All}} on the listener, or a selector'),
  },
  {
    refusal: 'kind',
    code: 'gateway/route-kind',
    title: 'A listener of the Gateway takes the kind of the route',
    why: `HTTP and HTTPS take HTTPRoute and GRPCRoute, TLS takes TLSRoute, TCP and UDP their own. ${why}`,
    words: (data: RouteData) => nothing(data, 'attach the route to a listener of a fitting protocol'),
  },
  {
    refusal: 'port',
    code: 'gateway/route-port',
    title: 'A listener of the Gateway has the port of the parentRef',
    why: `NoMatchingParent where no listener has the port (run: port-missing). ${why}`,
    words: (data: RouteData) => nothing(data, 'write the port of the listener, or sectionName alone'),
  },
];

/** What a route gets of each of its parents. */
export const ROUTES: Rule = {
  layer: 'gateway',
  codes: [
    ...ROUTE_ROWS.map(({ code, title, why: reason, words }) => ({ code, title, why: reason, words: words! })),
    {
      code: 'gateway/hostname-unserved',
      title: 'Every host name of a route is served by a listener that the route is on',
      why: 'Only what the host names of route and listener have in common is served (run: host-some-match).',
      words: ({ hostname, parents }: { hostname: string; parents: string[] }) => ({
        message: `no listener of ${parents.map(named).join(', ')} that the route is on serves "${hostname}"`,
        repair: `widen the hostname of a listener, or leave "${hostname}" out`,
      }),
    },
    {
      code: 'gateway/route-not-accepted',
      title: 'Cilium accepts a route that a listener would take',
      why: 'allowedRoutes.kinds on one listener shuts its siblings, a bad regular expression refuses the route (run: kinds-restricted-and-open, match-regex-bad).',
      words: ({ parent, kind, reason, said }: { parent: string; kind: string; reason: string; said: string }) => ({
        message: `Cilium does not accept the route at ${named(parent)}: ${reason}, ${said}`,
        repair:
          reason === 'NotAllowedByListeners'
            ? 'write sectionName, or allowedRoutes.kinds on every listener or on none'
            : /^(?:TCP|UDP)Route$/.test(kind)
              ? 'leave gatewayAPI.hostNetwork off, or use a Service of type LoadBalancer'
              : 'write a regular expression of RE2: no look-around, no back-references, every bracket closed',
      }),
    },
  ],
  check(world, report) {
    eachCluster(world, report, (cluster, say) => {
      for (const route of cluster.verdict.objects.routes) {
        const asked = parentsOf(cluster, route);
        const at = (parent: ParentRef) => ['spec', 'parentRefs', parent.index];
        const isServed = (host: string, owner: Owner) =>
          asked.some(
            (other) => other.owner === owner && other.answers.some(({ hostnames }) => hostnames.includes(host)),
          );
        for (const { parent, owner, answers, refused } of asked) {
          const data: RouteData = {
            parent: keyOf(owner),
            kind: route.kind,
            namespace: route.namespace,
            hostnames: route.hostnames,
            listeners: answers.map(told),
          };
          if (answers.some(({ refusals }) => refusals.length === 0)) {
            if (refused !== undefined)
              say('error', 'gateway/route-not-accepted', route.index, at(parent), {
                parent: data.parent,
                kind: route.kind,
                reason: refused.reason,
                said: refused.message,
              });
            continue;
          }
          // A sectionName that no listener has is a finding of the references.
          const meant = answers.filter(({ refusals }) => !refusals.includes('section'));
          if (meant.length === 0) continue;
          const row = ROUTE_ROWS.find(({ refusal }) => meant.some(({ refusals }) => refusals.includes(refusal)));
          if (row === undefined) continue;
          // A narrower sibling that serves the names for the same route takes nothing away.
          if (row.refusal === 'isolated' && route.hostnames.every((host) => isServed(host, owner))) continue;
          say('error', row.code, route.index, at(parent), { ...data, listeners: meant.map(told) });
        }
        unservedHosts(cluster, route, asked).forEach((hostname) =>
          say(
            'warning',
            'gateway/hostname-unserved',
            route.index,
            ['spec', 'hostnames', route.hostnames.indexOf(hostname)],
            {
              hostname,
              parents: [...new Set(asked.map(({ owner }) => keyOf(owner)))],
            },
          ),
        );
      }
    });
  },
};

interface Asked {
  readonly parent: ParentRef;
  readonly owner: Owner;
  readonly answers: readonly ListenerAnswer[];
  /** The condition Accepted, where it is False. */
  readonly refused: { readonly reason: string; readonly message: string } | undefined;
}

const STATUSES = new WeakMap<GatewayCluster['verdict'], ReadonlyMap<string, RouteStatus>>();

function statusesOf(verdict: GatewayCluster['verdict']): ReadonlyMap<string, RouteStatus> {
  const known = STATUSES.get(verdict) ?? new Map(verdict.routes.map((status) => [keyOf(status), status]));
  STATUSES.set(verdict, known);
  return known;
}

/** Parents that the operator says something about. */
function parentsOf({ verdict }: GatewayCluster, route: RouteObject): Asked[] {
  return (statusesOf(verdict).get(keyOf(route))?.parents ?? []).flatMap(({ parent, conditions }) => {
    const owner = ownerOf(verdict, route, parent);
    if (owner === undefined || conditions.Accepted === undefined) return [];
    return [
      {
        parent,
        owner,
        answers: answersOf(verdict, route, parent, owner, route.hostnames),
        refused: isTrue(conditions, 'Accepted') ? undefined : conditions.Accepted,
      },
    ];
  });
}

function ownerOf({ objects }: GatewayCluster['verdict'], route: RouteObject, parent: ParentRef): Owner | undefined {
  const owners: readonly Owner[] = isGatewayRef(parent)
    ? objects.gateways
    : isListenerSetRef(parent)
      ? objects.listenerSets
      : [];
  return owners.find(
    ({ namespace, name }) => name === parent.name && namespace === namespaceOf(parent, route.namespace),
  );
}

function answersOf(
  { minor, objects }: GatewayCluster['verdict'],
  route: RouteObject,
  parent: ParentRef,
  owner: Owner,
  hostnames: readonly string[],
): ListenerAnswer[] {
  return listenerAnswers(gatewayFeatures(minor), owner.listeners, {
    kind: route.kind,
    hostnames,
    // Of these two kinds the operator does not look at the port.
    parent: ['GRPCRoute', 'TLSRoute'].includes(route.kind) ? { ...parent, port: undefined } : parent,
    allows: (listener) => allowsNamespace(listener, owner.namespace, route.namespace, objects.namespaces),
  });
}

/** Host names that nobody serves, of a route that is on a listener of each of its parents; judged if all parents are known. */
function unservedHosts({ verdict }: GatewayCluster, route: RouteObject, asked: readonly Asked[]): string[] {
  const attached = asked.filter(({ answers }) => answers.some(({ refusals }) => refusals.length === 0));
  if (attached.length === 0 || asked.length < route.parents.length) return [];
  return [...new Set(route.hostnames)].filter((host) =>
    attached.every(({ parent, owner }) =>
      answersOf(verdict, route, parent, owner, [host]).every(({ refusals }) => refusals.length > 0),
    ),
  );
}

/** A listener's answer as data. */
export function told({ listener, refusals }: ListenerAnswer): Told {
  const { name, protocol, port, hostname, namespaces } = listener;
  return {
    name,
    protocol,
    port,
    ...(hostname === undefined ? {} : { hostname }),
    from: namespaces?.from ?? 'Same',
    refusals,
  };
}

function nothing(data: RouteData, repair: string) {
  const reasons = data.listeners.map((listener) => reasonOf(listener, data));
  return { message: `nothing of the route is served by ${named(data.parent)}: ${reasons.join('; ')}`, repair };
}

function reasonOf({ name, protocol, port, hostname, from, refusals }: Told, data: RouteData): string {
  const listener = `"${name}" (${protocol} ${port}${hostname === undefined ? '' : ` ${hostname}`})`;
  const [, namespace] = data.parent.split('/');
  const rows: readonly (readonly [ListenerRefusal, string])[] = [
    ['isolated', `${listener} gets no request: a listener with a narrower host name does`],
    ['hostname', `${listener} serves none of ${data.hostnames.join(', ')}`],
    [
      'namespace',
      from === 'Same'
        ? `${listener} takes routes of its own namespace (${namespace}; the route is in ${data.namespace})`
        : `${listener} takes no routes of namespace ${data.namespace} (from: ${from})`,
    ],
    ['kind', `${listener} takes no ${data.kind}`],
    ['port', `${listener} has another port`],
  ];
  return rows.find(([refusal]) => refusals.includes(refusal))?.[1] ?? writtenKey(name);
}
