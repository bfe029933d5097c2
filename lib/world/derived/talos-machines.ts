// Machines as far as the input says them: the file of a configuration, or the patches of a folder that go onto one machine together.
import { talosDoes } from '../../catalogue/talos';
import { posix } from 'node:path';
import {
  generatedBase,
  judgePatches,
  Part,
  readTalosNetwork,
  TalosAnswer,
  TalosMinor,
  TalosNetwork,
} from '../../models/talos';
import { JudgedMachine, TEMPLATE_ENDING } from '../talos-inputs';
import { CheckedDocument, Model, World } from '../types';
import { TALOS_FILES, TalosFile } from './talos-files';
import { textAt } from './fields';

/** A machine, or a kind of machine. */
export interface TalosMachine {
  /** What it is called in words: a file, or the files whose patches it gets. */
  readonly name: string;
  readonly files: readonly TalosFile[];
  readonly documents: readonly CheckedDocument[];
  /** The minor by which it was read. */
  readonly minor: TalosMinor;
  /** The network of what is written; settings that are nowhere have the value of the generated configuration for patches. */
  readonly network: TalosNetwork;
  /** Everything that the machine is told is here: a folder that synth wrote, in a complete world. */
  readonly isComplete: boolean;
  /** What Talos says of the patches on the configuration that it generates; only for a folder of patches and the machines of a tool. */
  readonly answers?: readonly TalosAnswer[];
  /** More may belong to it than could be read: a template that is rendered with others, a patch that is not there, values that are not known. */
  readonly isOpen: boolean;
  /** The machine in the files of its tool, with its patches in their order. */
  readonly described?: JudgedMachine;
}

/** The model. */
export const TALOS_MACHINES: Model<readonly TalosMachine[]> = {
  name: 'talos-machines',
  build: (world) => {
    const { minors, files } = world.model(TALOS_FILES);
    if (minors.length === 0) return [];
    const sets = patchSets(files);
    const taken = new Set(sets.flatMap((set) => set.files));
    const described = new Set(
      world.judgedMachines.flatMap(({ machine }) => machine.patches.flatMap(({ documents }) => documents)),
    );
    const rest = files.filter((file) => !taken.has(file) && !file.documents.some((each) => described.has(each)));
    return [
      ...world.judgedMachines.flatMap((each) => describedMachine(each, files) ?? []),
      ...sets.flatMap((set) => machineOf(world, set, minors) ?? []),
      ...rest.flatMap((file) => alone(file, minors) ?? []),
    ];
  },
};

function describedMachine(described: JudgedMachine, files: readonly TalosFile[]): TalosMachine | undefined {
  const { machine, minor, network, answers, isVersionKnown } = described;
  if (network === undefined) return undefined;
  const documents = machine.patches.flatMap((patch) => patch.documents);
  return {
    name: machine.name,
    files: files.filter((file) => file.documents.some((each) => documents.includes(each))),
    documents,
    minor,
    network,
    isComplete: false,
    isOpen: described.hasUnknowns,
    ...(isVersionKnown ? { answers } : {}),
    described,
  };
}

interface PatchSet {
  readonly role: 'controlplane' | 'worker';
  readonly files: readonly TalosFile[];
}

/** Folders with the names that synth gives, in the order in which talosctl applies them: `all`, the role, the node. */
function patchSets(files: readonly TalosFile[]): PatchSet[] {
  const folders = new Map<string, Map<string, TalosFile>>();
  for (const file of files) {
    const name = posix.basename(file.name).replace(/\.ya?ml$/, '');
    if (file.isWhole || !/^(?:all|controlplane|worker|node-.+)$/.test(name)) continue;
    const folder = posix.dirname(file.name);
    const known = folders.get(folder) ?? new Map<string, TalosFile>();
    folders.set(folder, known.set(name, file));
  }
  return [...folders.values()].flatMap((folder) => {
    const all = folder.get('all');
    if (all === undefined) return [];
    const roles = (['controlplane', 'worker'] as const).map((role) => ({
      role,
      files: [all, ...(folder.has(role) ? [folder.get(role)!] : [])],
    }));
    return roles;
  });
}

function machineOf(world: World, { role, files }: PatchSet, minors: readonly TalosMinor[]): TalosMachine | undefined {
  const newest = minors.at(-1)!;
  const bases = contractsOf(world, newest).filter(
    (contract) => generatedBase(newest, role, { contract }) !== undefined,
  );
  const patches = files.map(({ text }) => text);
  const answers = bases.map((contract) =>
    judgePatches({ minor: newest, base: { role, options: { contract } }, patches }),
  );
  const best = answers.find(({ result }) => result !== undefined);
  if (best?.result === undefined) return undefined;
  return {
    name: files.map(({ name }) => posix.basename(name)).join(' + '),
    files,
    documents: files.flatMap(({ documents }) => documents),
    minor: newest,
    network: readTalosNetwork(best.result, newest),
    isComplete: world.complete,
    isOpen: false,
    ...(minors.length === 1 ? { answers } : {}),
  };
}

/** Forms that the configuration may have: that of the facts, else every one that clusters of the minor have. */
function contractsOf({ facts }: World, minor: TalosMinor): TalosMinor[] {
  // Before, one form exists.
  if (!talosDoes(minor, 'kubernetesDocuments')) return [minor];
  if (facts?.configFormat === 'documents') return ['1.14'];
  return facts?.configFormat === 'v1alpha1' ? ['1.13'] : ['1.14', '1.13'];
}

function alone(file: TalosFile, minors: readonly TalosMinor[]): TalosMachine | undefined {
  // The newest minor that reads it.
  for (const minor of [...minors].reverse()) {
    const loaded = file.load(minor);
    if (!('parts' in loaded)) continue;
    return {
      name: posix.basename(file.name),
      files: [file],
      documents: file.documents,
      minor,
      network: networkOf(loaded.parts, minor),
      isComplete: false,
      isOpen: TEMPLATE_ENDING.test(file.name),
    };
  }
  return undefined;
}

function networkOf(parts: readonly Part[], minor: TalosMinor): TalosNetwork {
  return readTalosNetwork(parts, minor);
}

/** The type that a machine says of itself; a patch says none. */
export function typeOf(documents: readonly CheckedDocument[]): string | undefined {
  for (const { content } of documents) {
    const type = content.kind === undefined ? textAt(content, 'machine', 'type') : undefined;
    if (type !== undefined) return type;
  }
  return undefined;
}
