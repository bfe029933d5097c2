// talosnet reach: who can reach whom, by the policies of a folder.
import { Command, Option } from 'commander';
import type { ListOptions, ReachFormat } from '../../reach';
import { lintPolicies, LintOptions } from '../check';
import { Output } from '../output';
import { answerFlow, FlowOptions } from './flow';
import { changedWorld, loadWorld, reachRoom, WorldOptions } from './load';
import { bothSides } from './sides';

interface ViewOptions extends WorldOptions {
  readonly format: ReachFormat;
  readonly focus?: string[];
  readonly pairs?: boolean;
  readonly exposure?: boolean;
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
    .addCommand(flowCommand('verdict', 'Decide one connection; exit code 1 where it is not allowed.', output))
    .addCommand(lintCommand(output));
}

function worldOptions(command: Command): Command {
  return command
    .option('--cilium <minor>', 'Cilium: 1.18, 1.19, 1.20 (default: what the input says, else the newest)')
    .option(
      '--cilium-values <file>',
      'values file of the Cilium chart instead of what the input holds; may be given again, later ones win',
      more,
    );
}

function changeOptions(command: Command): Command {
  return worldOptions(command)
    .option('--with <file>', 'what if: objects of this file or folder too; may be given again', more)
    .option('--without <object>', 'what if: without this Kind/namespace/name; may be given again', more);
}

function viewOptions(command: Command): Command {
  return changeOptions(command)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('text'))
    .option(
      '--focus <party>',
      'only what concerns this: namespace/, namespace/name, host, world; may be given again',
      more,
    )
    .option('--exposure', 'only what goes to the world or comes from it')
    .option('--pairs', 'a line for each pair, where text, md and pictures show groups');
}

function listCommand(output: Output): Command {
  return viewOptions(
    new Command('list').description('List what each workload may send to each other one, to nodes and to the world.'),
  )
    .argument('<path...>', 'files and folders; - is standard input')
    .action((paths: string[], options: ViewOptions) => {
      const reach = changedWorld(loadWorld(paths, options, output), options);
      const { format, pairs } = options;
      // Data is for programs, which read pairs.
      const grouped = format !== 'json' && format !== 'csv' && pairs !== true;
      reachRoom().writeList(reach, { ...shownBy(options), format, grouped }, (text) => output.out(text));
    });
}

function diffCommand(output: Output): Command {
  return viewOptions(new Command('diff').description('What a change does: connections that come, go or change.'))
    .argument('<sides...>', 'two folders or files; before..after of git, then paths; or one folder and what changes')
    .addHelpText(
      'after',
      `
Examples:
  talosnet reach diff old/ new/
  talosnet reach diff origin/main..HEAD -- clusters/home
  talosnet reach diff clusters/home --with new-policy.yaml
  talosnet reach diff clusters/home --without CiliumNetworkPolicy/shop/api`,
    )
    .action((sides: string[], options: ViewOptions) => {
      const { diff, formatDiff } = reachRoom();
      const [before, after] = bothSides(sides, options, output);
      const { format, pairs = false } = options;
      output.out(formatDiff(diff(before, after, shownBy(options)), { format, pairs }));
    });
}

function shownBy({ focus, exposure }: ViewOptions): ListOptions {
  return { ...(focus === undefined ? {} : { focus }), exposure: exposure ?? false };
}

function flowCommand(name: 'explain' | 'verdict', description: string, output: Output): Command {
  return changeOptions(new Command(name).description(description))
    .argument('<path...>', 'files and folders; - is standard input')
    .requiredOption(
      '--from <end>',
      'namespace/name, gateway:namespace/name, an address, host, remote-node, kube-apiserver, …',
    )
    .requiredOption('--to <end>', 'the same, or service:namespace/name, gateway:namespace/name, name:api.example.com')
    .requiredOption('--port <number>', 'port of the pod, of the Service, or of the Gateway; type for ICMP')
    .addOption(new Option('--protocol <protocol>', 'protocol').choices(PROTOCOLS).default('TCP'))
    .option('--http <request>', 'a request: "GET /path"')
    .option('--host <host>', 'host of the request')
    .option('--dns <name>', 'a question of DNS')
    .option('--server-name <name>', 'TLS with this server name')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action((paths: string[], options: FlowOptions) => answerFlow(name, paths, options, output));
}

function lintCommand(output: Output): Command {
  return worldOptions(
    new Command('lint').description(
      'Check policies alone: those that the agent refuses, and those that do something else than they seem to.',
    ),
  )
    .argument('<path...>', 'files and folders; - is standard input')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'json', 'sarif', 'github']).default('text'),
    )
    .addOption(
      new Option('--min-severity <level>', 'least severity that is shown and counts')
        .choices(['error', 'warning', 'note'])
        .default('note'),
    )
    .action((paths: string[], options: LintOptions) => lintPolicies(paths, options, output));
}
