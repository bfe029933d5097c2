// The commands of talosctl for the files of a cluster: the one place that knows which file goes where.
import { ClusterNode, generatedFormat, NodeRole, TalosCluster, TalosVersion } from '../cluster';
import { CONTROL_PLANES, EVERY_NODE, Target, targetOfNode, WORKERS } from './statement';

/** Flags of `talosctl gen config` by the file that they take. */
const FLAGS = [
  [EVERY_NODE, '--config-patch'],
  [CONTROL_PLANES, '--config-patch-control-plane'],
  [WORKERS, '--config-patch-worker'],
] as const;

/** Generates the configurations of the roles; `more` stands before the patches. */
export function generate(cluster: TalosCluster, targets: readonly Target[], more: readonly string[] = []): string {
  const patches = FLAGS.filter(([{ file }]) => targets.some((target) => target.file === file)).map(
    ([{ file }, flag]) => `${flag} @${file}.yaml`,
  );
  return [
    'talosctl gen config',
    cluster.node.id,
    cluster.endpoint,
    ...more,
    `--talos-version v${contract(cluster)}`,
    `--kubernetes-version ${cluster.kubernetesVersion}`,
    // It writes a controlplane.yaml and a worker.yaml of its own, with the cluster's secrets.
    '--output <folder>',
    ...patches,
  ].join(' ');
}

/** Gives a machine its configuration: of its role, and with the file of the node where it has one. */
export function apply(node: ClusterNode, targets: readonly Target[], more: readonly string[] = []): string {
  const own = targetOfNode(node);
  const patch = targets.some(({ file }) => file === own.file) ? [`--config-patch @${own.file}.yaml`] : [];
  return [
    'talosctl apply-config',
    ...more,
    `--nodes ${node.address.toString()}`,
    `--file <folder>/${node.role === NodeRole.WORKER ? WORKERS.file : CONTROL_PLANES.file}.yaml`,
    ...patch,
  ].join(' ');
}

/** `--talos-version`: the newest minor up to the cluster's that generates the cluster's form. */
function contract(cluster: TalosCluster): TalosVersion {
  const minors = Object.values(TalosVersion);
  const known = minors
    .slice(0, minors.indexOf(cluster.talosVersion) + 1)
    .filter((minor) => generatedFormat(minor) === cluster.configFormat);
  return known[known.length - 1] ?? cluster.talosVersion;
}
