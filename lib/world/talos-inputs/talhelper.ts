// Clusters of talhelper: talconfig.yaml with its nodes, node groups and patches. Source: budimanjojo/talhelper 3, pkg/config, pkg/generate.
import { posix } from 'node:path';
import { isMap, PlainMap } from '../../manifest';
import { Path } from '../../problem';
import { listAt } from '../derived/fields';
import { CheckedDocument } from '../origin';
import { knownText } from './known-text';
import { MachinePatch, MachineTree, MachineTreeReader, TreeFiles, TreeMachine, UnreadPatch } from './machine-tree';
import { FoundPatch, patchOfFile, patchOfText } from './patch-sources';
import { Env, envOf, substituted, substitutedText } from './talhelper-env';
import { clusterSettings, machineSettings } from './talhelper-settings';

/** The reader. */
export const TALHELPER: MachineTreeReader = {
  tool: 'talhelper',
  read: (files) =>
    files.documents
      .filter(({ content }) => isTalconfig(content))
      .map((at) => new Talconfig(files, at, envOf(files.documents, folderOf(at))).tree()),
};

/** A cluster name, nodes with host names: no other tool has both under these keys. */
function isTalconfig(content: PlainMap): boolean {
  return (
    'clusterName' in content &&
    'endpoint' in content &&
    listAt(content, 'nodes').some((node) => isMap(node) && 'hostname' in node)
  );
}

function folderOf({ origin }: CheckedDocument): string {
  return posix.dirname(posix.normalize(origin.file ?? ''));
}

class Talconfig {
  private readonly content: PlainMap;
  private readonly unread: UnreadPatch[] = [];
  private readonly read = new Map<string, MachinePatch | undefined>();

  public constructor(
    private readonly files: TreeFiles,
    private readonly at: CheckedDocument,
    private readonly env: Env,
  ) {
    this.content = substituted(at.content, env) as PlainMap;
  }

  public tree(): MachineTree {
    const { content } = this;
    const [name, endpoint, talos, kubernetes] = ['clusterName', 'endpoint', 'talosVersion', 'kubernetesVersion'].map(
      (key) => knownText(content, key),
    );
    const nodes = listAt(content, 'nodes');
    const ofCluster = clusterSettings({ at: this.at, content, talos });
    const machines = nodes.flatMap((node, index) =>
      isMap(node) ? this.machine(node, ['nodes', index], talos, ofCluster) : [],
    );
    return {
      tool: 'talhelper',
      at: this.at,
      ...(name === undefined ? {} : { name }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(talos === undefined ? {} : { talos: { text: talos, path: ['talosVersion'] } }),
      ...(kubernetes === undefined ? {} : { kubernetes: kubernetes.replace(/^v/, '') }),
      machines,
      listsNodes: machines.length === nodes.length,
      isGeneratedAnew: true,
      unread: this.unread,
    };
  }

  private machine(
    node: PlainMap,
    path: Path,
    talos: string | undefined,
    ofCluster: readonly MachinePatch[],
  ): TreeMachine[] {
    const name = knownText(node, 'hostname');
    if (name === undefined || (node.controlPlane !== undefined && typeof node.controlPlane !== 'boolean')) return [];
    const role = node.controlPlane === true ? 'controlplane' : 'worker';
    const group = role === 'controlplane' ? 'controlPlane' : 'worker';
    const own = this.patches(listAt(node, 'patches'), [...path, 'patches']);
    // Patches of the group stand before those of the node; the global ones come last. Source: mergeNodeConfigs, GenerateConfig.
    const ofGroup =
      node.overridePatches === true ? [] : this.patches(listAt(this.content, group, 'patches'), [group, 'patches']);
    return [
      {
        name,
        isNode: true,
        role,
        addresses: addressesOf(node, path),
        patches: [
          ...ofCluster,
          ...machineSettings({ at: this.at, content: this.content, node, path, group, talos }),
          ...ofGroup,
          ...own,
          ...this.patches(listAt(this.content, 'patches'), ['patches']),
        ],
      },
    ];
  }

  private patches(list: readonly unknown[], path: Path): MachinePatch[] {
    return list.flatMap((text, index) => {
      if (typeof text !== 'string') return [];
      const at = [...path, index];
      const key = at.join('.');
      if (!this.read.has(key)) this.read.set(key, this.patch(text, at));
      return this.read.get(key) ?? [];
    });
  }

  private patch(text: string, path: Path): MachinePatch | undefined {
    const file = /^@\s*(\S.*)$/.exec(text)?.[1];
    const found: FoundPatch =
      file === undefined
        ? patchOfText(this.at, path, text)
        : patchOfFile(this.files, posix.join(folderOf(this.at), file.trim()), path, {
            text: (raw) => substitutedText(raw, this.env),
          });
    if (found !== undefined && 'unread' in found) this.unread.push(found.unread);
    return found !== undefined && 'patch' in found ? found.patch : undefined;
  }
}

/** Addresses may stand in one text, with commas. */
function addressesOf(node: PlainMap, path: Path): TreeMachine['addresses'] {
  return (knownText(node, 'ipAddress') ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, path: [...path, 'ipAddress'] }));
}
