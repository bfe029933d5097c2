// The connections that two ends mean, each explained: direct ones, those to a Gateway and through it, those that come out of one.
import { Content } from './content';
import { EndpointMatch, UnknownEndpoint } from './endpoint';
import { explain, Explained } from './explain';
import { GatewayWay, gatewayWays, isNamed } from './gateways';
import { Reachability } from './reachability';

/** What is asked of a connection. @internal */
export interface Question {
  /** Of the pod; of the Service or Gateway where the target is one. */
  readonly port: number;
  readonly protocol: string;
  /** With a Gateway, a host name narrows it to the ways of that name. */
  readonly content?: Content;
}

/** Connections one behind the other, which pass if all do: to the proxy of a Gateway, and from there to a pod. @internal */
export type Flow = readonly Explained[];

/**
 * Every connection that two ends mean.
 *
 * @throws UnknownEndpoint for a Gateway that leads nowhere there
 * @internal
 */
export function flowsBetween(reach: Reachability, from: EndpointMatch, to: EndpointMatch, question: Question): Flow[] {
  if (to.gateway !== undefined)
    return from.parties.flatMap((source) => toGateway(reach, source, to.gateway!, question));
  const { port, protocol, content } = question;
  const targets = to.parties.flatMap((party) => {
    const there = to.port === undefined ? port : to.port(party, port, protocol);
    return there === undefined ? [] : [{ party, port: there }];
  });
  if (from.gateway !== undefined) return fromGateway(reach, from.gateway, targets, question);
  return from.parties.flatMap((source) =>
    targets.map((target) => [explain(reach, source, target.party, protocol, target.port, content)]),
  );
}

/** The answer of connections one behind the other. @internal */
export function answerOf(flow: Flow): Explained['answer'] {
  const answers = flow.map(({ answer }) => answer);
  return answers.includes('denied') ? 'denied' : answers.includes('unknown') ? 'unknown' : 'allowed';
}

function toGateway(reach: Reachability, from: number, gateway: string, question: Question): Flow[] {
  const { port, protocol, content = {} } = question;
  if (reach.parties[from]!.kind !== 'world')
    throw new UnknownEndpoint(
      `"${reach.parties[from]!.id}" is no place in the world`,
      'name an address outside, or world: what policy says of pods that use a Gateway is not modelled',
    );
  const own = gatewayWays(reach).filter((way) => isNamed(way.gateway, gateway));
  const host = content.http?.host ?? content.serverName;
  const ways = own.filter(
    ({ ports, hostname }) => ports.includes(port) && (host === undefined || meets(hostname, host)),
  );
  if (ways.length === 0)
    throw new UnknownEndpoint(
      `Gateway "${gateway}" leads to no pods of the input on port ${port}${host === undefined ? '' : ` for ${host}`}`,
      own.length === 0
        ? 'write a Gateway whose routes have Services and workloads in the input'
        : `it does on ${[...new Set(own.map((way) => `${way.ports.join(', ')} for ${way.hostname}`))].join('; ')}`,
    );
  const entry = explain(reach, from, reach.find('ingress')!, protocol, port);
  const targets = new Map(ways.map((way) => [`${way.target} ${way.port}`, way]));
  return [...targets.values()].map((way) =>
    isStream(way)
      ? [explain(reach, from, way.target, protocol, way.port, content)]
      : [entry, explain(reach, way.source, way.target, protocol, way.port, content)],
  );
}

function fromGateway(
  reach: Reachability,
  gateway: string,
  targets: readonly { readonly party: number; readonly port: number }[],
  { protocol, content }: Question,
): Flow[] {
  const ways = gatewayWays(reach).filter((way) => isNamed(way.gateway, gateway));
  const flows = targets.flatMap(({ party, port }) => {
    const way = ways.find((each) => each.target === party && each.port === port);
    return way === undefined ? [] : [[explain(reach, way.source, party, protocol, port, content)]];
  });
  if (flows.length > 0 || targets.length === 0) return flows;
  const led = [...new Set(ways.map((way) => `${reach.parties[way.target]!.id} ${way.port}`))];
  throw new UnknownEndpoint(
    `Gateway "${gateway}" does not lead there`,
    led.length === 0
      ? 'write a Gateway whose routes have Services and workloads in the input'
      : `it leads to ${led.join(', ')}`,
  );
}

const isStream = ({ protocol }: GatewayWay) => protocol === 'TCP' || protocol === 'UDP';

/** `*` is every name, `*.example.com` every name below. */
function meets(hostname: string, host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  if (hostname === '*' || hostname === name) return true;
  return hostname.startsWith('*.') && name.endsWith(hostname.slice(1));
}
