// talosnet talos show: patches in, the network that Talos makes of them out.
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { toYaml } from '../manifest/yaml';
import { Refusal, wordsOfRefusal } from '../check/rules/talos/reasons';
import {
  showTalos,
  TALOS_MINORS,
  TalosMinor,
  TalosProblem,
  TalosQuestion,
  TalosRole,
  TalosTwice,
} from '../models/talos';
import { pathText } from '../problem';
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
      ...answer.errors.flatMap(lines('error', question.minor, where)),
      ...answer.warnings.flatMap(lines('warning', question.minor)),
    ]);
  output.err([
    ...answer.warnings.flatMap(lines('warning', question.minor)),
    ...twiceLines(answer.twice, question.minor),
  ]);
  output.out(toYaml([network]));
}

/** One problem: `error: file:line: document path: Talos 1.14 refuses it: …`, and what to write instead below it. */
function lines(level: string, minor: TalosMinor, file?: string): (problem: TalosProblem) => string[] {
  return ({ reason, document, path = [], line, data }) => {
    const refusal: Refusal = { reason, path: pathText(path), values: data, minors: [minor] };
    const { message, repair } = wordsOfRefusal(refusal, level === 'error' ? 'refuses it' : 'warns');
    const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
    const where = [document ?? '', refusal.path].filter((each) => each !== '').join(' ');
    return [`${level}: ${place}${where === '' ? '' : `${where}: `}${message}`, `  → ${repair}`];
  };
}

function twiceLines(twice: TalosTwice | undefined, minor: TalosMinor): readonly string[] {
  if (twice === undefined) return [];
  return twice.ok
    ? ['note: applied a second time, these patches change the configuration again: lists grow']
    : [
        'warning: applied a second time, these patches are refused:',
        ...twice.problems.flatMap(lines('warning', minor)),
      ];
}

/** What the system says of a file, in words. */
const UNREADABLE: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder: name the patch files in it, in the order in which they are applied',
  ENOENT: 'is not there',
  EACCES: 'may not be read: no permission',
};

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new CommandError(BAD_USAGE, [`error: ${file}: ${UNREADABLE[code] ?? `cannot be read: ${code}`}`]);
  }
}
