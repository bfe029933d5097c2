// Machines that a tool describes: what was not read of them, and where the file of facts says otherwise.
import { isDeepStrictEqual } from 'node:util';
import { posix } from 'node:path';
import { ClusterFacts } from '../../../facts';
import { Path } from '../../../problem';
import { minorOf } from '../../../world/versions';
import { factsOfTree } from '../../../world/talos-inputs';
import { CheckedDocument, World } from '../../../world/types';
import { Report, Rule } from '../../rule';

interface DifferData {
  readonly key: string;
  readonly stated: string;
  readonly told: string;
  /** The file of the tool. */
  readonly file: string;
}
interface UnreadData {
  readonly file: string;
  readonly why: 'missing' | 'template';
  readonly tool: string;
}

/** Files of tools and facts go together. */
export const TALOS_MACHINE_TREES: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/facts-differ',
      title: 'The file of facts and the file of the machines say the same',
      why: 'The file of facts is believed: what is judged by it is judged by something that the machines do not have. Versions, subnets, virtual addresses and the nodes are compared with talconfig.yaml, topf.yaml or the cluster template.',
      words: ({ key, stated, told, file }: DifferData) => ({
        message: `${key} is ${stated} here and ${told} in ${file}`,
        repair: 'write the same in both, or leave it out here: what the machines say is read',
      }),
    },
    {
      code: 'talos/patch-unread',
      title: 'Patches that a tool lays on its machines are read',
      why: 'The machines are judged without it, and what they refuse is then not said. A note: the file may be encrypted, made by another program, or lie outside of what is checked.',
      words: ({ file, why, tool }: UnreadData) => ({
        message:
          why === 'missing'
            ? `${tool} reads ${file}, which is not among the files that are checked`
            : `${tool} reads ${file}, which decides or repeats lines by values that stand elsewhere`,
        repair:
          why === 'missing' ? 'write the file, or check the folder that holds it as well' : 'check what it renders',
      }),
    },
  ],
  check(world, report) {
    for (const { at, tool, unread } of world.machineTrees)
      for (const { file, why, path } of unread)
        report.note('talos/patch-unread', at, path, { file: posix.basename(file), why, tool });
    contradictions(world, report);
  },
};

/** Lists of which the order says nothing. */
const COMPARED = ['talos', 'kubernetes', 'endpoint', 'podSubnets', 'serviceSubnets', 'virtualIps'] as const;

function contradictions({ factsDocument: at, machineTrees, judgedMachines }: World, report: Report): void {
  const [tree, ...others] = machineTrees;
  if (at === undefined || tree === undefined || others.length > 0) return;
  const stated = at.content as ClusterFacts;
  const told = factsOfTree(tree, judgedMachines);
  const file = posix.basename(tree.at.origin.file ?? '');
  const say = (path: Path, key: string, a: unknown, b: unknown) => {
    if (a === undefined || b === undefined || isDeepStrictEqual(unordered(a), unordered(b))) return;
    report.warning('talos/facts-differ', at, path, { key, stated: shown(a), told: shown(b), file }, [tree.at]);
  };
  for (const key of COMPARED) say([key], key, comparable(key, stated), told[key]);
  nodes(stated, told, at, say, report, file, tree.at);
}

/** What is stated, as the machines tell it: of Talos its minor. */
function comparable(key: (typeof COMPARED)[number], stated: ClusterFacts): unknown {
  return key === 'talos' && stated.talos !== undefined ? (minorOf(stated.talos) ?? stated.talos) : stated[key];
}

function nodes(
  stated: ClusterFacts,
  told: ClusterFacts,
  at: CheckedDocument,
  say: (path: Path, key: string, a: unknown, b: unknown) => void,
  report: Report,
  file: string,
  other: CheckedDocument,
): void {
  if (told.nodes === undefined) return;
  (stated.nodes ?? []).forEach((node, index) => {
    const same = told.nodes!.find(({ name }) => name === node.name);
    if (same === undefined) {
      const data = { key: `node ${node.name}`, stated: 'stated', told: 'missing', file };
      report.warning('talos/facts-differ', at, ['nodes', index], data, [other]);
      return;
    }
    say(['nodes', index, 'role'], `role of node ${node.name}`, node.role, same.role);
    if (node.addresses.length > 0 && same.addresses.length > 0)
      say(['nodes', index, 'addresses'], `addresses of node ${node.name}`, node.addresses, same.addresses);
  });
}

function unordered(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as string[])].sort() : value;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
