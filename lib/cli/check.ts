// talosnet check: manifests in, findings out.
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { BuildWhen, Format, Input, Level, PlanSettings } from '../check';
import { LAYER_NAMES } from '../check/layers/names';
import { explanation, listText } from './codes';
import { BAD_USAGE, CommandError, REFUSED } from './errors';
import { Output } from './output';

interface Options extends PlanSettings {
  readonly format: Format;
  readonly minSeverity: Level;
  readonly config?: string;
  readonly build: BuildWhen;
  readonly verbose?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly listRules?: boolean;
  readonly explain?: string;
}

type CheckRoom = typeof import('../check');
type ExamplesRoom = typeof import('../check/examples');

const commas = (text: string, before: string[] = []) => [
  ...before,
  ...text.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()])),
];

export function checkCommand(output: Output): Command {
  return new Command('check')
    .description(
      'Check manifests: schema, CEL rules, what the agent of Cilium refuses, and rules over all objects together.',
    )
    .argument('[path...]', 'files and folders (.yaml, .yml, .json, .jsonl); - is standard input')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'json', 'sarif', 'github']).default('text'),
    )
    .addOption(
      new Option('--min-severity <level>', 'least severity that is shown and counts')
        .choices(['error', 'warning', 'note'])
        .default('warning'),
    )
    .option(
      '--config <file>',
      'configuration with ignores, levels and invariants (default: .talosnet.yaml, from the current folder or that of the input upwards)',
    )
    .option('--only <layers>', `layers to run, separated by commas: ${LAYER_NAMES.join(', ')}`, commas)
    .option('--cilium <minor>', 'Cilium: 1.18, 1.19, 1.20 (default: what the input says, else the newest)')
    .option(
      '--gateway-api <bundle>',
      "Gateway API bundle, such as v1.4.1 (default: what the input says, else that of Cilium's minor)",
    )
    .option(
      '--talos <minor>',
      'Talos: 1.11 to 1.14 (default: what the input says, else rules that need it stay silent)',
    )
    .option(
      '--cilium-values <file>',
      'values file of the Cilium chart; may be given again, later ones win',
      (file: string, before: string[] = []) => [...before, file],
    )
    .addOption(
      new Option(
        '--build <when>',
        'let kustomize or kubectl build: what text does not follow (auto), everything (always), nothing (never)',
      )
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option('--verbose', 'list each finding, where one line could say many, and every kind of object')
    .option('--baseline <file>', 'leave out what this file knows: only what is new counts')
    .option('--write-baseline <file>', 'write what is found to a file for --baseline, and end')
    .option('--list-rules', 'list every code with its title, and end')
    .option('--explain <code>', 'show one code with its reason and examples, and end')
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing wrong: no error and no warning at or above --min-severity (notes never fail)
  1  findings
  2  bad usage, or a file that should be readable and is not (broken YAML, a missing file, …): a part was not checked

Configuration (.talosnet.yaml):
  ignore:
    - code: reference/service-port
      reason: the chart of the operator adds the port
      file: apps/operator/**        # optional: path from the folder of the configuration
      object: HTTPRoute/shop/web    # optional: Kind/namespace/name, * for any part
  levels:
    - code: object/moving-tag
      level: note                   # error, warning, note or off
      reason: renovate pins what runs here
  invariants:                       # what must hold of who can reach whom
    - never: from world to namespace production except through gateway edge/public
    - always: from namespace monitoring to pods on TCP 9100

Examples:
  talosnet check clusters/home
  kustomize build apps/shop | talosnet check -
  talosnet check --only schema,cel,cilium --format github .
  talosnet check --cilium 1.19 --cilium-values values.yaml manifests/`,
    )
    .action((paths: string[], options: Options) => run(paths, options, output));
}

/** Choices of `reach lint`. */
export type LintOptions = Pick<Options, 'format' | 'minSeverity' | 'cilium' | 'ciliumValues'>;

/** The layers that are about policies, and what of another one is. */
const POLICY_LAYERS = ['cilium', 'policies', 'gateway', 'reach'];
const OF_GATEWAYS = ['gateway/backend-denied'];

/** A check of policies alone. */
export function lintPolicies(paths: readonly string[], options: LintOptions, output: Output): void {
  const isAsked = (code: string) => !code.startsWith('gateway/') || OF_GATEWAYS.includes(code);
  run(paths, { ...options, build: 'auto', only: POLICY_LAYERS }, output, isAsked);
}

/** Codes of the reader that mean that something was not checked at all. */
const UNREAD = ['unreadable', 'yaml', 'json', 'encoding', 'binary', 'too-large', 'aliases', 'facts', 'internal'].map(
  (name) => `input/${name}`,
);

function run(
  paths: readonly string[],
  options: Options,
  output: Output,
  isAsked: (code: string) => boolean = () => true,
): void {
  // Loaded here: other commands need none of it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('../check') as CheckRoom;
  if (options.listRules === true) return output.out(listText(room.allCodes()));
  if (options.explain !== undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { withExamples } = require('../check/examples') as ExamplesRoom;
    return output.out(explanation(options.explain, withExamples(room.allCodes())));
  }
  if (paths.length === 0)
    throw new CommandError(BAD_USAGE, ['error: nothing to check; name files or folders, or - for standard input']);
  const plan = room.planOf(options);
  const config = room.configFor(paths, options.config);
  const baseline = options.baseline === undefined ? undefined : room.readBaseline(options.baseline);
  const progress = output.progress?.();
  const input = room.readInput(paths, progress?.say, options.build);
  const checked = room.check(input, {
    ...plan,
    ...(config === undefined ? {} : { configuration: config.document }),
    ...(progress === undefined ? {} : { progress: progress.say }),
  });
  progress?.clear();

  // Values files and the configuration need not lie among the manifests.
  const beside = room.readInput([...(options.ciliumValues ?? []), ...(config === undefined ? [] : [config.file])]);
  const line: Input['line'] = (origin, path) => input.line(origin, path) ?? beside.line(origin, path);
  const asked = { ...checked, problems: checked.problems.filter(({ code }) => isAsked(code)) };
  const { findings, summary } = room.decided({ ...input, line }, asked, {
    ...plan,
    least: options.minSeverity,
    config,
    baseline,
  });
  if (options.writeBaseline !== undefined)
    return writeBaseline(options.writeBaseline, room.baselineOf(findings), output);
  output.out(room.format(options.format, findings, { ...summary, verbose: options.verbose === true }));
  if (findings.some(({ code, severity }) => severity === 'error' && UNREAD.includes(code)))
    throw new CommandError(BAD_USAGE, []);
  if (findings.some(({ severity }) => severity !== 'note')) throw new CommandError(REFUSED, []);
}

function writeBaseline(file: string, text: string, output: Output): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(BAD_USAGE, [`error: --write-baseline: ${file}: ${(error as Error).message.split('\n')[0]}`]);
  }
  output.err([`wrote ${file}: compare with --baseline ${file}`]);
}
