// Machines of a tree as Talos makes them: the patches in their order on the configuration that the version generates.
import { compareVersions, minorOf } from '../../catalogue/span';
import { talosDoes } from '../../catalogue/talos';
import {
  generatedBase,
  isTalosMinor,
  judgePatches,
  readTalosNetwork,
  TALOS_MINORS,
  TalosAnswer,
  TalosMinor,
  TalosNetwork,
} from '../../models/talos';
import { MachineTree, TreeMachine } from './machine-tree';
import { hasUnknowns, loadable } from './unknown-values';

/** A machine with what Talos says of it. */
export interface JudgedMachine {
  readonly tree: MachineTree;
  readonly machine: TreeMachine;
  readonly minor: TalosMinor;
  /** The version is written, and known to the model: what Talos says holds. */
  readonly isVersionKnown: boolean;
  /** One for each form that the configuration may have. */
  readonly answers: readonly TalosAnswer[];
  /** Absent where the patches do not fit. */
  readonly network?: TalosNetwork;
  /** Values are not known here, or patches were not read: what is missing may be there. */
  readonly hasUnknowns: boolean;
}

/** All machines of a tree. */
export function judgedMachines(tree: MachineTree): JudgedMachine[] {
  return tree.machines.map((machine) => judged(tree, machine));
}

function judged(tree: MachineTree, machine: TreeMachine): JudgedMachine {
  const { minor, isKnown } = minorFor(machine.talos ?? tree.talos?.text);
  const { role } = machine;
  const patches = machine.patches.map(({ text }) => loadable(text, minor));
  const answers = contracts(tree, minor)
    .filter((contract) => generatedBase(minor, role, { contract }) !== undefined)
    .map((contract) => judgePatches({ minor, base: { role, options: { contract } }, patches }));
  const best = answers.find(({ result }) => result !== undefined);
  return {
    tree,
    machine,
    minor,
    isVersionKnown: isKnown,
    answers,
    ...(best?.result === undefined ? {} : { network: readTalosNetwork(best.result, minor) }),
    hasUnknowns: tree.unread.length > 0 || machine.patches.some(({ text }) => hasUnknowns(text)),
  };
}

/** The minor of a version; the nearest one that the model knows where it is older or newer than all, the newest where nobody says. */
function minorFor(version: string | undefined): { readonly minor: TalosMinor; readonly isKnown: boolean } {
  const minor = minorOf(version ?? '');
  if (minor !== undefined && isTalosMinor(minor)) return { minor, isKnown: true };
  const nearest = TALOS_MINORS.find((each) => minor !== undefined && compareVersions(each, minor) >= 0);
  return { minor: nearest ?? TALOS_MINORS.at(-1)!, isKnown: false };
}

/** Forms that the configuration may have: a cluster that was made by an older version keeps that of before. */
function contracts({ isGeneratedAnew }: MachineTree, minor: TalosMinor): TalosMinor[] {
  const older = TALOS_MINORS[TALOS_MINORS.indexOf(minor) - 1];
  return isGeneratedAnew || older === undefined || !talosDoes(minor, 'kubernetesDocuments') ? [minor] : [minor, older];
}
