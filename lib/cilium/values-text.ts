// The values of an install as a values file has them: only what differs from the chart's defaults, keys sorted, read alike by every YAML reader.
import { isMap, PlainMap, toYaml } from '../manifest';
import { defaultTree } from '../chart/values';
import { findRelease } from '../chart/releases';

/** The values without those that the chart's defaults say already. A version that is not known keeps all. @internal */
export function differingValues(version: string, values: PlainMap): PlainMap {
  const release = findRelease(version);
  return sorted(release === undefined ? values : differing(values, defaultTree(release))) as PlainMap;
}

/** @internal */
export function valuesText(version: string, values: PlainMap): string {
  return `# Values of chart cilium ${version}\n${toYaml([values])}`;
}

function differing(values: PlainMap, defaults: PlainMap): PlainMap {
  const kept: PlainMap = {};
  for (const [key, value] of Object.entries(values)) {
    const byDefault = defaults[key];
    if (isMap(value) && isMap(byDefault)) {
      const inner = differing(value, byDefault);
      if (Object.keys(inner).length > 0) kept[key] = inner;
    } else if (
      value === null ? byDefault !== undefined : JSON.stringify(sorted(value)) !== JSON.stringify(sorted(byDefault))
    ) {
      kept[key] = value;
    }
  }
  return kept;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => [key, sorted(value[key])]),
  );
}
