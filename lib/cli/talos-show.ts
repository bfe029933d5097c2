// talosnet talos show: patches in, the network that Talos makes of them out.
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { toYaml } from '../manifest/yaml';
import {
  problemText,
  showTalos,
  TALOS_MINORS,
  TalosMinor,
  TalosProblem,
  TalosQuestion,
  TalosRole,
  TalosTwice,
} from '../models/talos';
import { BAD_USAGE, CommandError, REFUSED } from './errors';
import { Output } from './output';

interface Options {
  readonly role?: TalosRole;
  readonly talos: TalosMinor;
  readonly contract?: TalosMinor;
  readonly base?: string;
  readonly machine?: string;
}

export function talosShow(output: Output): Command {
  return new Command('show')
    .description('Print the network part of the machine configuration that patches make.')
    .argument(
      '[patches...]',
      'patch files, in the order in which they are applied; with --machine the files of its tool',
    )
    .addOption(new Option('--role <role>', 'role of the machine').choices(['controlplane', 'worker']))
    .addOption(new Option('--talos <minor>', 'minor of Talos').choices([...TALOS_MINORS]).default(TALOS_MINORS.at(-1)))
    .addOption(
      new Option('--contract <minor>', 'minor whose talosctl generated the configuration (default: --talos)').choices([
        ...TALOS_MINORS,
      ]),
    )
    .option('--base <file>', 'your machine configuration instead of a generated one; secrets are not printed')
    .addOption(
      new Option(
        '--machine <name>',
        'a machine of talhelper, TOPF or an Omni template; its version and role count',
      ).conflicts(['role', 'contract', 'base']),
    )
    .action((patches: string[], options: Options) => {
      run(patches, options, output);
    });
}

function run(files: readonly string[], options: Options, output: Output): void {
  const { machine } = options;
  if (machine === undefined) return show(questionOf(files, options), files, options, output);
  // Loaded here: patches need none of it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { machineNamed } = require('./talos-machine') as typeof import('./talos-machine');
  const { question, names, notes } = machineNamed(machine, files);
  output.err(notes);
  show(question, names, {}, output);
}

/** @throws CommandError for options that do not go together */
function questionOf(files: readonly string[], { role, talos, contract, base }: Options): TalosQuestion {
  if (base === undefined && role === undefined)
    throw new CommandError(BAD_USAGE, [
      'error: write --role controlplane or --role worker, or --base with your configuration',
    ]);
  if (base !== undefined && contract !== undefined)
    throw new CommandError(BAD_USAGE, [
      'error: --contract is about a generated configuration, and --base brings its own',
    ]);
  return {
    minor: talos,
    base:
      base === undefined
        ? { role: role ?? 'controlplane', ...(contract === undefined ? {} : { options: { contract } }) }
        : { text: read(base) },
    patches: files.map(read),
  };
}

/** Prints the answer; `files` names the patches. */
function show(
  question: TalosQuestion,
  files: readonly string[],
  { role, base }: Pick<Options, 'role' | 'base'>,
  output: Output,
): void {
  const { answer, network } = showTalos(question);
  if (base !== undefined && role !== undefined && network !== undefined && network.role !== role)
    throw new CommandError(BAD_USAGE, [`error: ${base} is a ${String(network.role)}, and --role says ${role}`]);
  const where = answer.stage === 'load' && answer.patch === undefined ? base : files[answer.patch ?? -1];
  if (!answer.ok || network === undefined)
    throw new CommandError(REFUSED, [
      ...answer.errors.map(line('error', where)),
      ...answer.warnings.map(line('warning', undefined)),
    ]);
  output.err([...answer.warnings.map(line('warning', undefined)), ...twiceLines(answer.twice)]);
  output.out(toYaml([network]));
}

/** One problem in one line: `error: file:line: document path: reason: values`. */
function line(level: string, file: string | undefined): (problem: TalosProblem) => string {
  return (problem) => {
    const place = file === undefined ? '' : `${file}${problem.line === undefined ? '' : `:${problem.line}`}: `;
    return `${level}: ${place}${problemText(problem)}`;
  };
}

function twiceLines(twice: TalosTwice | undefined): readonly string[] {
  if (twice === undefined) return [];
  return twice.ok
    ? ['note: applied a second time, these patches change the configuration again: lists grow']
    : ['warning: applied a second time, these patches are refused:', ...twice.problems.map(line('warning', undefined))];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(BAD_USAGE, [
      `${file}: cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`,
    ]);
  }
}
