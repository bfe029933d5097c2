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
  const { minors, isKnown } = minorsFor(machine.talos ?? tree.talos?.text);
  const tried = minors.map((minor) => ({ minor, answers: answersOf(tree, machine, minor) }));
  // Where nobody says the version, one that takes the patches tells more than one that does not.
  const { minor, answers } =
    tried.find((each) => each.answers.some(({ ok }) => ok)) ??
    tried.find((each) => each.answers.some(({ result }) => result !== undefined)) ??
    tried[0]!;
  const best = answers.find(({ ok }) => ok) ?? answers.find(({ result }) => result !== undefined);
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

function answersOf(tree: MachineTree, { role, patches }: TreeMachine, minor: TalosMinor): TalosAnswer[] {
  const texts = patches.map(({ text }) => loadable(text, minor));
  return contracts(tree, minor)
    .filter((contract) => generatedBase(minor, role, { contract }) !== undefined)
    .map((contract) => judgePatches({ minor, base: { role, options: { contract } }, patches: texts }));
}

/** The minor of a version; the nearest one that the model knows where it is older or newer than all, every one where nobody says. */
function minorsFor(version: string | undefined): { readonly minors: readonly TalosMinor[]; readonly isKnown: boolean } {
  const minor = minorOf(version ?? '');
  if (minor === undefined) return { minors: [...TALOS_MINORS].reverse(), isKnown: false };
  if (isTalosMinor(minor)) return { minors: [minor], isKnown: true };
  return {
    minors: [TALOS_MINORS.find((each) => compareVersions(each, minor) >= 0) ?? TALOS_MINORS.at(-1)!],
    isKnown: false,
  };
}

/** Forms that the configuration may have: a cluster that was made by an older version keeps that of before. */
function contracts({ isGeneratedAnew }: MachineTree, minor: TalosMinor): TalosMinor[] {
  const older = TALOS_MINORS[TALOS_MINORS.indexOf(minor) - 1];
  return isGeneratedAnew || older === undefined || !talosDoes(minor, 'kubernetesDocuments') ? [minor] : [minor, older];
}
