// What a tool's files say of the machines of a cluster: the machines with their patches in the order of the tool, before anybody applies them.
import { CheckedDocument, Origin } from '../origin';
import { Path } from '../../problem';
import { TalosRole } from '../../models/talos';

/** A patch: a file, a text inside of the tool's file, or what the tool makes of its own settings. */
export interface MachinePatch {
  /** Documents as rules see them, with their places. */
  readonly documents: readonly CheckedDocument[];
  /** The text that is applied. */
  readonly text: string;
  /** The documents do not stand in the input as such: the reader took them out of a text, or made them. @default false */
  readonly own?: boolean;
  /** Documents of the input in whose place those of the patch stand. @default - none */
  readonly replaces?: readonly CheckedDocument[];
}

/** One machine, or all machines of a set that nobody lists. */
export interface TreeMachine {
  /** Host name, or what the tool calls it. */
  readonly name: string;
  /** Machines are known by name: false for a set whose members somebody else chooses. */
  readonly isNode: boolean;
  readonly role: TalosRole;
  /** Addresses at which the tool reaches it. */
  readonly addresses: readonly { readonly text: string; readonly path: Path }[];
  /** As written, `v1.13.7`. @default - that of the cluster */
  readonly talos?: string;
  /** In the order in which they are applied. */
  readonly patches: readonly MachinePatch[];
}

/** The machines of one cluster, as one tool describes them. */
export interface MachineTree {
  /** Name of the tool. */
  readonly tool: string;
  /** The file in which the machines stand. */
  readonly at: CheckedDocument;
  readonly name?: string;
  readonly endpoint?: string;
  /** Versions as written; nothing where they are not, or not known. */
  readonly talos?: { readonly text: string; readonly path: Path };
  readonly kubernetes?: string;
  readonly machines: readonly TreeMachine[];
  /** True if every machine of the cluster is among them, with the name of its node. */
  readonly listsNodes: boolean;
  /** The tool generates the configuration by the version each time: it has the form of that version. */
  readonly isGeneratedAnew: boolean;
  /** Files that the tool reads and the input does not have, or that say more than can be read here. */
  readonly unread: readonly UnreadPatch[];
}

/** A patch without which the machines are judged. */
export interface UnreadPatch {
  readonly file: string;
  readonly why: 'missing' | 'template';
  readonly path: Path;
}

/** What a reader may look at: what was read of the input. */
export interface TreeFiles {
  /** Documents that are no objects, of every file. */
  readonly documents: readonly CheckedDocument[];
  /** The Talos documents of a file; none where it has none. */
  talosOf(file: string): readonly CheckedDocument[];
  /** Text of a file that was read. */
  text(file: string): string | undefined;
  /** Every file that was read. */
  readonly files: readonly string[];
}

/** A format: finds its files in the input, and reads them. */
export interface MachineTreeReader {
  readonly tool: string;
  read(files: TreeFiles): readonly MachineTree[];
}

/** The place of a piece inside of a document. */
export function placeInside({ origin }: CheckedDocument, path: Path): Origin {
  return { ...origin, within: [...(origin.within ?? []), ...path] };
}

/** How the document of a tool's file comes into a cluster: as that file does. */
export function appliedAs({ applied }: CheckedDocument): Pick<CheckedDocument, 'applied'> {
  return applied === undefined ? {} : { applied };
}
