// talosnet cilium render: values files in, the objects of the Cilium chart out.
import { Command, Option } from 'commander';
import {
  ChartProblem,
  DEFAULT_KUBE_VERSION,
  DEFAULT_NAMESPACE,
  latestVersion,
  renderChart,
  supportedVersions,
} from '../chart';
import { toYaml } from '../manifest/yaml';
import { checkObjectName } from '../manifest/names';
import { ValueError } from '../net';
import { BAD_USAGE, CommandError, REFUSED } from './errors';
import { readJsonTexts, readValuesFiles } from '../check/settings/files';
import { Output } from './output';
import { withSet } from './set-values';

interface Options {
  readonly version: string;
  readonly values: string[];
  readonly set: string[];
  readonly setString: string[];
  readonly kubeVersion: string;
  readonly apiVersions: string[];
  readonly namespace: string;
  readonly dashboards?: string;
  readonly lenient: boolean;
  readonly format: 'yaml' | 'json';
}

const commas = (text: string, before: string[]) => [...before, ...text.split(',').filter((each) => each !== '')];

const more = (text: string, before: string[]) => [...before, text];

export function ciliumRender(output: Output): Command {
  return new Command('render')
    .description('Write the objects that the Cilium chart renders from values, without helm.')
    .option('--version <version>', `chart version, one of ${supportedVersions().join(', ')}`, latestVersion())
    .option('-f, --values <file...>', 'values files; later ones win; - is standard input', [])
    .option('--set <path=value>', 'a value over those of the files, as helm reads it; may be given again', more, [])
    .option('--set-string <path=text>', 'the same, always a text', more, [])
    .option('--kube-version <version>', 'Kubernetes version of the cluster', DEFAULT_KUBE_VERSION)
    .option('--api-versions <versions>', 'API versions of the cluster, separated by commas', commas, [])
    .option('-n, --namespace <namespace>', 'namespace of the release', DEFAULT_NAMESPACE)
    .option('--dashboards <folder>', 'folder of your Grafana dashboards (*.json)')
    .option('--lenient', 'warn about keys and values that the chart takes in silence, instead of refusing them', false)
    .addOption(new Option('--format <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .action((options: Options) => run(options, output));
}

/** Problems with the options rather than with the values. */
const USAGE_CODES = ['values/version', 'values/kube-version'];

function run(options: Options, output: Output): void {
  checkNamespace(options.namespace);
  const { objects, problems } = renderChart({
    version: options.version,
    values: withSet(withSet(readValuesFiles(options.values), options.set), options.setString, true),
    kubeVersion: options.kubeVersion,
    apiVersions: options.apiVersions,
    namespace: options.namespace,
    ...(options.dashboards === undefined ? {} : { dashboards: readJsonTexts(options.dashboards) }),
    lenient: options.lenient,
  });
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0)
    throw new CommandError(
      errors.some(({ code }) => USAGE_CODES.includes(code)) ? BAD_USAGE : REFUSED,
      problems.map(line),
    );
  output.err(problems.map(line));
  output.out(options.format === 'json' ? `${JSON.stringify(objects, null, 2)}\n` : toYaml(objects));
}

function checkNamespace(name: string): void {
  try {
    checkObjectName('Namespace', name);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new CommandError(BAD_USAGE, [`error: --namespace: ${error.problem}; ${error.repair}`]);
  }
}

/** One problem in one line: `error: path: what is wrong; what to write instead`. */
function line({ level, path, message, repair }: ChartProblem): string {
  return `${level}: ${path === '' ? '' : `${path}: `}${message}; ${repair}`;
}
