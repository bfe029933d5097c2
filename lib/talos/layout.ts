// The patches in the folders of tools that make machine configurations: talosctl, talhelper, TOPF.
import { NodeRole, TalosCluster } from '../cluster';
import { PlainMap, toYaml } from '../manifest';
import { CONTROL_PLANES, EVERY_NODE, Target, WORKERS } from './statement';

/** For which tool the files lie. */
export enum TalosLayout {
  /** `all.yaml`, `controlplane.yaml`, `worker.yaml`, `node-<name>.yaml`, for talosctl. */
  TALOSCTL = 'talosctl',
  /** The same files under `patches/`, and `talconfig.fragment.yaml` with what talconfig.yaml says of them. */
  TALHELPER = 'talhelper',
  /** `all/`, `control-plane/`, `worker/` and `node/<host>/` for a patchesDir, and `topf.fragment.yaml` with the cluster and its nodes. */
  TOPF = 'topf',
}

/** A patch file and where it goes. */
interface Placed {
  readonly name: string;
  readonly target: Target;
  readonly text: string;
}

/** The files in the folders of a tool. */
export function laidOut(
  cluster: TalosCluster,
  layout: TalosLayout,
  files: readonly Placed[],
): { name: string; text: string }[] {
  if (layout === TalosLayout.TALHELPER)
    return [
      ...files.map(({ name, text }) => ({ name: `patches/${name}`, text })),
      { name: 'talconfig.fragment.yaml', text: fragment('talconfig.yaml', talconfig(cluster, files)) },
    ];
  if (layout === TalosLayout.TOPF)
    return [
      ...files.map(({ target, text }) => ({ name: `${topfFolder(target)}/10-network.yaml`, text })),
      { name: 'topf.fragment.yaml', text: fragment('topf.yaml', topf(cluster)) },
    ];
  return files.map(({ name, text }) => ({ name, text }));
}

function fragment(file: string, content: PlainMap): string {
  return `# For ${file}: merge it into yours, which has what this program does not know (disks, images, secrets).\n${toYaml([content])}`;
}

function talconfig(cluster: TalosCluster, files: readonly Placed[]): PlainMap {
  const of = (isOf: (target: Target) => boolean) =>
    files.filter(({ target }) => isOf(target)).map(({ name }) => `@./patches/${name}`);
  const group = (target: Target) => {
    const patches = of(({ file }) => file === target.file);
    return patches.length === 0 ? undefined : { patches };
  };
  const controlPlane = group(CONTROL_PLANES);
  const worker = group(WORKERS);
  const all = of(({ file }) => file === EVERY_NODE.file);
  return {
    clusterName: cluster.node.id,
    endpoint: cluster.endpoint,
    kubernetesVersion: `v${cluster.kubernetesVersion}`,
    nodes: cluster._nodes.map((node) => {
      const patches = of((target) => target.node === node.name);
      return {
        hostname: node._options.hostname ?? node.name,
        ipAddress: node.address.toString(),
        controlPlane: node.role === NodeRole.CONTROL_PLANE,
        ...(patches.length === 0 ? {} : { patches }),
      };
    }),
    ...(controlPlane === undefined ? {} : { controlPlane }),
    ...(worker === undefined ? {} : { worker }),
    ...(all.length === 0 ? {} : { patches: all }),
  };
}

function topf(cluster: TalosCluster): PlainMap {
  return {
    clusterName: cluster.node.id,
    clusterEndpoint: cluster.endpoint,
    kubernetesVersion: `v${cluster.kubernetesVersion}`,
    nodes: cluster._nodes.map((node) => ({
      host: node.name,
      ip: node.address.toString(),
      role: node.role === NodeRole.WORKER ? 'worker' : 'control-plane',
    })),
  };
}

function topfFolder({ file, node }: Target): string {
  if (node !== undefined) return `node/${node}`;
  return file === CONTROL_PLANES.file ? 'control-plane' : file;
}
