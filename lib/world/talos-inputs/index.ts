// Machines of Talos as tools write them down. A new format is a file with a reader, and its line here.
import { posix } from 'node:path';
import { CheckedDocument } from '../origin';
import { MachineTree, MachineTreeReader, TreeFiles } from './machine-tree';
import { OMNI } from './omni';
import { TALHELPER } from './talhelper';
import { TOPF } from './topf';

export * from './machine-tree';
export { judgedMachines } from './judged-machine';
export type { JudgedMachine } from './judged-machine';
export { factsOfConfigurations, isWholeConfiguration } from './configuration-facts';
export { factsOfTree } from './tree-facts';
export { readTemplate, TEMPLATE_ENDING } from './text-template';
export { loadable } from './unknown-values';

const READERS: readonly MachineTreeReader[] = [TALHELPER, TOPF, OMNI];

/** The trees of an input. */
export function machineTrees(
  documents: readonly CheckedDocument[],
  talos: readonly CheckedDocument[],
  files: readonly string[],
  text: (file: string) => string | undefined,
): MachineTree[] {
  const byFile = new Map<string, CheckedDocument[]>();
  for (const document of talos) {
    const file = posix.normalize(document.origin.file ?? '');
    byFile.set(file, [...(byFile.get(file) ?? []), document]);
  }
  const texts = new Map(files.map((file) => [posix.normalize(file), file]));
  const found: TreeFiles = {
    documents,
    files,
    talosOf: (file) => byFile.get(posix.normalize(file)) ?? [],
    text: (file) => {
      const written = texts.get(posix.normalize(file));
      return written === undefined ? undefined : text(written);
    },
  };
  return READERS.flatMap((reader) => reader.read(found));
}

/** The Talos documents of an input, with those that readers took out of the files of tools, or made of their settings. */
export function withTrees(talos: readonly CheckedDocument[], trees: readonly MachineTree[]): CheckedDocument[] {
  const patches = trees.flatMap(({ machines }) => machines.flatMap((machine) => machine.patches));
  const replaced = new Set(patches.flatMap(({ replaces }) => replaces ?? []));
  const own = new Set(patches.flatMap((patch) => (patch.own === true ? patch.documents : [])));
  return [
    ...talos.filter((document) => !replaced.has(document)),
    ...[...own].filter(({ content }) => Object.keys(content).length > 0),
  ];
}
