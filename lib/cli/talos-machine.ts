// A machine that the files of a tool describe, as a question for talos show.
import { readInput } from '../check';
import type { TalosQuestion } from '../models/talos';
import { JudgedMachine, loadable } from '../world/talos-inputs';
import { versionsFor } from '../world/versions';
import { worldOf } from '../world/world';
import { BAD_USAGE, CommandError } from './errors';

/** What is asked, and what each patch is called in messages. */
export interface AskedMachine {
  readonly question: TalosQuestion;
  readonly names: readonly string[];
  /** What is not in the answer. */
  readonly notes: readonly string[];
}

/**
 * Finds a machine in files and folders of talhelper, TOPF or Omni.
 *
 * @throws CommandError where none or several have the name
 */
export function machineNamed(name: string, paths: readonly string[]): AskedMachine {
  const machines = worldOf({ ...machineInput(paths), versions: versionsFor({}) }).judgedMachines;
  const [found, ...others] = machines.filter(({ machine }) => machine.name === name);
  if (found === undefined)
    throw new CommandError(BAD_USAGE, [
      machines.length === 0
        ? `error: no machines of talhelper, TOPF or Omni in ${paths.join(' ')}`
        : `error: no machine ${name}; write one of ${[...new Set(machines.map(({ machine }) => machine.name))].join(', ')}`,
    ]);
  if (others.length > 0)
    throw new CommandError(BAD_USAGE, [`error: several clusters have a machine ${name}; name the folder of one`]);
  return asked(found);
}

function machineInput(paths: readonly string[]) {
  const { documents, talos, files, text } = readInput(paths);
  return { objects: [], documents, talos, files, text };
}

function asked({ tree, machine, minor }: JudgedMachine): AskedMachine {
  return {
    question: {
      minor,
      base: { role: machine.role },
      patches: machine.patches.map(({ text }) => loadable(text, minor)),
    },
    names: machine.patches.map(({ documents }) => documents[0]?.origin.file ?? ''),
    notes: tree.unread.map(({ file }) => `note: without ${file}, which was not read`),
  };
}
