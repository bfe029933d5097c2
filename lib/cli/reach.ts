// talosnet reach: who can reach whom, by the policies of a folder.
import { Command, Option } from 'commander';
import type { Content, ListOptions, Reachability, ReachFormat } from '../reach';
import { BAD_USAGE, CommandError, REFUSED } from './errors';
import { readValuesFiles } from '../check/settings/files';
import { Output } from './output';
import { atRevision, rangeOf } from './revisions';

type CheckRoom = typeof import('../check');
type ReachRoom = typeof import('../reach');

interface WorldOptions {
  readonly cilium?: string;
  readonly ciliumValues?: string[];
}
interface ViewOptions extends WorldOptions {
  readonly format: ReachFormat;
  readonly focus?: string[];
  readonly grouped?: boolean;
  readonly exposure?: boolean;
}
interface FlowOptions extends WorldOptions {
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

const more = (text: string, before: string[] = []) => [...before, text];
const FORMATS = ['text', 'json', 'md', 'csv', 'dot', 'mermaid'];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6'];

export function reachCommand(output: Output): Command {
  return new Command('reach')
    .description('Who can reach whom, as the policy engine of Cilium decides it.')
    .addCommand(listCommand(output))
    .addCommand(diffCommand(output))
    .addCommand(flowCommand('explain', 'Explain one connection, step by step.', output))
    .addCommand(flowCommand('verdict', 'Decide one connection; exit code 1 where it is not allowed.', output));
}

function worldOptions(command: Command): Command {
  return command
    .option('--cilium <minor>', 'Cilium: 1.18, 1.19, 1.20 (default: the newest)')
    .option('--cilium-values <file>', 'values file of the Cilium chart; may be given again, later ones win', more);
}

function viewOptions(command: Command): Command {
  return worldOptions(command)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('text'))
    .option(
      '--focus <party>',
      'only what concerns this: namespace/, namespace/name, host, world; may be given again',
      more,
    );
}

function listCommand(output: Output): Command {
  return viewOptions(
    new Command('list').description('List what each workload may send to each other one, to nodes and to the world.'),
  )
    .argument('<path...>', 'files and folders; - is standard input')
    .option('--grouped', 'groups instead of pairs (text, json, md)')
    .option('--exposure', 'only what goes to the world or comes from it')
    .action((paths: string[], options: ViewOptions) => {
      const { room, load } = rooms(options);
      output.out(
        room.formatList(load(paths, output), {
          ...listOptions(options),
          format: options.format,
          grouped: options.grouped ?? false,
        }),
      );
    });
}

function diffCommand(output: Output): Command {
  return viewOptions(new Command('diff').description('What a change does: connections that come, go or change.'))
    .argument('<sides...>', 'two folders or files, or before..after of git, then paths (default: the current folder)')
    .addHelpText(
      'after',
      '\nExamples:\n  talosnet reach diff old/ new/\n  talosnet reach diff origin/main..HEAD -- clusters/home',
    )
    .action((sides: string[], options: ViewOptions) => {
      const { room, load } = rooms(options);
      const [before, after] = bothSides(sides, (paths, origin) => load(paths, output, [], origin));
      output.out(room.formatDiff(room.diff(before, after, listOptions(options)), options.format));
    });
}

/** The two worlds that somebody compares. */
function bothSides(
  sides: readonly string[],
  load: (paths: readonly string[], origin?: (file: string) => string) => Reachability,
): readonly [Reachability, Reachability] {
  const [first = '', ...rest] = sides;
  const range = rangeOf(first);
  if (range === undefined) {
    if (rest.length !== 1)
      throw new CommandError(BAD_USAGE, ['error: a difference has two sides: two folders, or before..after and paths']);
    return [load([first]), load(rest)];
  }
  const at = (revision: string) =>
    atRevision(revision, rest.length === 0 ? ['.'] : rest, (folder) =>
      load([folder], (file) => `${revision}:${file.slice(folder.length + 1)}`),
    );
  return [at(range[0]), at(range[1])];
}

function flowCommand(name: 'explain' | 'verdict', description: string, output: Output): Command {
  return worldOptions(new Command(name).description(description))
    .argument('<path...>', 'files and folders; - is standard input')
    .requiredOption('--from <end>', 'namespace/name, an address, host, remote-node, kube-apiserver, ingress, …')
    .requiredOption('--to <end>', 'the same, or service:namespace/name, or name:api.example.com')
    .requiredOption('--port <number>', 'port of the pod, or of the Service; type for ICMP')
    .addOption(new Option('--protocol <protocol>', 'protocol').choices(PROTOCOLS).default('TCP'))
    .option('--http <request>', 'a request: "GET /path"')
    .option('--host <host>', 'host of the request')
    .option('--dns <name>', 'a question of DNS')
    .option('--server-name <name>', 'TLS with this server name')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action((paths: string[], options: FlowOptions) => flow(name, paths, options, output));
}

function listOptions({ focus, exposure }: ViewOptions): ListOptions {
  return { ...(focus === undefined ? {} : { focus }), exposure: exposure ?? false };
}

/** Rooms are loaded where they are needed: other commands need none of it. */
function rooms({ cilium, ciliumValues }: WorldOptions) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const check = require('../check') as CheckRoom;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('../reach') as ReachRoom;
  const { cilium: minor } = check.versionsOf(cilium === undefined ? {} : { cilium });
  const values = ciliumValues === undefined ? {} : room.settingsOf(readValuesFiles(ciliumValues));
  const settings = { ...values, ...(minor === undefined ? {} : { minor }) };
  const load = (
    paths: readonly string[],
    output: Output,
    names: readonly string[] = [],
    origin = (file: string) => file,
  ): Reachability => {
    const input = check.readInput(paths);
    const broken = input.problems.filter(({ level }) => level === 'error');
    if (broken.length > 0)
      throw new CommandError(
        BAD_USAGE,
        broken.map(({ file, message, repair }) => `error: ${origin(file)}: ${message}; ${repair}`),
      );
    if (input.objects.length === 0) output.err([`note: no objects in ${paths.map(origin).join(' ')}`]);
    const objects = input.objects.map(({ manifest, origin: { file } }) => ({
      manifest,
      ...(file === undefined ? {} : { origin: origin(file) }),
    }));
    return new room.Reachability({ objects, settings, names });
  };
  return { room, load };
}

function flow(name: 'explain' | 'verdict', paths: readonly string[], options: FlowOptions, output: Output): void {
  const { room, load } = rooms(options);
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new CommandError(BAD_USAGE, [`error: --port: not a port: "${options.port}"; write a number up to 65535`]);
  const names = [options.from, options.to].flatMap((text) => /^name:(.+)$/.exec(text)?.[1] ?? []);
  const reach = load(paths, output, names);
  const end = (text: string) => {
    try {
      return room.findEndpoint(reach, text);
    } catch (error) {
      if (error instanceof room.UnknownEndpoint)
        throw new CommandError(BAD_USAGE, [`error: ${error.problem}; ${error.repair}`]);
      throw error;
    }
  };
  const [from, to] = [end(options.from), end(options.to)];
  const found = from.parties.flatMap((source) =>
    to.parties.map((target) => {
      const there = to.port === undefined ? port : to.port(target, port, options.protocol);
      if (there === undefined)
        throw new CommandError(BAD_USAGE, [
          `error: ${options.to} has no port ${port} ${options.protocol}; write a port of the Service`,
        ]);
      return room.explain(reach, source, target, options.protocol, there, contentOf(options));
    }),
  );
  if (found.length === 0) throw new CommandError(BAD_USAGE, [`error: ${options.to} has no pods behind it`]);
  if (options.format === 'json') output.out(`${JSON.stringify(found, undefined, 1)}\n`);
  else
    output.out(
      found
        .map((each) =>
          (name === 'verdict' ? room.explainedInWords(each).slice(0, 1) : room.explainedInWords(each))
            .map((line) => `${line}\n`)
            .join(''),
        )
        .join(''),
    );
  if (name === 'verdict' && found.some(({ answer }) => answer !== 'allowed')) throw new CommandError(REFUSED, []);
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
