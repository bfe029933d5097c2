// Findings that somebody decided to live with: an ignored one stays in the report with its reason, and hides nothing but itself.
import { IgnoredCode, InvariantFacts } from '../facts';
import { objectKey } from '../manifest';
import { Place, Problem } from './rule';

/** Problems with the reasons of those that are ignored, and the ignores that silenced something. */
export interface Marked {
  readonly problems: readonly Problem[];
  readonly used: ReadonlySet<IgnoredCode>;
}

/** Name of the machines and their configuration, where the objects of an ignore are named. */
const CLUSTER = 'cluster';

/** Marks what the ignores silence: the same code at an object that they name, or at another that the problem is about. */
export function markIgnored(problems: readonly Problem[], ignores: readonly IgnoredCode[]): Marked {
  const used = new Set<IgnoredCode>();
  if (ignores.length === 0) return { problems, used };
  const byCode = new Map<string, IgnoredCode[]>();
  for (const ignore of ignores) byCode.set(ignore.code, [...(byCode.get(ignore.code) ?? []), ignore]);
  const marked = problems.map((problem) => {
    const candidates = byCode.get(problem.code);
    if (candidates === undefined) return problem;
    const names = [...[problem.at, ...(problem.others ?? [])].map(nameOf), ...invariantOf(problem)];
    const hits = candidates.filter(
      ({ objects }) => objects === undefined || objects.some((object) => names.includes(object)),
    );
    hits.forEach((hit) => used.add(hit));
    return hits.length === 0 ? problem : { ...problem, ignoredBecause: hits[0]!.reason };
  });
  return { problems: marked, used };
}

/** An invariant is no object: `Invariant/<name>`. */
function invariantOf({ at, path: [key, index] }: Problem): string[] {
  if ('manifest' in at || key !== 'invariants') return [];
  const { name } = (at.content.invariants as InvariantFacts[])[index as number] ?? {};
  return name === undefined ? [] : [`Invariant/${name}`];
}

function nameOf(at: Place): string {
  return 'manifest' in at ? objectKey(at.manifest) : CLUSTER;
}
