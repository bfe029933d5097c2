// Who can reach whom, asked in programs: of an app, or of a folder of manifests.
import { IConstruct } from 'constructs';
import { ValueError } from '../net';
import { Port } from '../policy';
import type { EndpointMatch, MissingEnd, Reachability as Reaching } from '../reach';
import type { World } from '../world/types';
import { AskedPorts, askedPorts, contentOf } from './asked-ports';
import { worldOfApp } from './app-world';
import { Endpoint } from './endpoint';
import { ReachVerdict } from './verdict';

type ReachRoom = typeof import('../reach');
type CheckRoom = typeof import('../check');

/**
 * Who can reach whom, as the policy engine of Cilium decides it: both directions, with the invalid policies left out that the agent refuses. Nothing is
 * contacted; the answer is about policy alone, not about whether something listens.
 *
 * @example
 * const reach = Reachability.of(app);
 * reach.verdict(Endpoint.workload(frontend), Endpoint.workload(api), Port.tcp(9000)).answer; // ReachAnswer.ALLOWED
 */
export class Reachability {
  /**
   * Of an app as it stands: everything that its charts would write, with the settings of its Cilium. What is added later is not seen.
   *
   * @param scope an App or NetworkApp, a `Cluster` of one, or anything inside of these
   */
  public static of(scope: IConstruct): Reachability {
    return new Reachability(worldOfApp(scope));
  }

  /**
   * Of a folder of manifests, read as `talosnet check` reads it: kustomizations, Helm and Flux as far as they need no tool, `cluster.facts`.
   *
   * @param path a folder or a file
   * @throws ValueError `reach/folder` for what cannot be read, and for a folder that holds several clusters
   */
  public static ofFolder(path: string): Reachability {
    return new Reachability(worldOfFolder(path));
  }

  private readonly known = new Map<string, Reaching>();

  private constructor(private readonly world: World) {}

  /**
   * What the policies say of connections from one end to another. Ends that stand for several (a namespace, a Service, the world) and a Port with
   * several ports ask about each pair and port.
   *
   * @param port of the container; of the Service where the target is one. With `.http(HttpRule.get('/v1/status'))`, `.dns(…)` or `.serverNames(…)`
   * the connection carries this; without, the question is whether it may be opened, be there a proxy or not.
   * @throws ValueError `reach/endpoint` for an end that names nothing, `reach/port` for a port that the target does not have
   */
  public verdict(from: Endpoint, to: Endpoint, port: Port): ReachVerdict {
    const room = reachRoom();
    const reach = this.knowing([from, to]);
    const ends = new room.Ends(reach);
    const [sources, targets] = [found(ends.find(from._end()), from), found(ends.find(to._end()), to)];
    const content = contentOf(port);
    const flows =
      (sources.gateway ?? targets.gateway) === undefined
        ? this.direct(reach, sources, targets, port).map(({ source, target, protocol, number }) => [
            room.explain(reach, source, target, protocol, number, content),
          ])
        : askedPorts(port).flatMap(({ protocol, first, last, name }) => {
            if (name !== undefined || first !== last) return [];
            return known(() => room.flowsBetween(reach, sources, targets, { port: first, protocol, content }));
          });
    if (flows.length === 0)
      throw new ValueError(
        'reach/port',
        `nothing to ask: no connection on ${port.toString()} goes from ${from.toString()} to ${to.toString()}`,
        'write a port that the target has, and ends of which one is in the cluster',
      );
    return ReachVerdict._of(flows);
  }

  /** Each pair and port that a question is about. */
  private direct(reach: Reaching, from: EndpointMatch, to: EndpointMatch, port: Port): Asked[] {
    const isOutside = (party: number) => reachRoom().isOutside(reach.parties[party]!);
    return from.parties.flatMap((source) =>
      to.parties
        .filter((target) => target !== source || from.parties.length + to.parties.length === 2)
        .filter((target) => !isOutside(source) || !isOutside(target))
        .flatMap((target) =>
          askedPorts(port)
            .flatMap((asked) => portsAt(reach, source, target, asked, to))
            .map((at) => ({ source, target, ...at })),
        ),
    );
  }

  /**
   * The verdict in words, step by step: who the ends are to policy, which rules speak, what follows.
   *
   * @throws ValueError as `verdict`
   */
  public explain(from: Endpoint, to: Endpoint, port: Port): string {
    return this.verdict(from, to, port).explanation;
  }

  /** The world with the names that the ends are about: those that no policy names have to be told. */
  private knowing(ends: readonly Endpoint[]): Reaching {
    const room = reachRoom();
    const names = room.namesOf(ends.map((end) => end._end()));
    const key = names.join(' ');
    let reach = this.known.get(key);
    if (reach === undefined) {
      const whole = room.reachOf(this.world);
      this.known.set(key, (reach = names.length === 0 ? whole : whole.withNames(names)));
    }
    return reach;
  }
}

/** One connection that a question is about. */
interface Asked {
  readonly source: number;
  readonly target: number;
  readonly protocol: string;
  readonly number: number;
}

/** Loaded here: a program that never asks needs none of it. */
function reachRoom(): ReachRoom {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../reach') as ReachRoom;
}

function worldOfFolder(path: string): World {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('../check') as CheckRoom;
  const input = room.readInput([path]);
  const broken = input.problems.find(({ level }) => level === 'error');
  if (broken !== undefined) throw new ValueError('reach/folder', `${broken.file}: ${broken.message}`, broken.repair);
  const [world, ...others] = room.worldsFor(input);
  if (world === undefined || others.length > 0)
    throw new ValueError(
      'reach/folder',
      `${path} holds ${others.length + 1} clusters, told apart by their cluster.facts`,
      'name the folder of one of them',
    );
  return world;
}

function found(match: EndpointMatch | MissingEnd, end: Endpoint): EndpointMatch {
  if ('parties' in match) return match;
  throw new ValueError('reach/endpoint', `${end.toString()}: ${match.problem}`, match.repair);
}

/** What a Gateway leads to. @throws ValueError `reach/port` where it leads nowhere there */
function known<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof reachRoom().UnknownEndpoint)) throw error;
    throw new ValueError('reach/port', error.problem, error.repair);
  }
}

/** The ports that a question is about at one target: of many, one of each run that the policies treat alike. */
function portsAt(
  reach: Reaching,
  source: number,
  target: number,
  { protocol, first, last, name }: AskedPorts,
  { port }: EndpointMatch,
): { protocol: string; number: number }[] {
  if (name !== undefined) {
    const numbers = reach.parties[target]!.names.get(`${name}/${protocol}`) ?? [];
    return numbers.map((number) => ({ protocol, number }));
  }
  if (port !== undefined) {
    const number = first === last ? port(target, first, protocol) : undefined;
    return number === undefined ? [] : [{ protocol, number }];
  }
  const spans = reach.connections(source, target).of(protocol);
  const starts = spans.flatMap((span) => [span.first, span.last + 1]).filter((start) => start > first && start <= last);
  return [...new Set([first, ...starts])].map((number) => ({ protocol, number }));
}
