// The versions from one on and before another: the one meaning of `since` and `until` in every table of this library.

/** Some versions in a row. A bound is a minor (`1.19`, which is `1.19.0`) or a release (`1.20.2`). */
export interface Span {
  /** First version of the span. @default - all before `until` */
  readonly since?: string;
  /** First version that is not of the span any more. @default - all from `since` on */
  readonly until?: string;
}

/**
 * True when a version is one of a span. A version that is a minor only stands for its first release, so that tables by minor and tables by
 * patch are read alike; what is no version is in no span with a bound.
 */
export function isIn(version: string, { since, until }: Span): boolean {
  return (
    (since === undefined || compareVersions(since, version) <= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}

/**
 * Below 0 when the first version is older, 0 when both are the same, above 0 when it is newer: by number (1.9 before 1.10), missing parts as 0,
 * a `v` in front and what follows the numbers (`-rc.1`) not counted. NaN where one of them is no version.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < 3; at++) {
    const difference = left[at]! - right[at]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `1.19.6` and `v1.19` as the minor `1.19`; undefined for what is no version. */
export function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.|$|-)/.exec(version)?.[1];
}

function partsOf(version: string): readonly number[] {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version);
  return found === null ? [NaN, NaN, NaN] : [found[1], found[2] ?? '0', found[3] ?? '0'].map(Number);
}
