// Findings as somebody wants them: at the level that is set for them, without what is ignored or known, and with what is wrong with the settings.
import { fingerprint, isAtLeast, Level } from '../problem';
import { World } from '../world/types';
import { Baseline } from './baseline';
import { CheckFinding, locate } from './findings';
import { Input } from './input';
import { isJudged } from './judged';
import { Count, countsOf, Summary } from './report/summary';
import { Problem } from './rule';
import type { CheckConfig } from './settings';

/** What decides. */
export interface Decisions {
  /** Least level that is shown and counts. */
  readonly least: Level;
  /** Layers that ran. @default - all */
  readonly only?: readonly string[];
  readonly config?: CheckConfig | undefined;
  readonly baseline?: Baseline | undefined;
}

/** The findings that count, and what a report says beside them. */
export interface Decided {
  readonly findings: readonly CheckFinding[];
  readonly summary: Summary;
}

/** Decides what becomes of everything that was found. */
export function decided(
  input: Input,
  { problems, world }: { readonly problems: readonly Problem[]; readonly world: World },
  { least, only, config, baseline }: Decisions,
): Decided {
  let ignored = 0;
  let known = 0;
  const keep = (found: CheckFinding): CheckFinding | undefined => {
    const applied = config === undefined ? found : config.applied(found);
    const decision = found.ignoredBecause === undefined ? applied : undefined;
    if (decision === undefined) {
      if (isAtLeast(found.severity, least)) ignored++;
      return undefined;
    }
    if (baseline?.knows(decision) === true) {
      known++;
      return undefined;
    }
    return isAtLeast(decision.severity, least) ? decision : undefined;
  };
  const located = locate(input, problems, keep);
  const counts = countsOf(input, world, problems);
  const others = [...nothing(input, world, counts.passedOver), ...(config?.findings(only) ?? [])];
  return {
    findings: [...others.flatMap((each) => keep(each) ?? []), ...located],
    summary: {
      ...counts,
      ignored,
      ...(baseline === undefined ? {} : { baseline: { known, gone: baseline.gone() } }),
    },
  };
}

/** Files, and nothing in them that a rule looks at: no success. */
function nothing({ files, problems }: Input, world: World, passedOver: readonly Count[]): CheckFinding[] {
  if (isJudged(world)) return [];
  // What could not be read, or is empty, was said.
  if (problems.some(({ level }) => level !== 'note')) return [];
  const found = passedOver.map(({ what, count }) => `${count} ${what}`);
  const file = files[0];
  const where =
    file === undefined ? 'no file that may hold manifests' : `${files.length} file${files.length === 1 ? '' : 's'}`;
  return [
    {
      severity: 'warning',
      code: 'input/nothing',
      message: `nothing was judged: ${where}${found.length === 0 ? '' : ` with ${found.join(', ')}`}, and no whole Kubernetes object or Talos document among them`,
      repair: 'check what is applied: render templates and programs first (`helm template … | talosnet check -`)',
      file: file ?? '-',
      data: {},
      fingerprint: fingerprint({ code: 'input/nothing', object: '', path: [], data: {} }),
    },
  ];
}
