// reach explain and reach verdict: one connection, or one for each pod behind a Service or Gateway.
import type { Content, Explained, Reachability } from '../../reach';
import { BAD_USAGE, CommandError, REFUSED } from '../errors';
import { Output } from '../output';
import { changedWorld, loadWorld, reachRoom, WorldOptions } from './load';

/** Options of both. */
export interface FlowOptions extends WorldOptions {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly protocol: string;
  readonly http?: string;
  readonly host?: string;
  readonly dns?: string;
  readonly serverName?: string;
  readonly format: 'text' | 'json';
}

/** Answers; a verdict ends with 1 where anything is not allowed. */
export function answerFlow(
  command: 'explain' | 'verdict',
  paths: readonly string[],
  options: FlowOptions,
  output: Output,
): void {
  const room = reachRoom();
  const loaded = changedWorld(loadWorld(paths, options, output), options);
  const names = [options.from, options.to].flatMap((text) => /^name:(.+)$/.exec(text)?.[1] ?? []);
  const reach = names.length === 0 ? loaded : loaded.withNames(names);
  const found = flowsOf(reach, options);
  if (options.format === 'json') output.out(`${JSON.stringify(found, undefined, 1)}\n`);
  else {
    if (command === 'verdict') output.err(room.absentPolicies(reach).map((policy) => `note: ${policy}`));
    const words = command === 'verdict' ? (each: Explained) => [room.answerInWords(each)] : room.explainedInWords;
    output.out(
      found
        .flatMap(words)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  if (command === 'verdict' && found.some(({ answer }) => answer !== 'allowed')) throw new CommandError(REFUSED, []);
}

/** Every connection that the ends mean. */
function flowsOf(reach: Reachability, options: FlowOptions): Explained[] {
  const room = reachRoom();
  const { from, to, protocol } = options;
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new CommandError(BAD_USAGE, [`error: --port: not a port: "${options.port}"; write a number up to 65535`]);
  const content = contentOf(options);
  const end = <T>(find: () => T): T => {
    try {
      return find();
    } catch (error) {
      if (error instanceof room.UnknownEndpoint)
        throw new CommandError(BAD_USAGE, [`error: ${error.problem}; ${error.repair}`]);
      throw error;
    }
  };
  const [source, target] = [end(() => room.findEndpoint(reach, from)), end(() => room.findEndpoint(reach, to))];
  if (target.parties.length === 0) throw new CommandError(BAD_USAGE, [`error: ${to} has no pods behind it`]);
  const flows = end(() => room.flowsBetween(reach, source, target, { port, protocol, content }));
  if (flows.length === 0)
    throw new CommandError(BAD_USAGE, [`error: ${to} has no port ${port} ${protocol}; write a port of the Service`]);
  // The way to the proxy of a Gateway is the same for all pods behind it.
  return [...new Set(flows.flat())];
}

function contentOf({ http, host, dns, serverName }: FlowOptions): Content {
  const [method, path] = (http ?? '').trim().split(/\s+/, 2);
  return {
    ...(http === undefined
      ? {}
      : { http: { method: method ?? 'GET', path: path ?? '/', ...(host === undefined ? {} : { host }) } }),
    ...(dns === undefined ? {} : { dns }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}
