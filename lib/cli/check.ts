// talosnet check: manifests in, findings out.
import { Command, Option } from 'commander';
import type { BuildWhen, CheckConfig, CheckFinding, Format, Input, Level, PlanSettings } from '../check';
import { explanation, listText } from './codes';
import { BAD_USAGE, CommandError, REFUSED } from './errors';
import { Output } from './output';

interface Options extends PlanSettings {
  readonly format: Format;
  readonly minSeverity: Level;
  readonly config?: string;
  readonly build: BuildWhen;
  readonly listRules?: boolean;
  readonly explain?: string;
}

type CheckRoom = typeof import('../check');

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
      'configuration with ignores (default: .talosnet.yaml, from the current folder or that of the input upwards)',
    )
    .option(
      '--only <layers>',
      'layers to run, separated by commas: schema, cel, cilium, objects, references, policies, addresses, cni, values, l2, talos',
      commas,
    )
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
    .option('--list-rules', 'list every code with its title, and end')
    .option('--explain <code>', 'show one code with its reason and examples, and end')
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing wrong: no error and no warning at or above --min-severity (notes never fail)
  1  findings
  2  bad usage, or input that could not be read (broken YAML, a missing file, …): a part was not checked

Configuration (.talosnet.yaml):
  ignore:
    - code: reference/service-port
      reason: the chart of the operator adds the port
      file: apps/operator/**        # optional: path from the folder of the configuration
      object: HTTPRoute/shop/web    # optional: Kind/namespace/name, * for any part

Examples:
  talosnet check clusters/home
  kustomize build apps/shop | talosnet check -
  talosnet check --only schema,cel,cilium --format github .
  talosnet check --cilium 1.19 --cilium-values values.yaml manifests/`,
    )
    .action((paths: string[], options: Options) => run(paths, options, output));
}

/** Codes of the reader that mean that something was not checked at all. */
const UNREAD = ['unreadable', 'yaml', 'json', 'encoding', 'binary', 'too-large', 'aliases', 'facts', 'internal'].map(
  (name) => `input/${name}`,
);

function run(paths: readonly string[], options: Options, output: Output): void {
  // Loaded here: other commands need none of it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('../check') as CheckRoom;
  if (options.listRules === true) return output.out(listText(room.allCodes()));
  if (options.explain !== undefined) return output.out(explanation(options.explain, room.allCodes()));
  if (paths.length === 0)
    throw new CommandError(BAD_USAGE, ['error: nothing to check; name files or folders, or - for standard input']);
  const plan = room.planOf(options);
  const config = room.configFor(paths, options.config);
  const progress = output.progress?.();
  const input = room.readInput(paths, progress?.say, options.build);
  const { problems, world } = room.check(input, {
    ...plan,
    ...(progress === undefined ? {} : { progress: progress.say }),
  });
  progress?.clear();

  const shown = (finding: CheckFinding) => room.isAtLeast(finding.severity, options.minSeverity);
  const ignored = new Set<CheckFinding>();
  // Values files need not lie among the manifests.
  const values = room.readInput(options.ciliumValues ?? []);
  const lines: Input['line'] = (origin, path) => input.line(origin, path) ?? values.line(origin, path);
  const findings = room.locate({ ...input, line: lines }, problems, (finding) => {
    if (!shown(finding)) return false;
    if (finding.ignoredBecause === undefined && config?.ignores(finding) !== true) return true;
    ignored.add(finding);
    return false;
  });
  warnUnused(config, output);
  const summary = {
    checked: input.objects.length,
    files: input.files.length,
    versions: world.versions,
    ignored: ignored.size,
    passedOver: passedOver(input),
  };
  output.out(room.format(options.format, findings, summary));
  if (findings.some(({ code, severity }) => severity === 'error' && UNREAD.includes(code)))
    throw new CommandError(BAD_USAGE, []);
  if (findings.some(({ severity }) => severity !== 'note')) throw new CommandError(REFUSED, []);
}

function passedOver({ problems }: Input): string[] {
  const count = (code: string, word: string) => {
    const number = problems.filter((problem) => problem.code === code).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  };
  return [...count('input/encrypted', 'encrypted document'), ...count('input/template', 'template')];
}

function warnUnused(config: CheckConfig | undefined, output: Output): void {
  if (config !== undefined)
    output.err(config.unused().map((code) => `note: ${config.file}: the ignore of ${code} matches nothing any more`));
}
