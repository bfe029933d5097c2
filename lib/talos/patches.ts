// The patch files of an app: all subjects, put together by file, with a comment on what each file is for and how to apply it.
import { IConstruct } from 'constructs';
import { Boundary, ConfigFormat, TalosCluster, TalosVersion } from '../cluster';
import { valueAt } from '../construct';
import { checkObjectName, isMap, objectKey, PlainMap, toYaml } from '../manifest';
import { joinPatches } from '../models/talos';
import { ARGO_SKIP } from '../output';
import { doublingNotes, withDeletions } from './appending-lists';
import { apiPort } from './api-port';
import { cni } from './cni';
import { apply, generate } from './commands';
import { discovery } from './discovery';
import { valueOf } from './documents';
import { firewall } from './firewall';
import { hostDns, resolvers, staticHosts } from './dns';
import { hostedFiles } from './hosted';
import { hostnames } from './hostname';
import { kernelModules } from './kernel-modules';
import { kubeSpan } from './kube-span';
import { kubePrism } from './kubeprism';
import { laidOut, TalosLayout } from './layout';
import { links } from './links';
import { joinedBySelector } from './links/entry';
import { leftToGitOps, manifests } from './manifests';
import { network } from './network';
import { etcdSubnets, nodeIp } from './node-ip';
import { nodeSettings, scheduling } from './node-settings';
import { ownPatches } from './own-patches';
import { podSecurity } from './pod-security';
import { proxy } from './proxy';
import { talosReadme } from './readme';
import { servingNodes } from './serving-nodes';
import { audience, CONTROL_PLANES, EVERY_NODE, Statement, Subject, Target, WORKERS } from './statement';
import { time } from './time';
import { virtualIps } from './vip';

/** One patch file: never empty, strategic merge, one document of a kind and name. */
export interface TalosFile {
  /** `all.yaml`, `controlplane.yaml`, `worker.yaml`, `node-<name>.yaml`. */
  readonly name: string;
  /** Lines of the comment on top, without `#`. */
  readonly comment: string[];
  readonly documents: PlainMap[];
  /** The nodes that it is for. @internal */
  readonly target: Target;
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
  firewall,
  ownPatches,
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
      target,
      comment: [...headOf(subject, target, targets), ...doublingNotes(documents, cluster.talosVersion)],
      documents,
    };
  });
}

/** A file of the output, by its path in the folder of the patches. */
export interface TalosOutputFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Everything that lies in the folder of the patches: these in the layout of a tool, what must lie at the URLs that Talos fetches from, and for talosctl
 * the page with the commands.
 *
 * @param files the patches of the app, where they are made already
 */
export function talosOutput(
  scope: IConstruct,
  layout: TalosLayout = TalosLayout.TALOSCTL,
  files: readonly TalosFile[] = talosFiles(scope),
): TalosOutputFile[] {
  const cluster = TalosCluster.of(scope);
  if (cluster === undefined || files.length === 0) return [];
  const subject = { cluster, facts: Boundary.of(scope) };
  return [
    ...laidOut(
      cluster,
      layout,
      files.map((file) => ({ ...file, text: talosText(file) })),
    ),
    ...hostedFiles(subject),
    // Its commands are those of talosctl; other tools have their own.
    ...(layout === TalosLayout.TALOSCTL ? [{ name: 'README.md', text: talosReadme(subject, files) }] : []),
  ];
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
    ...(config === undefined ? [] : [withJoinedInterfaces(config)]),
    ...joined(
      statements.flatMap(({ documents }) => documents ?? []),
      cluster.talosVersion,
    ),
  ];
}

function withJoinedInterfaces(config: PlainMap): PlainMap {
  const interfaces = valueOf(config, ['machine', 'network', 'interfaces']);
  if (!Array.isArray(interfaces)) return config;
  const machine = config.machine as PlainMap;
  const network = machine.network as PlainMap;
  return {
    ...config,
    machine: { ...machine, network: { ...network, interfaces: joinedBySelector(interfaces as PlainMap[]) } },
  };
}

/**
 * Each document once: up to Talos 1.13 a file may name a document once only. What deletes a part of one stays apart, where the deletion comes after
 * what stands before it.
 */
function joined(documents: readonly PlainMap[], minor: TalosVersion): PlainMap[] {
  const all: PlainMap[] = [];
  for (const each of documents) {
    const at = all.findIndex(
      (other) => other.kind === each.kind && other.name === each.name && !holdsDeletion(other) && !holdsDeletion(each),
    );
    if (at < 0) all.push(each);
    else all[at] = joinPatches(all[at]!, each, minor);
  }
  return all;
}

function holdsDeletion(value: unknown): boolean {
  return isMap(value) && (value.$patch === 'delete' || Object.values(value).some(holdsDeletion));
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
    target.node === undefined || nodes[0] === undefined
      ? `New cluster: ${generate(cluster, targets)}`
      : `New node: ${apply(nodes[0], targets, ['--insecure'])} (<folder>: where talosctl gen config wrote)`,
    `Running nodes: talosctl patch mc --nodes ${addresses} --patch @${target.file}.yaml`,
    ...(target.file === CONTROL_PLANES.file ? bootstrapNotes(subject) : []),
  ];
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
