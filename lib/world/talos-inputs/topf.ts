// Clusters of TOPF: topf.yaml with its nodes, and folders of patches: all, then the role, then the node. Source: postfinance/topf, pkg/config.
import { posix } from 'node:path';
import { isMap, PlainMap } from '../../manifest';
import { Path } from '../../problem';
import { isPlaceholder, listAt, textAt, valueAtPath } from '../derived/fields';
import { CheckedDocument } from '../origin';
import { knownText } from './known-text';
import { MachinePatch, MachineTree, MachineTreeReader, TreeFiles, TreeMachine, UnreadPatch } from './machine-tree';
import { Filling, patchOfFile } from './patch-sources';

/** The reader. */
export const TOPF: MachineTreeReader = {
  tool: 'TOPF',
  read: (files) =>
    files.documents.filter(({ content }) => isTopf(content)).map((at) => new TopfFolder(files, at).tree()),
};

function isTopf(content: PlainMap): boolean {
  return (
    'clusterName' in content &&
    'clusterEndpoint' in content &&
    (listAt(content, 'nodes').some((node) => isMap(node) && 'host' in node) || 'nodesProvider' in content)
  );
}

/** Roles as TOPF writes them, which are names of folders too. */
const ROLES = { 'control-plane': 'controlplane', worker: 'worker' } as const;
/** Files that are patches. Source: loadFolder. */
const PATCH_FILE = /\.ya?ml(?:\.tpl)?$/;

class TopfFolder {
  private readonly unread = new Map<string, UnreadPatch>();

  public constructor(
    private readonly files: TreeFiles,
    private readonly at: CheckedDocument,
  ) {}

  public tree(): MachineTree {
    const { content } = this.at;
    const text = (key: string) => knownText(content, key);
    const [name, endpoint, talos, kubernetes] = [
      text('clusterName'),
      text('clusterEndpoint'),
      text('talosVersion'),
      text('kubernetesVersion'),
    ];
    const nodes = listAt(content, 'nodes');
    const machines = nodes.flatMap((node, index) => (isMap(node) ? this.machine(node, ['nodes', index]) : []));
    return {
      tool: 'TOPF',
      at: this.at,
      ...(name === undefined ? {} : { name }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(talos === undefined ? {} : { talos: { text: talos, path: ['talosVersion'] } }),
      ...(kubernetes === undefined ? {} : { kubernetes: kubernetes.replace(/^v/, '') }),
      machines,
      // A provider names further nodes when it is asked.
      listsNodes: machines.length === nodes.length && !('nodesProvider' in content),
      isGeneratedAnew: true,
      unread: [...this.unread.values()],
    };
  }

  private machine(node: PlainMap, path: Path): TreeMachine[] {
    const [host, role, ip] = [knownText(node, 'host'), textAt(node, 'role'), knownText(node, 'ip')];
    if (host === undefined || (role !== 'control-plane' && role !== 'worker')) return [];
    const talos = knownText(node, 'talosVersion');
    const fill: Filling = { known: (expression) => fieldOf(this.at.content, node, expression) };
    return [
      {
        name: host,
        isNode: true,
        role: ROLES[role],
        addresses: ip === undefined ? [] : [{ text: ip, path: [...path, 'ip'] }],
        ...(talos === undefined ? {} : { talos }),
        patches: ['all', role, `node/${host}`].flatMap((folder) => this.patches(folder, path, fill)),
      },
    ];
  }

  /** Files of a folder and below, in the order in which TOPF walks it. */
  private patches(folder: string, path: Path, fill: Filling): MachinePatch[] {
    const above = posix.dirname(posix.normalize(this.at.origin.file ?? ''));
    const root = posix.join(above, textAt(this.at.content, 'patchesDir') ?? '.', folder);
    const prefix = root === '.' ? '' : `${root}/`;
    return this.files.files
      .map((file) => posix.normalize(file))
      .filter((file) => file.startsWith(prefix) && PATCH_FILE.test(file))
      .sort((a, b) => comparePaths(a, b))
      .flatMap((file) => {
        const found = patchOfFile(this.files, file, path, fill);
        if (found === undefined) return [];
        if ('patch' in found) return [found.patch];
        this.unread.set(file, found.unread);
        return [];
      });
  }
}

/** The order of Go's WalkDir: name by name. */
function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const at = left.findIndex((name, index) => name !== right[index]);
  if (at < 0) return left.length - right.length;
  return left[at]! < (right[at] ?? '') ? -1 : 1;
}

/** What templates may ask for. Source: PatchContext. */
const FIELDS: Readonly<Record<string, Path>> = {
  ClusterName: ['clusterName'],
  ClusterEndpoint: ['clusterEndpoint'],
  KubernetesVersion: ['kubernetesVersion'],
  TalosVersion: ['talosVersion'],
};
const NODE_FIELDS: Readonly<Record<string, Path>> = { Host: ['host'], IP: ['ip'], Role: ['role'] };

/** The value of `.Node.Host`, `.Data.vlan` and the like, as text of YAML; nothing for functions and what is not written. */
function fieldOf(cluster: PlainMap, node: PlainMap, expression: string): string | undefined {
  const found = /^((?:\.\w+)+)(\s*\|\s*quote)?$/.exec(expression);
  if (found === null) return undefined;
  const [first, ...rest] = found[1]!.slice(1).split('.');
  const value =
    first === 'Node'
      ? rest[0] === 'Data'
        ? valueAtPath(node, ['data', ...rest.slice(1)])
        : valueAtPath(node, NODE_FIELDS[rest.join('.')] ?? ['data', ''])
      : first === 'Data'
        ? valueAtPath(cluster, ['data', ...rest])
        : valueAtPath(cluster, FIELDS[[first, ...rest].join('.')] ?? ['data', '']);
  if (!['string', 'number', 'boolean'].includes(typeof value) || isPlaceholder(String(value))) return undefined;
  return found[2] === undefined ? String(value) : JSON.stringify(String(value));
}
