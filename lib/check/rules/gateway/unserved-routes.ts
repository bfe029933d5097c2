// Routes that Cilium accepts and serves otherwise than they read.
import { UnservedCode } from '../../../models/gateway';
import { CheckedObject } from '../../../world/types';
import { listAt, textAt, valueAtPath } from '../../../world/derived/fields';
import { listed, named, ruleOf, UnservedRow } from './entries';

interface Refusal {
  readonly parent: string;
}

const ROWS: readonly UnservedRow[] = [
  {
    unserved: [UnservedCode.OTHER_PORTS],
    code: 'gateway/other-ports',
    title: 'A route that names a listener is served on the port of that listener only',
    why: 'Envoy has one set of routes for all plain ports of a Gateway, whatever listener a route names (run: section-ok, port-ok). Harmless unless something is meant to be reached on one port only, so this is a note, said where the route names a listener or a port.',
    level: ({ index }, _world, cluster) => (namesListener(cluster.at(index)) ? 'note' : undefined),
    words: ({ parent, ports, others }: Refusal & { ports: number[]; others: number[] }) => ({
      message: `the route is bound to port ${listed(ports)} of ${named(parent)}, and Cilium answers for it on port ${listed(others)} as well`,
      repair: 'give what must not be reached there a Gateway of its own, or listeners with host names that differ',
    }),
  },
  {
    unserved: [UnservedCode.PARENT_PORT_IGNORED],
    code: 'gateway/parent-port',
    title: 'The port of a parentRef binds an HTTPRoute, a TCPRoute or a UDPRoute',
    why: 'Of a GRPCRoute and a TLSRoute Cilium reads sectionName only (toGRPCRoutes, toTLSRoutes, 1.18 to 1.20).',
    level: 'warning',
    words: ({ parent, ports }: Refusal & { ports: number[] }) => ({
      message: `Cilium does not look at this port: ${named(parent)} serves the route on port ${listed(ports)} too`,
      repair: 'write sectionName: the name of the listener',
    }),
  },
  {
    unserved: [UnservedCode.MERGED],
    code: 'gateway/routes-merged',
    title: 'Two routes do not have the same host name and match',
    why: 'Cilium makes one weighted split of both instead of "the older wins" (run: routes-two-same-host, all minors).',
    level: 'warning',
    words: ({ host, with: other }: { host: string; with: string }) => ({
      message: `${named(other)} has the same host name ${host === '*' ? '(every one)' : host} and match: Cilium splits the requests between both`,
      repair: 'give one of them another match or host name, or put the backends into one rule',
    }),
  },
  {
    unserved: [UnservedCode.NEWER_STREAM],
    code: 'gateway/listener-crowded',
    title: 'A TCP or UDP listener has one route',
    why: 'A second one is attached and gets nothing: only the older one is served (run: tcp-two-routes).',
    level: 'warning',
    words: ({ older }: { older: string[] }) => ({
      message: `${older.map(named).join(', ')} is on the listener too: only the older route is served`,
      repair: 'give each a listener of its own, or put the backends into one route',
    }),
  },
  {
    unserved: [UnservedCode.HOST_HEADER],
    code: 'gateway/host-header',
    title: 'A header filter does not set the header Host',
    why: "Cilium 1.20 ends its walk over the Gateway's HTTPRoutes there: later ones get no status (ValidateHeaderModifier).",
    level: 'warning',
    words: ({ withoutStatus }: { withoutStatus: string[] }) => ({
      message: `a filter sets the header Host: Cilium stops here${withoutStatus.length === 0 ? '' : `, and ${withoutStatus.map(named).join(', ')} get no status`}`,
      repair: 'write a URLRewrite filter with hostname',
    }),
  },
  {
    unserved: [UnservedCode.REDIRECT_LOOP],
    code: 'gateway/redirect-loop',
    title: 'A redirect does not lead to what it matches',
    why: 'A route without sectionName is on every listener: a redirect to https that is also on the HTTPS listener redirects to itself without end (run with 1.18 and 1.19: filter-redirect).',
    level: 'error',
    words: ({ listener, port, scheme }: { listener: string; port: number; scheme: string }) => ({
      message: `the redirect is also on listener "${listener}" (${scheme}, port ${port}), and leads to itself there without end`,
      repair: 'write sectionName in parentRefs: the listener with the other scheme',
    }),
  },
  {
    unserved: [UnservedCode.REDIRECT_NEVER],
    code: 'gateway/redirect-never',
    title: 'A redirect to a scheme is on a listener with another scheme',
    why: 'Cilium 1.20 applies a redirect only to requests of another scheme: on a listener with that scheme it never fires, and the rule matches nothing (run: filter-redirect).',
    level: 'warning',
    words: ({ listener, port, scheme }: { listener: string; port: number; scheme: string }) => ({
      message: `the redirect to ${scheme} is also on listener "${listener}" (port ${port}), where it never fires`,
      repair: 'write sectionName in parentRefs: the listener with the other scheme',
    }),
  },
  {
    unserved: [UnservedCode.IGNORED],
    code: 'gateway/ignored-field',
    title: 'What is written is something that Cilium looks at',
    why: 'Accepted True, no condition and no effect (run: filter-session, filter-extensionref, filter-cors).',
    level: 'warning',
    words: ({ field, type }: { field: string; type?: string }) => ({
      message: `Cilium does not look at ${type === undefined ? field : `the filter ${type} here`}: it is accepted and does nothing`,
      repair:
        type === 'CORS' || type === 'ExternalAuth'
          ? 'remove it, or use a Cilium that has it (CORS from 1.20)'
          : 'remove it, and do it otherwise',
    }),
  },
  {
    unserved: [UnservedCode.FILTER_LOST],
    code: 'gateway/filter-lost',
    title: 'One of several backends has one header filter',
    why: 'With several backends Envoy keeps one header filter for each, and the last one wins (getRouteAction).',
    level: 'warning',
    words: ({ service }: { service: string }) => ({
      message: `of the header filters for backend ${service} only the last one counts`,
      repair: 'put all changes into the filters of the rule, or give the backend a rule of its own',
    }),
  },
  {
    unserved: [UnservedCode.NO_SERVICE_PORT],
    code: 'gateway/service-parent-port',
    title: 'A Service as parent has a port that is meant',
    why: 'Without a port in the parentRef Cilium takes the ports with appProtocol http; with none the route reads Accepted, and nothing is made (run: gamma-producer, all minors).',
    level: 'warning',
    words: ({ service }: { service: string }) => ({
      message: `${named(service)} has no port with appProtocol http: the route is accepted, and nothing is made of it`,
      repair: 'write port in the parentRef, or appProtocol: http on the port of the Service',
    }),
  },
  {
    unserved: [UnservedCode.NO_SERVICE_ROUTES],
    code: 'gateway/service-parent-kind',
    title: 'A route with a Service as parent is of a kind that Cilium looks at there',
    why: 'HTTPRoutes in every minor, GRPCRoutes from 1.19; others get no status (run: gamma-grpc).',
    level: 'warning',
    words: ({ service, kind }: { service: string; kind: string }) => ({
      message: `Cilium does not look at a ${kind} whose parent is ${named(service)}`,
      repair: 'write an HTTPRoute, or attach the route to a Gateway',
    }),
  },
];

/** What becomes of routes. */
export const UNSERVED_ROUTES = ruleOf(ROWS);

function namesListener(object: CheckedObject | undefined): boolean {
  return listAt(object?.manifest, 'spec', 'parentRefs').some(
    (parent) => textAt(parent, 'sectionName') !== undefined || valueAtPath(parent, ['port']) !== undefined,
  );
}
