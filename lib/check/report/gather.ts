// One line for what is said of many objects: a report that is read is short. Formats for programs list each.
import { Level } from '../../problem';
import { CheckFinding } from '../findings';
import { allCodes } from '../layers';

/** Findings of one code and level in one line. */
export interface Gathered {
  readonly severity: Level;
  readonly code: string;
  readonly message: string;
  readonly repair: string;
  readonly count: number;
  readonly files: number;
}

/** The findings that are listed, and the lines for the others. */
export interface Gathering {
  readonly listed: readonly CheckFinding[];
  readonly gathered: readonly Gathered[];
}

/** Gathers what its code allows, wherever it was said more than once. */
export function gather(findings: readonly CheckFinding[]): Gathering {
  const codes = new Map(allCodes().map((code) => [code.code, code.together]));
  const groups = new Map<string, CheckFinding[]>();
  for (const finding of findings) {
    const together = codes.get(finding.code);
    if (together === undefined || together.takes?.(finding.data) === false) continue;
    const key = `${finding.severity} ${finding.code}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const large = [...groups.values()].filter((group) => group.length > 1);
  const taken = new Set(large.flat());
  return {
    listed: findings.filter((finding) => !taken.has(finding)),
    gathered: large.map((group) => {
      const { severity, code } = group[0]!;
      return {
        severity,
        code,
        ...codes.get(code)!.words(group.map(({ data }) => data)),
        count: group.length,
        files: new Set(group.map(({ file }) => file)).size,
      };
    }),
  };
}
