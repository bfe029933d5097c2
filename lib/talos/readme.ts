// README.md beside the patches: which file is for whom, and the commands for a new cluster, a new node, a change and an upgrade.
import { holdsPlaceholder, PlainMap } from '../manifest';
import { NodeRole } from '../cluster';
import { ARGO_SKIP } from '../output';
import { doublingNotes } from './appending-lists';
import { apply, generate } from './commands';
import { TalosFirewall } from './firewall';
import { hostedFile } from './hosted';
import { audience, Subject, Target } from './statement';

/** A file as the page speaks of it. */
export interface DescribedFile {
  readonly name: string;
  readonly target: Target;
  readonly documents: readonly PlainMap[];
}

/** The text of the page. */
export function talosReadme(subject: Subject, files: readonly DescribedFile[]): string {
  const targets = files.map(({ target }) => target);
  const sections = [
    intro(subject, files),
    newCluster(subject, targets),
    newNode(subject, targets),
    change(subject, files),
    upgrade(subject),
    firewall(subject),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function intro({ cluster }: Subject, files: readonly DescribedFile[]): string[] {
  const open = [...new Set(files.flatMap(({ documents }) => placeholdersIn(documents)))].sort();
  return [
    `<!-- ${ARGO_SKIP} -->`,
    `# Machine configuration of \`${cluster.node.id}\``,
    '',
    `Patches for Talos ${cluster.talosVersion}, written by cdk8s-talos-network: change the program, not these files. Commands are for this folder;`,
    '`<folder>` lies outside of the repository, since it holds the secrets of the cluster.',
    '',
    '| file | for |',
    '|---|---|',
    ...files.map(({ name, target }) => `| \`${name}\` | ${audience(target)} |`),
    ...(open.length === 0
      ? []
      : [
          '',
          `**To fill in** before a file is applied: ${open.map((text) => `\`${text}\``).join(', ')}. With the variables in the environment:`,
          '',
          ...shell("envsubst '$NAME' < all.yaml > <folder>/all.yaml"),
        ]),
  ];
}

/** Address of the control plane that is asked for what concerns all of them. */
function firstPlane({ cluster }: Subject): string {
  return cluster._nodesOf(NodeRole.CONTROL_PLANE)[0]?.address.toString() ?? '<control plane>';
}

function newCluster(subject: Subject, targets: readonly Target[]): string[] {
  const { cluster, facts } = subject;
  const first = firstPlane(subject);
  const steps = facts.bootstrapSteps();
  const hosted = facts.externals().filter((external) => external.hosted !== undefined);
  return [
    '## A new cluster',
    '',
    ...shell(
      'talosctl gen secrets --output-file <folder>/secrets.yaml',
      generate(cluster, targets, ['--with-secrets <folder>/secrets.yaml']),
      ...(cluster._nodes.length === 0
        ? ['talosctl apply-config --insecure --nodes <address> --file <folder>/controlplane.yaml']
        : cluster._nodes.map((node) => apply(node, targets, ['--insecure']))),
      `talosctl --talosconfig <folder>/talosconfig bootstrap --endpoints ${first} --nodes ${first}`,
    ),
    ...hosted.flatMap(({ name, url }) => [
      '',
      `Before that \`${hostedFile(name)}\` must lie at ${url}: the control planes fetch it when they start.`,
    ]),
    ...steps.flatMap(({ what, commands }) => [
      '',
      `No node becomes ready without a CNI, and a machine that waits ten minutes starts again. As soon as the API answers, ${what} (in the folder above this one):`,
      '',
      ...shell(...commands()),
    ]),
  ];
}

function newNode({ cluster }: Subject, targets: readonly Target[]): string[] {
  const [words, patch] = targets.some(({ node }) => node !== undefined)
    ? [' with the file of the node', ' --config-patch @node-<name>.yaml']
    : ['', ''];
  return [
    '## A new node',
    '',
    `State it in the program (\`addNode\`, \`addWorkers\`), write the files, and give the machine the configuration of its role${words}:`,
    '',
    ...shell(`talosctl apply-config --insecure --nodes <address> --file <folder>/worker.yaml${patch}`),
    ...(cluster._nodes.length === 0
      ? ['', 'Nodes that the program does not state have what `all.yaml` and their role say, and nothing of their own.']
      : []),
  ];
}

function change(subject: Subject, files: readonly DescribedFile[]): string[] {
  const { cluster, facts } = subject;
  const targets = files.map(({ target }) => target);
  const doubling = files.flatMap(({ name, documents }) =>
    doublingNotes(documents, cluster.talosVersion).map((note) => `- \`${name}\`: ${note.trim()}`),
  );
  const [node] = cluster._nodes;
  const isKept = facts.deliveries().length + facts.externals().length > 0;
  return [
    '## A change',
    '',
    'Generate the configurations anew from the same secrets, and give each machine its own; `--mode try` takes it back after a minute if it cuts the machine off:',
    '',
    ...shell(
      generate(cluster, targets, ['--with-secrets <folder>/secrets.yaml', '--force']),
      node === undefined
        ? 'talosctl apply-config --nodes <address> --file <folder>/controlplane.yaml --mode try'
        : apply(node, targets, ['--mode try']),
    ),
    '',
    'Or lay one file on running machines, as its first lines say. A patch adds and overrides; it takes nothing away, and it appends to lists:',
    ...(doubling.length === 0 ? ['', 'Every file here may be applied any number of times.'] : ['', ...doubling]),
    ...(isKept
      ? [
          '',
          cluster._features.manifestInventory
            ? 'Manifests that Talos applies are changed on all control planes first, and then brought into the cluster, which also removes what left the configuration:'
            : 'Talos creates manifests that are missing and never changes one. Change all control planes first, then:',
          '',
          ...shell(`talosctl upgrade-k8s --nodes ${firstPlane(subject)} --to ${cluster.kubernetesVersion}`),
        ]
      : []),
  ];
}

function upgrade(subject: Subject): string[] {
  const { kubernetesDocuments } = subject.cluster._features;
  return [
    '## An upgrade',
    '',
    'One machine after another, control planes first; then Kubernetes. Say the new versions in the program, write the files and apply them after the upgrade.',
    '',
    ...shell(
      'talosctl upgrade --nodes <address> --image ghcr.io/siderolabs/installer:v<version>',
      `talosctl upgrade-k8s --nodes ${firstPlane(subject)} --to <version>`,
    ),
    ...(kubernetesDocuments
      ? []
      : [
          '',
          'An upgrade to Talos 1.14 keeps the v1alpha1 form: say `configFormat: ConfigFormat.V1ALPHA1` in the program from then on.',
        ]),
  ];
}

function firewall({ cluster }: Subject): string[] {
  const own = TalosFirewall.of(cluster);
  if (own === undefined) return [];
  return [
    '## The firewall',
    '',
    `What no rule names is ${own.defaultAction === 'block' ? 'dropped' : 'let in'}. Open are:`,
    '',
    '| rule | ports | on | from |',
    '|---|---|---|---|',
    ...own
      .openings()
      .map(
        ({ name, protocol, ports, nodes, from, what }) =>
          `| \`${name}\`: ${what} | ${protocol} ${ports.join(', ')} | ${nodes.toString()} | ${from.join(', ')} |`,
      ),
    '',
    'Whatever the rules say, these get in: what comes over `lo`, `kubespan` and `siderolink`; ICMP, 5 packets a second; packets between pods.',
    'Services that Cilium handles (LoadBalancer, NodePort, external addresses) pass before the firewall sees them, and no rule closes them: use',
    '`loadBalancerSourceRanges`, or a host policy of Cilium. IPsec (ESP) has no rule: it passes while both nodes speak.',
  ];
}

function shell(...lines: string[]): string[] {
  return ['```sh', ...lines, '```'];
}

/** Texts that stand for secrets. */
function placeholdersIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length < 200 && holdsPlaceholder(value) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(placeholdersIn);
}
