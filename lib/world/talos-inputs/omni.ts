// Cluster templates of Omni: documents Cluster, ControlPlane, Workers and Machine in one file, with patches of each. Source: siderolabs/omni, client/pkg/template.
import { posix } from 'node:path';
import { isMap, PlainMap } from '../../manifest';
import { Path } from '../../problem';
import { listAt, textAt } from '../derived/fields';
import { CheckedDocument } from '../origin';
import { knownText } from './known-text';
import { MachinePatch, MachineTree, MachineTreeReader, TreeFiles, TreeMachine, UnreadPatch } from './machine-tree';
import { patchOfFile, patchOfMaps, patchOfText } from './patch-sources';

/** The reader. */
export const OMNI: MachineTreeReader = {
  tool: 'Omni',
  read: (files) => templatesOf(files.documents).map((documents) => new ClusterTemplate(files, documents).tree()),
};

/** Documents of a template have a kind and no apiVersion; a file holds one cluster. */
function templatesOf(documents: readonly CheckedDocument[]): (readonly CheckedDocument[])[] {
  const byFile = new Map<string, CheckedDocument[]>();
  for (const document of documents) {
    const { content, origin } = document;
    if (content.apiVersion !== undefined || !KINDS.includes(String(content.kind))) continue;
    const file = origin.file ?? '';
    byFile.set(file, [...(byFile.get(file) ?? []), document]);
  }
  return [...byFile.values()].filter((list) =>
    list.some(({ content }) => content.kind === 'Cluster' && isMap(content.talos) && isMap(content.kubernetes)),
  );
}

const KINDS = ['Cluster', 'ControlPlane', 'Workers', 'Machine'];

class ClusterTemplate {
  private readonly unread: UnreadPatch[] = [];
  private readonly read = new Map<CheckedDocument, readonly MachinePatch[]>();

  public constructor(
    private readonly files: TreeFiles,
    private readonly documents: readonly CheckedDocument[],
  ) {}

  public tree(): MachineTree {
    const at = this.documents.find(({ content }) => content.kind === 'Cluster')!;
    const [name, talos, kubernetes] = [
      knownText(at.content, 'name'),
      knownText(at.content, 'talos', 'version'),
      knownText(at.content, 'kubernetes', 'version'),
    ];
    const sets = this.documents.filter(({ content }) => content.kind === 'ControlPlane' || content.kind === 'Workers');
    return {
      tool: 'Omni',
      at,
      ...(name === undefined ? {} : { name }),
      ...(talos === undefined ? {} : { talos: { text: talos, path: ['talos', 'version'] } }),
      ...(kubernetes === undefined ? {} : { kubernetes: kubernetes.replace(/^v/, '') }),
      machines: sets.flatMap((set) => this.machines(at, set)),
      // Omni names machines by their hardware; the name of the node is another.
      listsNodes: false,
      // Omni keeps the form of the version in which it made the cluster.
      isGeneratedAnew: false,
      unread: this.unread,
    };
  }

  /** The machines of a set that patches of their own tell apart, and one for all others. */
  private machines(cluster: CheckedDocument, set: CheckedDocument): TreeMachine[] {
    const role = set.content.kind === 'ControlPlane' ? 'controlplane' : 'worker';
    const title = set.content.kind === 'ControlPlane' ? 'control planes' : (textAt(set.content, 'name') ?? 'workers');
    const ids = listAt(set.content, 'machines').map(String);
    const patches = [...this.patches(cluster), ...this.patches(set)];
    const own = this.documents.filter(
      ({ content }) =>
        content.kind === 'Machine' && ids.includes(String(content.name)) && listAt(content, 'patches').length > 0,
    );
    return [
      ...own.map((machine): TreeMachine => ({
        name: String(machine.content.name),
        isNode: false,
        role,
        addresses: [],
        patches: [...patches, ...this.patches(machine)],
      })),
      ...(own.length > 0 && own.length === ids.length
        ? []
        : [{ name: title, isNode: false, role, addresses: [], patches } as const]),
    ];
  }

  private patches(document: CheckedDocument): readonly MachinePatch[] {
    const seen = this.read.get(document);
    if (seen !== undefined) return seen;
    const found = listAt(document.content, 'patches').flatMap(
      (entry, index) => this.patch(document, entry, ['patches', index]) ?? [],
    );
    this.read.set(document, found);
    return found;
  }

  private patch(document: CheckedDocument, entry: unknown, path: Path): MachinePatch | undefined {
    const inline = isMap(entry) ? entry.inline : undefined;
    const maps = mapsOf(inline, [...path, 'inline']);
    if (maps.length > 0) return patchOfMaps(document, maps);
    const file = textAt(entry, 'file');
    const folder = posix.dirname(posix.normalize(document.origin.file ?? ''));
    const found =
      typeof inline === 'string'
        ? patchOfText(document, [...path, 'inline'], inline)
        : file === undefined
          ? undefined
          : patchOfFile(this.files, posix.join(folder, file), [...path, 'file']);
    if (found !== undefined && 'unread' in found) this.unread.push(found.unread);
    return found !== undefined && 'patch' in found ? found.patch : undefined;
  }
}

/** A map, or a list of maps: documents of one patch. Source: InlineContent. */
function mapsOf(inline: unknown, path: Path): { readonly content: PlainMap; readonly path: Path }[] {
  if (isMap(inline)) return [{ content: inline, path }];
  if (!Array.isArray(inline)) return [];
  return (inline as unknown[]).flatMap((content, index) =>
    isMap(content) ? [{ content, path: [...path, index] }] : [],
  );
}
