// The patch files of an app: all subjects, put together by file, with a comment on what each file is for and how to apply it.
import { IConstruct } from 'constructs';
import { Boundary, ClusterNode, ConfigFormat, generatedFormat, NodeRole, TalosCluster, TalosVersion } from '../cluster';
import { valueAt } from '../construct';
import { checkObjectName, objectKey, PlainMap, toYaml } from '../manifest';
import { joinPatches } from '../models/talos';
import { ARGO_SKIP } from '../output';
import { doublingNotes, withDeletions } from './appending-lists';
import { apiPort } from './api-port';
import { cni } from './cni';
import { discovery } from './discovery';
import { hostDns, resolvers, staticHosts } from './dns';
import { hostnames } from './hostname';
import { kernelModules } from './kernel-modules';
import { kubeSpan } from './kube-span';
import { kubePrism } from './kubeprism';
import { links } from './links';
import { leftToGitOps, manifests } from './manifests';
import { network } from './network';
import { etcdSubnets, nodeIp } from './node-ip';
import { nodeSettings, scheduling } from './node-settings';
import { podSecurity } from './pod-security';
import { proxy } from './proxy';
import { servingNodes } from './serving-nodes';
import { CONTROL_PLANES, EVERY_NODE, Statement, Subject, Target, WORKERS } from './statement';
import { time } from './time';
import { virtualIps } from './vip';

/** One patch file: never empty, strategic merge, one document of a kind and name. */
export interface TalosFile {
  /** `all.yaml`, `controlplane.yaml`, `worker.yaml`, `node-<name>.yaml`. */
  readonly name: string;
  /** Lines of the comment on top, without `#`. */
  readonly comment: string[];
  readonly documents: PlainMap[];
}

/** First line of every file. */
const WRITTEN_BY = 'Talos machine-config patch, written by cdk8s-talos-network: change the program, not this file.';

/** In the order of the documents in a file. */
const SUBJECTS: readonly ((subject: Subject) => Statement[])[] = [
  hostnames,
  kubePrism,
  apiPort,
  nodeIp,
  nodeSettings,
  scheduling,
  servingNodes,
  etcdSubnets,
  network,
  cni,
  proxy,
  podSecurity,
  resolvers,
  hostDns,
  staticHosts,
  time,
  kernelModules,
  discovery,
  kubeSpan,
  links,
  virtualIps,
  manifests,
];

/** The patch files of the app that a construct is in; none without a TalosCluster. Call at synth. */
export function talosFiles(scope: IConstruct): TalosFile[] {
  const cluster = TalosCluster.of(scope);
  if (cluster === undefined) return [];
  const subject = { cluster, facts: Boundary.of(scope) };
  const statements = SUBJECTS.flatMap((say) => say(subject));
  const targets = [...new Map(statements.map(({ target }) => [target.file, target])).values()].sort((a, b) =>
    rank(a) < rank(b) ? -1 : 1,
  );
  return targets.map((target) => {
    if (target.node !== undefined) valueAt(cluster, () => checkObjectName('Node', target.node!));
    const documents = assemble(
      cluster,
      statements.filter((statement) => statement.target.file === target.file),
    );
    return {
      name: `${target.file}.yaml`,
      comment: [...headOf(subject, target, targets), ...doublingNotes(documents, cluster.talosVersion)],
      documents,
    };
  });
}

/** The text of a file; Argo CD's marker ends the comment. */
export function talosText(file: TalosFile): string {
  return `${[...file.comment, ARGO_SKIP].map((line) => `# ${line}`.trimEnd()).join('\n')}\n\n${toYaml(file.documents)}`;
}

function assemble(cluster: TalosCluster, statements: Statement[]): PlainMap[] {
  const parts = statements.flatMap(({ config }) => (config === undefined ? [] : [config]));
  // `machine` first, as Talos writes it.
  const config =
    parts.length === 0
      ? undefined
      : parts.reduce(
          (whole, part) => joinPatches(whole, part, cluster.talosVersion),
          parts.some((part) => part.machine !== undefined) ? { machine: {} } : {},
        );
  const deletions = withDeletions(cluster, config);
  return [
    ...(deletions === undefined ? [] : [deletions]),
    ...(config === undefined ? [] : [config]),
    ...joined(
      statements.flatMap(({ documents }) => documents ?? []),
      cluster.talosVersion,
    ),
  ];
}

/** Each document once: up to Talos 1.13 a file may name a document once only. */
function joined(documents: readonly PlainMap[], minor: TalosVersion): PlainMap[] {
  const byName = new Map<string, PlainMap>();
  for (const each of documents) {
    const key = `${String(each.kind)}/${String(each.name ?? '')}`;
    const known = byName.get(key);
    byName.set(key, known === undefined ? each : joinPatches(known, each, minor));
  }
  return [...byName.values()];
}

function rank(target: Target): string {
  const order = [EVERY_NODE.file, CONTROL_PLANES.file, WORKERS.file].indexOf(target.file);
  return `${order < 0 ? 9 : order}${target.file}`;
}

function headOf(subject: Subject, target: Target, targets: Target[]): string[] {
  const { cluster } = subject;
  const nodes = cluster._nodes.filter(
    (node) => target.roles.includes(node.role) && (target.node === undefined || target.node === node.name),
  );
  const addresses = nodes.length === 0 ? '<address>' : nodes.map((node) => node.address.toString()).join(',');
  return [
    WRITTEN_BY,
    `For ${audience(target)} of the cluster "${cluster.node.id}", Talos ${cluster.talosVersion}, configuration in ${cluster.configFormat === ConfigFormat.DOCUMENTS ? 'documents' : 'the v1alpha1 form'}.`,
    ...(target.node === undefined ? newCluster(cluster, targets) : newNode(target, nodes[0])),
    `Running nodes: talosctl patch mc --nodes ${addresses} --patch @${target.file}.yaml`,
    ...(target.file === CONTROL_PLANES.file ? bootstrapNotes(subject) : []),
  ];
}

function audience(target: Target): string {
  if (target.node !== undefined) return `the node "${target.node}"`;
  return target.roles.length === 2
    ? 'every node'
    : target.roles[0] === NodeRole.WORKER
      ? 'the workers'
      : 'the control planes';
}

function newCluster(cluster: TalosCluster, targets: Target[]): string[] {
  const flags = [
    [EVERY_NODE, '--config-patch'],
    [CONTROL_PLANES, '--config-patch-control-plane'],
    [WORKERS, '--config-patch-worker'],
  ] as const;
  const patches = flags
    .filter(([{ file }]) => targets.some((target) => target.file === file))
    .map(([{ file }, flag]) => `${flag} @${file}.yaml`);
  const command = [
    'talosctl gen config',
    cluster.node.id,
    cluster.endpoint,
    `--talos-version v${contract(cluster)}`,
    `--kubernetes-version ${cluster.kubernetesVersion}`,
    // It writes a controlplane.yaml and a worker.yaml of its own, with the cluster's secrets.
    '--output <folder>',
    ...patches,
  ];
  return [`New cluster: ${command.join(' ')}`];
}

function newNode(target: Target, node: ClusterNode | undefined): string[] {
  const role = target.roles[0] === NodeRole.WORKER ? 'worker' : 'controlplane';
  return [
    `New node: talosctl apply-config --insecure --nodes ${node?.address.toString() ?? '<address>'} --file <folder>/${role}.yaml --config-patch @${target.file}.yaml (<folder>: where talosctl gen config wrote)`,
  ];
}

/** `--talos-version`: the newest minor up to the cluster's that generates the cluster's form. */
function contract(cluster: TalosCluster): TalosVersion {
  const minors = Object.values(TalosVersion);
  const known = minors
    .slice(0, minors.indexOf(cluster.talosVersion) + 1)
    .filter((minor) => generatedFormat(minor) === cluster.configFormat);
  return known[known.length - 1] ?? cluster.talosVersion;
}

function bootstrapNotes({ cluster, facts }: Subject): string[] {
  const deliveries = facts.deliveries();
  if (deliveries.length + facts.externals().length === 0) return [];
  const left = deliveries.flatMap(leftToGitOps).map(objectKey);
  return [
    `Talos ${cluster._features.manifestInventory ? 'creates the manifests at bootstrap and keeps an inventory of them' : 'creates the manifests that are missing and never changes one'}. After a change: patch all control planes, then talosctl upgrade-k8s --to ${cluster.kubernetesVersion}`,
    ...(left.length === 0 ? [] : [`Left to the GitOps copy, since Talos cannot update a Job: ${left.join(', ')}.`]),
  ];
}
