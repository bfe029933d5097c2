// What the chart says about the values of an install: keys that it does not know, values that it refuses, secrets.
import { ChartProblem, checkForeignValues, valueAt } from '../../../chart';
import { CILIUM_MINORS } from '../../../catalogue/cilium-minors';
import { isMap, PlainMap } from '../../../manifest';
import { CiliumValues, ciliumInstalls, isPlaceholder, UNKNOWN } from '../../../world/derived/cilium-values';
import { Report, Rule } from '../../rule';

const WHY =
  'Source: values.yaml, values.schema.json and templates of the charts 1.18.12, 1.19.6 and 1.20.0, read and probed.';

/** What the chart says of a key, in its own sentences. */
const words = ({ key, said, instead }: { key: string; said: string; instead: string }) => ({
  message: `${key}: ${said}`,
  repair: instead,
});

/** The values of every install, against the chart of its own version. */
export const CHART_VALUES: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/unknown-key',
      title: 'Every key of the values is known to the chart',
      why: `The chart ignores a key that it does not know, so a misspelt one does nothing. ${WHY}`,
      words,
    },
    {
      code: 'values/dead',
      title: 'No key has lost its effect',
      why: `A key of an older chart is ignored without a word. ${WHY}`,
      words,
    },
    {
      code: 'values/removed',
      title: 'No key is one that the chart refuses',
      why: `Some removed keys end the rendering with an error. ${WHY}`,
      words,
    },
    {
      code: 'values/type',
      title: 'Every value has the type that the chart wants',
      why: `The schema of the chart ends the rendering with an error. ${WHY}`,
      words,
    },
    {
      code: 'values/chart-refuses',
      title: 'The chart accepts the values together',
      why: `These conditions end the rendering with an error. ${WHY}`,
      words,
    },
    {
      code: 'values/no-effect',
      title: 'What is switched on works',
      why: `The chart renders these values, and nothing comes of them. ${WHY}`,
      words,
    },
    {
      code: 'values/key-material',
      title: 'No private key stands in the values',
      why: 'Values lie in a repository and in the release Secret; a private key belongs into a Secret of the cluster.',
      words,
    },
    {
      code: 'values/version',
      title: 'The version of the chart is one whose values are known',
      why: 'Keys are judged only against the table of their own minor: 1.18, 1.19, 1.20.',
      words: ({ version, minors }: { version?: string; minors: readonly string[] }) => ({
        message: `the keys of Cilium's values are not judged: ${version === undefined ? 'no version' : `version ${JSON.stringify(version)}`} is of none of the minors ${minors.join(', ')}`,
        repair: 'name one version of the chart',
      }),
    },
  ],
  check(world, report) {
    for (const install of ciliumInstalls(world)) if (install.isWritten) judge(install, report);
  },
};

function judge(install: CiliumValues, report: Report): void {
  if (install.release === undefined) {
    report.note('values/version', install.at, [], { version: install.version, minors: CILIUM_MINORS });
    return;
  }
  for (const { level, code, path: key, message: said, repair: instead, near } of certain(install)) {
    const place = install.placeOf(key);
    const isInert = code === 'values/unknown-key' && losesNothing(install, key, near ?? '');
    const data = { key, said, instead, near };
    report[level === 'error' && !isInert && !HARMLESS.includes(key) ? 'error' : 'warning'](
      code,
      place.at,
      place.path,
      data,
    );
  }
}

/** Misspelt keys that a third of all installs carry (of autoMount, switched off on Talos anyway): Cilium runs with them. */
const HARMLESS: readonly string[] = ['cgroup.automount'];

/** Problems that stay whatever the placeholders stand for, and whatever an unread source of values may set. */
function certain(install: CiliumValues): ChartProblem[] {
  const release = install.release!;
  const all = checkForeignValues(release, install.values);
  const without = stripped(install.values, undefined) as PlainMap;
  const on = checkForeignValues(release, stripped(install.values, true) as PlainMap);
  const off = checkForeignValues(release, without);
  const openMaps = hasOpenMap(release, install.values);
  const same = (problems: readonly ChartProblem[], { code, path }: ChartProblem) =>
    problems.some((each) => each.code === code && each.path === path);
  return all.filter((problem) => {
    const { code, path } = problem;
    if (install.own(path) === UNKNOWN) return false;
    if (code === 'values/chart-refuses' || code === 'values/no-effect')
      return install.complete && !openMaps && same(on, problem) && same(off, problem);
    return code !== 'values/type' || same(off, problem);
  });
}

/** True if the key that was meant has the same value anyway, or if the values switch off what is off. */
function losesNothing(install: CiliumValues, path: string, meant: string): boolean {
  const same = (value: unknown, at: string): boolean => {
    if (isMap(value)) return Object.entries(value).every(([key, inner]) => same(inner, `${at}.${key}`));
    const known = install.own(at) ?? valueAt(install.release!, at)?.default;
    return (
      JSON.stringify(value) === JSON.stringify(known) || (known === undefined && (value === false || value === null))
    );
  };
  return same(install.own(path), meant);
}

/** True if a placeholder stands for a whole map: then any value below it may be set. */
function hasOpenMap(release: string, values: unknown, at = ''): boolean {
  if (isPlaceholder(values)) return valueAt(release, at)?.types.includes('map') === true;
  return (
    isMap(values) &&
    Object.entries(values).some(([key, inner]) => hasOpenMap(release, inner, at === '' ? key : `${at}.${key}`))
  );
}

/** The values with every placeholder replaced; `undefined` takes it out. */
function stripped(value: unknown, by: unknown): unknown {
  if (isPlaceholder(value)) return by;
  if (Array.isArray(value)) return value.map((each) => stripped(each, by)).filter((each) => each !== undefined);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, stripped(inner, by)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}
