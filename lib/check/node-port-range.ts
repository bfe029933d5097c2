// Ports of nodes outside of the range of Kubernetes: Talos may be told another one.
import { listAt, textAt, valueAtPath } from '../world/derived/fields';
import { World } from '../world/types';
import { Path } from '../problem';
import { Problem } from './rule';

/** Where the arguments of the API server stand. Source: Talos machinery 1.11 to 1.14. */
const ARGUMENTS: readonly Path[] = [
  ['cluster', 'apiServer', 'extraArgs', 'service-node-port-range'],
  ['extraArgs', 'service-node-port-range'],
];

/** The problems, without ports that a stated range holds; with the range that Kubernetes has where nobody states one, they are warnings. */
export function withNodePortRange(world: World, problems: readonly Problem[]): Problem[] {
  return problems.flatMap((problem) => {
    const { code, data, level, message } = problem;
    if (code !== 'schema/range' || data.what !== 'node-port-range') return [problem];
    const ranges = statedRanges(world);
    if (ranges.some(([first, last]) => Number(data.nodePort) >= first && Number(data.nodePort) <= last)) return [];
    if (ranges.length > 0 || world.complete || level !== 'error') return [problem];
    const assumed = 'the range of node ports that Kubernetes has';
    return [
      {
        ...problem,
        level: 'warning',
        message: `${message}; this assumes ${assumed}`,
        assumed: [...(problem.assumed ?? []), assumed],
      },
    ];
  });
}

/** `30000-42767`; a list of 1.14 counts its last. */
function statedRanges(world: World): (readonly [number, number])[] {
  return world.talos.flatMap(({ content }) =>
    ARGUMENTS.flatMap((path) => {
      const text = textAt(content, ...path) ?? listAt(valueAtPath(content, path)).at(-1);
      const [, first, last] = /^(\d+)-(\d+)$/.exec(String(text ?? '')) ?? [];
      return first === undefined ? [] : [[Number(first), Number(last)] as const];
    }),
  );
}
